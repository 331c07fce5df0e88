// The goroutines that live through a part of a graph of states, each as its places: its numbers in the states.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "temporal/state_graph.hpp"

namespace chancheck {

class Lineages {
public:
    using Place = std::uint32_t;

    // Of these states, ascending.
    Lineages(const StateGraph& graph, std::vector<std::uint32_t> states);
    // A step within the part leads from one of the states to another one.
    void step(std::uint32_t from, std::uint32_t to, std::uint32_t edge);
    // All steps are known.
    void finish();

    const std::vector<std::uint32_t>& states() const { return states_; }
    // Once finished: the lineage of a goroutine, named by one of its places; NONE if it does not live through the part.
    Place of(std::uint32_t state, std::int32_t goroutine) const {
        const Place place = place_of(state, goroutine);
        return place == NONE || mortal_[root_[place]] ? NONE : root_[place];
    }
    std::size_t places() const { return root_.size(); }
    bool enabled(std::uint32_t state, std::int32_t goroutine) const { return enabled_[place_of(state, goroutine)]; }
    template <class F>
    void each_place(F visit) const {  // of those that live through it: state, goroutine, lineage
        for (std::size_t k = 0; k < states_.size(); k++)
            for (Place p = begins_[k]; p < begins_[k + 1]; p++)
                if (!mortal_[root_[p]]) visit(states_[k], static_cast<std::int32_t>(p - begins_[k]), root_[p]);
    }
    // Of each lineage: whether it moves in a step of the part, is enabled in all states or in some.
    bool moves(Place lineage) const { return moves_[lineage]; }
    bool always(Place lineage) const { return always_[lineage]; }
    bool ever(Place lineage) const { return ever_[lineage]; }

private:
    Place place_of(std::uint32_t state, std::int32_t goroutine) const;
    Place find(Place place);

    const StateGraph& graph_;
    std::vector<std::uint32_t> states_;
    std::vector<Place> begins_, root_;
    std::vector<bool> mortal_, moved_, enabled_, moves_, always_, ever_;
};

}  // namespace chancheck
