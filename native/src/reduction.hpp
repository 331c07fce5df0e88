// Partial order reduction: which of a state's moves have to be explored. docs/adr/0011-partial-order-reduction.md
#pragma once

#include "footprints.hpp"

namespace chancheck {

class Reduction {
public:
    // Without words nothing is left out.
    Reduction(const std::vector<Cell>& words, const Machine& machine);
    bool active() const { return !known_.operations.empty(); }

    // It is presumed that no excluded rule is ever enabled, until one is seen in a state.
    bool presumes() const { return presumes_; }
    bool excluded(const std::vector<Move>& moves) const;  // of the machine's loaded state
    void presume_nothing() { presumes_ = false; }

    // Of the moves of the machine's loaded state: those of a stubborn set of goroutines with few moves. `all` tells that
    // none was left out.
    const std::vector<Move>& choose(const std::vector<Move>& moves, bool& all);

private:
    struct Demand {  // something a goroutine may still do at an address
        Cell offset;
        std::uint32_t goroutine;
        std::int32_t next;  // in the same bucket, -1: none
        Cell object;
        Operations first, later;
    };

    // What all goroutines may still do.
    void gather();
    void gather_frames(std::uint32_t goroutine);
    void gather_function(std::uint32_t goroutine, std::int32_t function, std::int32_t pc, const Cell* registers);
    void demand(std::uint32_t goroutine, Cell at, Cell offset, const Footprint& print);

    // The stubborn set that grows.
    bool grow(std::uint32_t seed, std::size_t least);  // false: it has no fewer moves than `least`, or holds everything
    bool include_operations_of(std::uint32_t goroutine);
    bool include_disturbing(const Relations& rule, bool enabled);
    bool include_partners(std::int32_t operation);
    enum class For { acting, meeting };
    void include(Cell address, Operations dangerous, For wanted);
    void add(std::uint32_t goroutine);
    bool may_act(Operations first, Cell address);
    bool within_reach(std::size_t object);
    std::int32_t& bucket(Cell object, Cell offset);
    template <class F> void each_outside(Cell address, F visit);
    bool takes_in_partners(const std::vector<Move>& moves) const;

    const Machine& machine_;
    Footprints known_;
    bool presumes_ = false;
    std::vector<std::uint8_t> may_be_excluded_;  // by site
    Glimpse look_, guess_;
    std::vector<Demand> demands_;
    std::vector<std::int32_t> buckets_;  // by object and offset; those anywhere in an object by the object
    std::vector<Operations> anything_;  // by goroutine: on whatever it can reach or be handed
    Operations anything_at_all_ = 0;
    std::vector<std::uint8_t> in_set_, best_;
    std::vector<std::uint32_t> members_;
    std::vector<std::size_t> moves_of_;  // by goroutine that makes them
    std::size_t moves_in_set_ = 0;
    std::vector<std::uint8_t> tried_;  // as a seed
    bool met_tried_ = false;
    std::vector<std::uint8_t> reached_;  // objects that goroutines outside the set reach; for a set of this size:
    std::size_t reached_for_ = 0;
    std::vector<Move> chosen_;
};

}  // namespace chancheck
