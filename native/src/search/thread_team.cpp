#include "search/thread_team.hpp"

#include <system_error>
#include <utility>

namespace chancheck {

Crew::Crew(std::size_t threads) {
    try {
        for (std::size_t who = 1; who < threads; who++) threads_.emplace_back([this, who] { serve(who); });
    } catch (const std::system_error&) {
        // as many as there are to be had
    }
}

Crew::~Crew() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Crew::serve(std::size_t who) {
    for (std::size_t done = 0;; done++) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return ending_ || round_ > done; });
            if (ending_) return;
        }
        perform(who);
    }
}

void Crew::perform(std::size_t who) {
    std::exception_ptr problem;
    try {
        (*work_)(who);
    } catch (...) {
        problem = std::current_exception();
    }
    {
        std::lock_guard lock(mutex_);
        if (problem && !problem_) problem_ = problem;
        busy_--;
        active_--;
    }
    changed_.notify_all();
}

void Crew::run(const std::function<void(std::size_t)>& work) {
    {
        std::lock_guard lock(mutex_);
        work_ = &work;
        busy_ = active_ = size();
        round_++;
    }
    changed_.notify_all();
    perform(0);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return busy_ == 0; });
    if (problem_) std::rethrow_exception(std::exchange(problem_, nullptr));
}

void Crew::wait() {
    std::unique_lock lock(mutex_);
    active_--;
    changed_.notify_all();
    changed_.wait(lock, [&] { return !wanted_.load(std::memory_order_relaxed); });
    active_++;
}

void Crew::alone(const std::function<void()>& action) {
    std::unique_lock lock(mutex_);
    active_--;
    changed_.notify_all();
    changed_.wait(lock, [&] { return !wanted_.load(std::memory_order_relaxed); });  // one after the other
    wanted_.store(true, std::memory_order_relaxed);
    changed_.wait(lock, [&] { return active_ == 0; });
    auto open = [&] {
        wanted_.store(false, std::memory_order_relaxed);
        active_++;
        changed_.notify_all();
    };
    try {
        action();
    } catch (...) {
        open();
        throw;
    }
    open();
}

}  // namespace chancheck
