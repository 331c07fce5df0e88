// Bottom components: sets of states that a run, once inside, never leaves.
#pragma once

#include <functional>
#include <vector>

#include "reduction/move_selection.hpp"
#include "search/findings.hpp"
#include "store/state_bitset.hpp"

namespace chancheck {

// The steps as a search in levels has seen them.
struct Course {
    Marks onward;            // states from which a step leads to one of the next level
    std::vector<Id> levels;  // the first state of each; behind the levels: of those that are in none
    // Of the states from this one on, up to `end`, none has been expanded.
    void begin_level(Id first, Id end = 0) {
        if (!levels.empty() && first < next_) return;
        levels.push_back(first);
        next_ = std::max(end, first);
        onward.cover(next_);
    }

private:
    Id next_ = 0;
};

// With partial order reduction the search has stored its steps. Else most states are soon seen to lead to an end, and only
// the steps of the others are taken again.
class BottomComponents {
public:
    // ends: by state (shorter: false), whether the run can end at once or no goroutine can step. stop: called often;
    // true ends the search.
    BottomComponents(Machine& machine, States& states, Selection& selection, const Traces& traces,
                     const std::vector<bool>& ends, const Course& course, std::function<bool()> stop)
        : machine_(machine),
          states_(states),
          selection_(selection),
          traces_(traces),
          ends_(ends),
          course_(course),
          stop_(std::move(stop)) {}
    // Tells `findings` of every bottom component in which something moves.
    void find(Findings& findings);

private:
    void mark_by_steps();  // by the steps that the search reported
    void mark_states_that_end();
    bool mark_level(Id begin, Id end, bool next_is_good);
    void store_graph();
    void mark_in_graph();
    void search_graph(Findings& findings);
    struct Component {
        std::vector<Id> states;           // ascending
        std::vector<std::size_t> begins;  // number of each state's first goroutine, in a count of all
        std::vector<bool> seen;           // by that number
    };
    void judge(std::vector<Id> states, Findings& findings);
    bool moves_some_day(Component& in, std::size_t goroutine);
    // Calls `visit` with the states that steps from this one lead to, until it returns false.
    template <class F>
    void for_each_step(Id state, F visit);

    Machine& machine_;
    States& states_;
    Selection& selection_;
    const Traces& traces_;
    const std::vector<bool>& ends_;
    const Course& course_;
    std::function<bool()> stop_;
    std::vector<bool> good_;  // a run from here can come to an end
    // The others, in ascending order, and the steps among them by index.
    std::vector<Id> rest_, targets_;
    std::vector<std::uint64_t> rows_;  // where each one's targets begin; one more at the end
    std::vector<bool> leaves_;         // some step leads to a good state
};

}  // namespace chancheck
