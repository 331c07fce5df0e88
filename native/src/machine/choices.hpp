// Choices within a step: local code chooses a number below a limit, and with a scheduler a step chooses which waiters
// insist. A step takes the given choices first; further ones are 0.
#pragma once

#include <vector>

#include "machine/step_cache.hpp"

namespace chancheck {

class Choices {
public:
    void begin(const std::vector<Cell>& given) {
        given_ = &given;
        clear();
    }
    void clear() {
        taken_.clear();
        limits_.clear();
    }
    void show(const Change& known) {  // those of a step that is remembered
        taken_ = known.taken;
        limits_ = known.choices;
    }
    Cell choose(Cell alternatives);
    // Whether to rest before a choice, to bound the number of outcomes of one step.
    bool forked_enough(Cell alternatives) const;
    bool next(std::vector<Cell>& choices) const;  // the next ones to give, if there are any

    const std::vector<Cell>& taken() const { return taken_; }
    const std::vector<Cell>& limits() const { return limits_; }

private:
    const std::vector<Cell>* given_ = nullptr;
    std::vector<Cell> taken_, limits_;
};

}  // namespace chancheck
