// The queues of processors before and after a step.
#pragma once

#include <optional>
#include <vector>

#include "machine/loaded_state.hpp"
#include "machine/successor.hpp"
#include "scheduling/run_queues.hpp"

namespace chancheck {

struct StepQueues {
    std::optional<Scheduler> scheduler;  // none: each enabled goroutine may step, and there are no queues
    Processors before, after;

    void load(const LoadedState& state) {
        if (!scheduler) return;
        std::span<const Cell> words = state.behind_head();
        before.load(*scheduler, words.data(), words.size());
    }
    // Goroutines in the queues after the step get their new numbers; there were so many of them.
    void rename(Successor& next, std::size_t goroutines) {
        bool same = next.order.size() == goroutines;
        for (std::size_t g = 0; g < goroutines && same; g++) same = next.order[g] == static_cast<std::int32_t>(g);
        if (!same) after.rename(next.numbers(goroutines));
    }
    void append(std::vector<Cell>& head) { after.store(*scheduler, head); }
};

}  // namespace chancheck
