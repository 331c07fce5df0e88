// One level of a breadth-first search, expanded by several threads: with the outcome that one thread would have.
//
// States are numbered as they are met, which differs from run to run. At the end of the level the new ones get the numbers
// that one thread would have given them, and with these everything else is as if there had been one.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "reduction/move_selection.hpp"
#include "search/expander.hpp"
#include "search/thread_team.hpp"
#include "store/state_bitset.hpp"

namespace chancheck {

class Level {
public:
    // `own` is the expander of the thread that calls `expand`.
    Level(std::size_t threads, World& world, const Task& task, Expander& own, States& states);

    // Expands the states from `begin` to `end`, which is one behind the last there is. `tick` is called all the time in
    // the caller's thread and says whether to give up. False: it was given up, or with `stop_first` a defect was found;
    // then the new states are not to be used. `onward`: gets the states from which a step leads to a new one.
    bool expand(Id begin, Id end, Traces& traces, Selection& selection, Findings& findings, Marks& onward,
                const std::function<bool()>& tick);

    // Whether a step led to one of the first states, as many as this.
    void lookout(Id states) {
        early_ = states;
        went_back_ = false;
    }
    bool went_back() const { return went_back_; }

    std::size_t threads() const { return crew_.size(); }
    // For the expanders of all members but the caller's: each keeps its own results.
    template <class F>
    void each_other(F visit) {
        for (std::size_t who = 1; who < members_.size(); who++) visit(*members_[who]->expander);
    }

private:
    struct Member {
        Member(World& world, const Task& task, Expander* own)
            : made(own == nullptr ? std::make_unique<Expander>(world, task) : nullptr),
              expander(own == nullptr ? made.get() : own),
              reduction(task.reduction, expander->machine, task.alike()),
              findings(expander->machine) {}
        std::unique_ptr<Expander> made;
        Expander* expander;
        Reduction reduction;
        Findings findings;
        Tally tally;
        std::vector<std::pair<Id, bool>> selected;  // states, and whether all their moves were taken
        std::vector<std::pair<Id, Id>> steps;       // (from, to)
        std::function<bool()> stop;
    };
    // How a new state was reached. Steps are counted in the order in which one thread would take them, from 1.
    struct Arrivals {
        std::uint32_t lock;
        Traces::Arrival with;  // of `best`
        std::uint64_t first,
            best;  // the first step that leads to it (0: none yet), and the one with the fewest switches
    };

    void work(Member& member, const Traces& traces, Marks& onward);
    void expand(Member& member, Id state, const Traces& traces, Marks& onward);
    void meet(Id target, std::uint64_t step, Traces::Arrival arrival);
    std::uint64_t step_from(Id state, std::size_t n) const;
    Id origin(std::uint64_t step) const;
    std::vector<Id> in_order(Id count);
    const std::vector<Move>& select(Member& member, Id state);
    void number(Traces& traces, Selection& selection);
    void split(std::size_t n, const std::function<void(std::size_t, std::size_t)>& part);

    const Task& task_;
    bool trying_ = true;  // to leave out moves
    States& states_;
    Crew crew_;
    std::vector<std::unique_ptr<Member>> members_;
    Blocks<Arrivals> arrivals_;  // of the new states
    Id begin_ = 0, end_ = 0;
    std::atomic<Id> next_{0}, last_{0};  // to expand; of those worth expanding
    std::atomic<bool> stopping_{false};
    Id early_ = 0;
    std::atomic<bool> went_back_{false};
    std::atomic<bool> mistaken_{false};  // what the reduction presumes was seen not to hold
};

}  // namespace chancheck
