// One part of a set of states that is partitioned by hash: docs/cluster.md, docs/adr/0050-one-space-in-shards.md
//
// A shard owns the states whose hash is its number modulo the number of shards. It expands them level by level, keeps its
// own, and packs other successors into batches for their owners. A state is named by its shard and its number there.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "search/expander.hpp"
#include "search/limits_monitor.hpp"
#include "search/packed_states.hpp"

namespace chancheck {

class Shard {
public:
    Shard(Program program, Task task, std::uint32_t number, std::uint32_t shards);

    // Enters the initial state, if it is this shard's.
    void begin();
    // Expands states of the current level until some batch has so many bytes, or for so many seconds. True: the level is
    // done, or a limit is met.
    bool expand(std::size_t bytes, double seconds);
    // The batch for another shard; empty: no more than so many bytes.
    std::string batch(std::uint32_t to, std::size_t least);
    // Enters states that another shard reached; how many are new.
    std::size_t insert(const std::string& batch);
    // All batches of the level have arrived: the states that are new make the next one. How many there are.
    std::size_t next_level();

    // --- afterwards: which states can come to an end ---
    // Runs from these states can end, and so from those that lead to them.
    void mark(const std::vector<Id>& states);
    // The states that the last marks make good in another shard.
    std::vector<Id> marked(std::uint32_t shard) { return std::exchange(marked_.at(shard), {}); }
    // Takes all steps of states that are not good yet, as `expand` does; the batches are questions for `answer`.
    bool ask(std::size_t bytes, double seconds);
    void answer(const std::string& batch);
    const std::vector<Id>& ends() const { return expander_.ends; }  // of the states expanded so far
    // Of the states from one to another those that are not good; no step leads out of all of these.
    std::string rest(Id from, Id to);
    std::size_t goods() const { return goods_; }
    // Finds bottom components among all such states of all shards, which are entered here and nowhere else.
    void judge(const std::vector<std::string>& rests);
    Origin origin(Id state) const { return judged_.at(state); }  // of a state in `judge`

    // --- to repeat runs, and to begin again ---
    // The states of a run, from one that another shard has reached (or the initial one) to this one.
    std::string path(Id state);
    Origin origin_of_path(Id state) const;  // the state before the first of these; NONE: there is none
    // The steps along the states in these batches.
    std::vector<Step> steps(const std::vector<std::string>& batches);
    // A run where goroutines keep the order in which they were made, and their numbers in its last state by those that they
    // have with symmetry. The order with symmetry follows from the numbers of texts, which differ from engine to engine.
    struct Unordered {
        std::vector<Step> steps;
        std::vector<std::int32_t> numbers;
    };
    Unordered unordered(const std::vector<Step>& steps);
    bool makes_texts() const { return world_.strings.further() > 0; }
    // The states since the last call.
    std::string log();
    // All states of earlier logs; the last ones, from this number on, are the current level.
    void restore(const std::vector<std::string>& logs, Id level);

    std::uint32_t number() const { return number_; }
    const Findings& findings() const { return findings_; }
    std::string accesses() { return machine_.races().contention().packed(); }
    // Shapes with memory that may take part in a race, by the accesses of all shards.
    std::vector<std::int32_t> contended(const std::vector<std::string>& accesses, bool went_back);
    bool went_back() const { return went_back_; }
    bool root_can_end() const { return expander_.root_can_end; }
    const Bounds& bounds() const { return expander_.bounds; }
    std::vector<bool> sites() const { return machine_.sites_met(); }
    std::size_t states() const { return states_.size(); }
    std::size_t transitions() const { return expander_.transitions(); }
    std::size_t left() const { return end_ - next_; }  // of the current level, to expand
    const std::string& limit() const { return limit_; }
    // More time, for what has to be done though the search has ended.
    void extend(double seconds) { machine_.alarm.extend(seconds); }

private:
    struct Arrived {
        Root root;
        Traces::Arrival arrival;
        bool alone;
    };
    bool tick();
    void limited(const char* limit);
    template <class F>
    bool each_batch(Id& next, Id end, std::size_t bytes, double seconds, F expand);
    void expand_state(Id state);
    void enter(const Root& root, const Origin& origin, std::size_t& fresh);
    bool is_alone(Id state) const { return alone_.contains(state); }
    void ask_state(Id state);
    void send_good(std::uint32_t shard, Id state, std::vector<Id>& todo);
    void pack(Packing& into, Id state, const Origin& origin);
    void export_state(Id state) { pack(log_, state, parents_[state]); }

    const std::uint32_t number_, shards_;
    Task task_;
    Watch watch_;
    World world_;
    Expander expander_;
    Machine& machine_;
    States states_;
    Traces traces_;
    Findings findings_;
    Fingerprints fingerprints_;
    std::vector<Packing> batches_;  // by shard
    std::vector<TextsSent> texts_;
    Packing log_;
    TextsSent logged_texts_;
    Id logged_ = 0;
    Blocks<Origin> parents_;
    std::unordered_set<Id> alone_;
    bool went_back_ = false;
    Id begin_ = 0, next_ = 0, end_ = 0;  // of the current level; next to expand
    std::vector<Arrived> arrived_;
    std::string limit_;

    std::vector<bool> good_;
    std::size_t goods_ = 0;
    std::vector<std::vector<Id>> marked_;  // by shard
    Id asked_ = 0;
    std::unordered_map<Id, std::vector<std::pair<std::uint32_t, Id>>> askers_;  // of states that are not good
    std::vector<Origin> judged_;
};

}  // namespace chancheck
