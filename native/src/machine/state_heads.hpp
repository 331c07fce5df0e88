// Interns the heads of states, behind a cache of the latest ones.
#pragma once

#include <array>
#include <vector>

#include "machine/loaded_state.hpp"
#include "scheduling/step_queues.hpp"

namespace chancheck {

class StateHeads {
public:
    using HeadWords = std::array<Cell, HEAD_WORDS>;

    explicit StateHeads(Components& heads) : heads_(heads) {}

    Id of(const HeadWords& words);
    Id of(const std::vector<Cell>& words) {  // also with what stands behind a head
        return heads_.intern({words.data(), static_cast<std::uint32_t>(words.size()), 0, nullptr});
    }
    // That of a state with other numbers of goroutines and of objects that are numbered from the root.
    Id like(const LoadedState& state, Cell goroutines, Cell fixed);
    Id with_queues(const LoadedState& state, Cell goroutines, Cell fixed, StepQueues& queues);

private:
    struct Like {
        Id base = NONE, head = NONE;
        Cell goroutines = 0, fixed = 0;
    };
    struct Known {
        HeadWords words;
        Id head = NONE;
    };
    static constexpr std::size_t MOST = 64;  // a newer one takes an older one's place
    Components& heads_;
    std::array<Like, MOST> like_;
    std::array<Known, MOST> known_;
    std::vector<Cell> words_;
};

}  // namespace chancheck
