// Threads that work together, and a gate that lets one of them be alone for a while.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chancheck {

class Crew {
public:
    explicit Crew(std::size_t threads);  // with the caller's
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;
    std::size_t size() const { return threads_.size() + 1; }

    // Calls `work` in every thread, with its number (0: the caller's), and waits for all. Throws again an exception that
    // one of them throws.
    void run(const std::function<void(std::size_t)>& work);

    // To be called in `work` all the time, where the thread uses nothing that another may want for itself.
    void pass() {
        if (wanted_.load(std::memory_order_relaxed)) wait();
    }
    // In `work`: calls `action` while all other threads are in `pass`, or done.
    void alone(const std::function<void()>& action);

private:
    void wait();
    void serve(std::size_t who);
    void perform(std::size_t who);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::thread> threads_;
    const std::function<void(std::size_t)>* work_ = nullptr;
    std::size_t round_ = 0, busy_ = 0, active_ = 0;  // busy: in this round; active: of them not in `pass` or `alone`
    std::atomic<bool> wanted_{false};                // a thread is, or wants to be, alone
    bool ending_ = false;
    std::exception_ptr problem_;
};

}  // namespace chancheck
