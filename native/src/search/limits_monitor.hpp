// Keeps a search within its limits of time and memory, and lets its owner watch and stop it.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>

#include "search/task.hpp"

namespace chancheck {

std::size_t process_memory();
std::size_t peak_memory();

class Watch {
public:
    explicit Watch(const Task& task);
    // From now on all of the memory may be used: with a lossy table to come, at first only half of what is left is.
    void use_all_memory() { memory_ = task_.limits.memory; }
    double seconds() const { return since(begin_); }
    double at_work() const { return seconds() - rested_; }  // without rests
    // The search continues and may pause after so many seconds; negative: never.
    void go_on(double pause) {
        if (resting_ >= 0) rested_ += seconds() - resting_;
        resting_ = -1;
        pause_ = pause < 0 ? -1 : seconds() + pause;
    }
    void rest() { resting_ = seconds(); }
    bool pauses() const { return pause_ >= 0 && now_ >= pause_; }
    // To be called often; checks clock, memory and the owner a few times a second. The limit that was met, or "".
    // `progress` fills in how far the search is.
    template <class F>
    const char* tick(const F& progress) {
        if (++ticks_ < every_) return "";
        ticks_ = 0;
        auto now = Clock::now();
        auto since = now - last_;
        if (since > interval_) every_ = std::max(1U, every_ / 4);  // steps are long
        else if (every_ < EVERY) every_ *= 2;
        if (looked_ && since < interval_) return "";
        looked_ = true;
        last_ = now;
        now_ = seconds();
        return look(progress());
    }
    // The search of all states has come to its end, or has had its share of the time.
    void race() { racing_ = true; }
    void found() {  // something worth stopping at
        if (found_ < 0) found_ = seconds();
    }
    const char* look(const Progress& progress);

private:
    using Clock = std::chrono::steady_clock;
    static constexpr unsigned EVERY = 64;
    static constexpr double LONGEST_INTERVAL = 0.05, SHORTEST_INTERVAL = 0.001, INTERVALS = 20;
    static double since(Clock::time_point then) { return std::chrono::duration<double>(Clock::now() - then).count(); }
    // Between two looks; short where little time was given, so that it is not exceeded by much.
    static Clock::duration interval(const Limits& limits) {
        double seconds = limits.seconds < 0
                             ? LONGEST_INTERVAL
                             : std::clamp(limits.seconds / INTERVALS, SHORTEST_INTERVAL, LONGEST_INTERVAL);
        return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    }
    const Task& task_;
    Clock::duration interval_;
    double pause_ = -1, now_ = 0, rested_ = 0, resting_ = -1;
    Clock::time_point begin_, last_;
    double found_ = -1;
    bool racing_ = false;
    Cell memory_;
    unsigned ticks_ = EVERY - 1, every_ = EVERY;  // the first call looks
    bool looked_ = false;
};

}  // namespace chancheck
