// Which goroutines of a state reach which of its objects.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "machine/loaded_state.hpp"

namespace chancheck {

// A bit for each goroutine; those from the 63rd on share one. All goroutines reach the objects behind globals.
class Reached {
public:
    static constexpr std::size_t ALONE = 63;  // goroutines with a bit of their own

    void forget() { by_.clear(); }
    std::uint64_t by(std::size_t object, const LoadedState& state) {
        if (by_.empty()) find(state);
        return by_[object];
    }

private:
    void find(const LoadedState& state) {
        by_.assign(state.objects(), 0);
        add(1, ~std::uint64_t{0});
        spread(state);
        for (std::size_t g = 0; g < state.goroutines(); g++) {
            const Component& goroutine = state.goroutine(g);
            for (std::uint32_t i = 0; i < goroutine.addresses; i++)
                add(goroutine.target(i), std::uint64_t{1} << std::min(g, ALONE));
        }
        spread(state);
    }
    void add(std::uint32_t object, std::uint64_t bits) {
        if ((bits & ~by_[object]) == 0) return;
        by_[object] |= bits;
        todo_.push_back(object);
    }
    void spread(const LoadedState& state) {
        while (!todo_.empty()) {
            const std::uint32_t from = todo_.back();
            todo_.pop_back();
            const Component& object = state.object(from);
            for (std::uint32_t i = 0; i < object.addresses; i++) add(object.target(i), by_[from]);
        }
    }

    std::vector<std::uint64_t> by_;  // by object; empty: not known yet
    std::vector<std::uint32_t> todo_;
};

}  // namespace chancheck
