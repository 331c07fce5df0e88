// Races, looked for beside the states that a search has stored: docs/adr/0031-races-beside-the-states.md
//
// The fate of an access that may race depends on the steps that follow and on no other access. So accesses are not part
// of states: each is followed by itself through the stored states, and a state costs what there is to follow in it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <unordered_map>

#include "races/keeping.hpp"
#include "reduction/move_selection.hpp"
#include "search/findings.hpp"

namespace chancheck {

class Racing {
public:
    // contention: the memory to follow. expanded: by state, whether its steps were taken. stop: called often;
    // true ends the search.
    // kept: null where it is not known.
    Racing(World& world, const Task& task, const Limits& limits, const Contention& contention, const KeptAccesses* kept,
           States& states, const Traces& traces, const Selection& selection, std::vector<bool> expanded,
           std::function<bool()> stop);
    // Whether there is any is seen by following each access until the next step of its goroutine from a state of which
    // all moves were taken. order: if there are operations side by side that nothing orders, this says nothing.
    void begin_briefly(OperationOrder& order) {
        brief_ = true;
        order_ = order.looks() ? &order : nullptr;
    }
    // Reports every race to `findings`; calls `found` at each new one. False: following briefly leaves open whether there is
    // one, and `findings` gets none.
    bool find(Findings& findings, const std::function<void()>& found);
    std::size_t transitions() const { return transitions_; }
    std::size_t followed() const { return nodes_->size(); }

private:
    // A node is an access in a state: the state's number and the fact's.
    struct HashOfFact {
        std::size_t operator()(const Fact& fact) const;
    };
    struct Found {
        Id node;  // the earlier access; NONE: in the same step
        Id state;
        Step last;
        Monitor::Places places;
        bool root_done;
        std::string output;
    };

    bool tell(Findings& findings);
    bool keeps_less();
    bool ends(const Fact& fact, Id state, const Move& move) const;
    void go_through(const std::function<void()>& found);
    void forget();
    void visit(Id state, bool first, std::span<const Id> nodes);
    const std::vector<Move>& moves(Id state);
    bool leads_to_state(const Move& move, Ending ending) const;
    void note_races(Id state, const Move& move, const std::vector<Cell>& choices, std::span<const Id> nodes);
    bool hands_on(bool first) const;
    void hand_on(Id state, const Move& move, bool first, std::span<const Id> nodes);
    struct After {  // the objects and goroutines after a step, and which goroutine can reach which object
        const std::vector<std::uint32_t>& numbers;
        const std::vector<std::int32_t>& goroutines;
        const Reach& reach;
    };
    After after() { return {machine_.numbers_after(), machine_.goroutines_after(), machine_.reach_after()}; }
    bool settle(const Fact& fact, const After& after, Fact& to) const;
    void sort_nodes();
    void take_alike_together(Fact& fact) const;
    Id number_of(const Fact& fact);

    std::vector<Id> chain_to(Id node) const;
    Id source(Id node) const { return links_[node] & ~FROM_STATE; }
    bool is_made(Id node) const { return (links_[node] & FROM_STATE) != 0; }
    bool run_to(const Found& found, std::vector<Step>& steps);
    void load(Id state, std::span<const Fact* const> facts);
    bool follow(Id from, const Fact* fact, Id to, Step& step, Fact& after);
    bool race(const Found& found, const Fact* fact, Step& step);
    template <class F>
    bool each_step(Id state, F visit);

    static constexpr Id FROM_STATE = Id{1} << 31;

    States& states_;
    const Traces& traces_;
    const Selection& selection_;
    std::vector<bool> expanded_;
    std::function<bool()> stop_;
    Machine machine_;
    Reduction reduction_;
    Monitor monitor_;
    Keeping keeping_;
    bool brief_ = false, vain_ = false;  // vain_: it says nothing
    OperationOrder* order_ = nullptr;
    bool disturbed_ = false;  // what is kept has to be looked for again
    int attempts_ = 0;
    bool alike_;            // goroutines that look the same in a state are taken for the same
    bool telling_ = false;  // runs are made again, though the search may have been stopped
    std::size_t transitions_ = 0;

    std::unordered_map<Fact, Id, HashOfFact> numbers_;
    std::vector<const Fact*> facts_;
    std::unique_ptr<Tuples<2>> nodes_ = std::make_unique<Tuples<2>>();
    std::vector<Id> links_;  // by node: the one it comes from, or with FROM_STATE the state that the access was made in
    std::vector<Id> now_, next_;                          // nodes as many steps away, and those one step further
    std::vector<std::pair<std::uint64_t, Id>> by_state_;  // the state's number and the fact's, and the node
    std::vector<const Fact*> loaded_;
    std::vector<Cell> choices_, further_;
    std::map<std::pair<Monitor::Places, std::string>, Found> found_;
    Fact renamed_;
};

}  // namespace chancheck
