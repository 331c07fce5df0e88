// Which moves a search takes from each state, and the proviso that none is put off for ever.
#pragma once

#include <utility>

#include "reduction/reduction.hpp"
#include "store/steps.hpp"

namespace chancheck {

class Selection {
public:
    Selection(const std::vector<Cell>& reduction, Machine& machine, bool alike)
        : machine_(machine), reduction_(reduction, machine, alike) {}

    // The moves to take from the machine's loaded state.
    const std::vector<Move>& moves(Id state);
    // With several threads, which select by themselves: reports whether all moves of a state were taken.
    void selected(Id state, bool all);
    // Whether moves are left out at all; it changes only where `review` is called, after which another level begins.
    bool trying() const { return trying_ && !everything_; }
    // Rests where leaving out moves does not pay. gains: whether steps from these states, some of which were
    // left out, lead to states that were not met.
    template <class F>
    void review(const F& gains) {
        if (!is_due()) return;
        const std::vector<Id> reduced = lately_reduced();
        if (gains(reduced)) keep_trying();
        else rest(reduced.size() >= ENOUGH);
    }
    void add(const Tally& tally) { tally_.add(tally); }
    // Whether a state with these moves says how much is left out.
    static bool counts(const std::vector<Move>& able, bool trying) { return able.size() > 1 || !trying; }
    // The search took a step.
    void stepped(Id from, Id to) {
        if (reduction_.active()) steps_.add(from, to);
    }
    bool presumes() const { return reduction_.presumes(); }
    void presume_nothing() {
        reduction_.presume_nothing();
        wrong_ = true;
    }
    // From here on all moves are taken; the states where some were left out are expanded once more.
    void leave_nothing_out() {
        everything_ = true;
        wrong_ = true;
    }
    bool leaves_out() const { return active() && !everything_; }
    bool active() const { return reduction_.active(); }
    // Whether all moves of an expanded state were taken.
    bool took_all(Id state) const { return !active() || state >= known_.size() || known_[state] == Known::whole; }
    // The moves that were taken from an expanded state, which the machine has loaded.
    const std::vector<Move>& taken(Id state) {
        const std::vector<Move>& all = machine_.moves();
        return took_all(state) ? all : reduction_.choose_all_of_them(all);
    }
    // States to expand once more: at first those where moves were left out for a reason that turned out wrong; then some
    // that need all their moves, so that every state reaches a fully expanded one.
    std::vector<Id> again();
    bool presumed_wrong() const { return wrong_ || was_wrong_; }
    // Whether the search reported all its steps, and ended.
    bool knows_steps() const { return active() && told_ == steps_.size(); }
    void mark_what_leads_to(std::vector<bool>& marked) const { StepsBack(steps_, marked); }

private:
    static constexpr std::size_t LEAST_TRIED = 1000, LEVELS = 16, MANY = 2, CLEAR = 4, MOST_TIMES = 8, SAMPLE = 16,
                                 ENOUGH = 8;
    enum Known : std::uint8_t { unknown, partial, whole };  // whether all moves of a state are taken
    bool is_due();
    std::vector<Id> lately_reduced() const;
    void keep_trying();
    void rest(bool clear);
    void begin_to(bool trying);
    std::vector<Id> mistaken();
    std::vector<Id> ignoring();
    Machine& machine_;
    Reduction reduction_;
    bool trying_ = true;
    Tally tally_;                                             // since the last change or read
    std::size_t levels_ = 0;                                  // since then
    std::size_t least_ = LEAST_TRIED, rest_ = 0, times_ = 1;  // states to try for, to rest for
    std::size_t since_ = 0;                                   // the states from here on were selected since then
    std::vector<Known> known_;
    bool everything_ = false;
    bool wrong_ = false;      // states were selected by what is presumed no more
    bool was_wrong_ = false;  // and have been expanded once more
    Steps steps_;
    std::size_t told_ = 0;  // as many of them as there were when the search had ended
};

}  // namespace chancheck
