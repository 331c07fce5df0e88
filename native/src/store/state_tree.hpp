// Converts a state's vector to its tree and back. Subtrees shared with the state loaded last are not looked up again.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "store/state_set.hpp"

namespace chancheck {

class StateTree {
public:
    // `head_apart`: a head changes in every step, and in many nothing else, so that it stands beside the tree of the
    // others.
    explicit StateTree(bool head_apart) : head_apart_(head_apart) {}

    // How many of the parts, after the head, are objects and goroutines.
    struct Size {
        std::size_t objects, goroutines;
    };
    Root fold(const std::vector<Id>& parts, std::size_t objects, States& states);
    // Of the state loaded last, with another head.
    bool knows_rest() const { return !loaded_.nodes.empty(); }
    Root with_head(Id head) const { return {loaded_.nodes[0].id, head}; }
    // `size_of`: the size of a state with this head.
    template <class F>
    void unfold(Id state, const States& states, F size_of, std::vector<Id>& parts) {
        std::swap(loaded_, before_);
        states.unfold(state, head_apart_, before_, loaded_);
        const Id head = head_apart_ ? loaded_.leaves.alone : loaded_.leaves.all[0];
        spread(head, size_of(head), parts);
    }
    void leave() { loaded_ = {}; }  // another state was loaded from its parts
    void forget() {
        leave();
        recent_ = {};
    }

private:
    void spread(Id head, Size size, std::vector<Id>& parts) const;

    bool head_apart_;
    Unfolded loaded_, before_;  // the loaded state's tree, and that of the one before
    RecentNodes recent_;
    Leaves result_;  // in the order of the tree
};

}  // namespace chancheck
