// Keeps single steps within the limits of their search: a step can make a million goroutines, or a map without an end.
#pragma once

#include <chrono>
#include <cstddef>

#include "search/limits.hpp"

namespace chancheck {

// A limit was met in the midst of a step.
struct Exhausted {
    const char* limit;
};

class Alarm {
public:
    // The limits of a search that begins now.
    void set(const Limits& limits);
    // Other limits from now on, for what has to be done once the search has ended.
    void extend(double seconds);
    // To be called with the amount of work that was done, in cells: throws Exhausted at a limit.
    void spend(std::size_t work) {
        spent_ += work;
        if (spent_ >= OFTEN) look();
    }
    // To be called before so many bytes are taken at once.
    void claim(std::size_t bytes) {
        spend(bytes / sizeof(Cell));
        if (bytes >= LARGE) look_at_memory(bytes);
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t OFTEN = std::size_t{1} << 16, LARGE = std::size_t{1} << 20;
    static constexpr std::chrono::milliseconds INTERVAL{10};
    void look();
    void look_at_memory(std::size_t more) const;

    Clock::time_point end_{}, memory_due_{};
    bool ends_ = false;
    Cell memory_ = -1;
    std::size_t spent_ = 0;
};

}  // namespace chancheck
