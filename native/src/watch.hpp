// Keeps a search within its limits of time and memory, and lets its owner watch and stop it.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>

#include "task.hpp"

namespace chancheck {

std::size_t process_memory();
std::size_t peak_memory();

class Watch {
public:
    explicit Watch(const Task& task);
    // From now on all of the memory may be used: with a lossy table to come, at first only half of what is left is.
    void use_all_memory() { memory_ = task_.limits.memory; }
    double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }
    // To be called all the time; looks at clock, memory and the owner a few times a second. The limit that was met, or "".
    // `progress` fills in how far the search is.
    template <class F> const char* tick(const F& progress) {
        if (++ticks_ < every_) return "";
        ticks_ = 0;
        auto now = Clock::now();
        auto since = now - last_;
        if (since > INTERVAL) every_ = std::max(1U, every_ / 4);  // steps are long
        else if (every_ < EVERY) every_ *= 2;
        if (looked_ && since < INTERVAL) return "";
        looked_ = true;
        last_ = now;
        return look(progress());
    }
    void found() {  // something worth stopping at
        if (found_ < 0) found_ = seconds();
    }
    const char* look(const Progress& progress);

private:
    using Clock = std::chrono::steady_clock;
    static constexpr unsigned EVERY = 64;
    static constexpr std::chrono::milliseconds INTERVAL{50};
    const Task& task_;
    Clock::time_point begin_, last_;
    double found_ = -1;
    Cell memory_;
    unsigned ticks_ = EVERY - 1, every_ = EVERY;  // the first call looks
    bool looked_ = false;
};

}  // namespace chancheck
