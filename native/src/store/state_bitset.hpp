// A set of states, one bit for each.
#pragma once

#include <algorithm>
#include <atomic>

#include "store/segmented_vector.hpp"

namespace chancheck {

class Marks {
public:
    // Makes room for the states below this one; others are not in the set and must not be added. Throws std::bad_alloc.
    void cover(std::uint32_t end) {
        for (std::uint32_t word = covered_ / 64; word <= end / 64; word++) words_.reach(word);
        covered_ = std::max(covered_, end);
    }
    // Several threads may add at the same time.
    void add(std::uint32_t state) {
        std::atomic_ref<std::uint64_t>(words_[state / 64]).fetch_or(bit(state), std::memory_order_relaxed);
    }
    bool operator[](std::uint32_t state) const { return state < covered_ && (words_[state / 64] & bit(state)) != 0; }

private:
    static std::uint64_t bit(std::uint32_t state) { return std::uint64_t{1} << state % 64; }
    Blocks<std::uint64_t> words_;
    std::uint32_t covered_ = 0;
};

}  // namespace chancheck
