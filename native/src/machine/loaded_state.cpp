#include "machine/loaded_state.hpp"

namespace chancheck {

void LoadedState::load(const std::vector<Id>& parts) {
    parts_ = parts;
    loaded();
}

void LoadedState::load(Id state, const States& states, StateTree& tree) {
    tree.unfold(
        state, states,
        [this](Id head) {
            const Cell* words = heads_[head].words;
            return StateTree::Size{static_cast<std::size_t>(words[HEAD_OBJECTS]),
                                   static_cast<std::size_t>(words[HEAD_GOROUTINES])};
        },
        parts_);
    loaded();
}

void LoadedState::loaded() {
    const Component& head = heads_[parts_[0]];
    head_ = head.words;
    head_length_ = head.length;
    is_unpacked_ = false;
}

void LoadedState::unpack() {
    is_unpacked_ = true;
    unpacked_.clear();
    unpacked_.root = head_[HEAD_ROOT];
    unpacked_.output = head_[HEAD_OUTPUT];
    for (std::size_t o = 1; o < objects(); o++) unpacked_.add(parts_[o], heap_[parts_[o]]);
    unpacked_.end_of_state();
    for (std::size_t g = 0; g < goroutines(); g++) unpacked_.add_goroutine(component_of(g), goroutine(g));
}

std::optional<Cell> LoadedState::cell(std::size_t n, Cell at) const {
    if (n == 0 || n >= objects()) return {};
    const Component& o = object(n);
    if (at + OBJECT_HEAD >= o.length) return {};
    return o.words[at + OBJECT_HEAD];
}

std::pair<Cell, Cell> LoadedState::place_of(std::size_t g) const {
    const Component& c = goroutine(g);
    bool crashing = static_cast<Phase>(c.words[0] >> PHASE_SHIFT) == Phase::crashing;
    if (c.frame == 0) return {-1, crashing ? c.words[GOROUTINE_HEAD + PANIC_PLACE] : -1};
    return {c.words[c.frame], c.words[c.frame + 1]};
}

Cell LoadedState::first_function(std::size_t g) const {
    const Component& c = goroutine(g);
    return c.frame == 0 ? -1 : c.words[GOROUTINE_HEAD];
}

}  // namespace chancheck
