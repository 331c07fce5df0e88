// Partial order reduction: which of a state's moves have to be explored. docs/adr/0011-partial-order-reduction.md
#pragma once

#include <memory>

#include "reduction/prospects.hpp"
#include "reduction/reached.hpp"
#include "store/recent.hpp"

namespace chancheck {

// How many moves were selected.
struct Tally {
    std::size_t states = 0, taken = 0, all = 0;
    void add(const Tally& other) {
        states += other.states;
        taken += other.taken;
        all += other.all;
    }
};

class Reduction {
public:
    // Without words nothing is left out. alike: goroutines that look the same are the same.
    Reduction(const std::vector<Cell>& words, const Machine& machine, bool alike);
    bool active() const { return !known_.operations.empty(); }

    // It is presumed that no excluded rule is ever enabled, until one is seen in a state.
    bool presumes() const { return presumes_; }
    bool excluded(const std::vector<Move>& moves) const;  // of the machine's loaded state
    void presume_nothing() {
        presumes_ = false;
        forget();
    }

    // Of moves of goroutines that are the same one is enough.
    const std::vector<Move>& distinct(const std::vector<Move>& moves);

    // Of the moves of the machine's loaded state: those of a stubborn set of goroutines with few moves. `all`: none was
    // left out.
    const std::vector<Move>& choose(const std::vector<Move>& moves, bool& all);
    // All moves of the goroutines for which `choose` takes the distinct moves.
    const std::vector<Move>& choose_all_of_them(const std::vector<Move>& moves);

private:
    // A goroutine that may do something, or all that may come to call a closure of a function, which is in an object.
    struct By {
        std::uint32_t goroutine;  // behind the goroutines: places in `callers_`
        std::uint32_t closure;    // its object; 0: none
    };
    struct Demand {  // something that may still be done at an address
        Cell offset;
        By by;
        std::int32_t next;  // in the same bucket, -1: none
        Cell object;
        Operations first, later;
        const Gates* gates;
    };

    // The operations that all goroutines may still perform.
    void gather();
    void gather_from(const Prospects& prospects, By by);
    void gather_closures();
    void called_from_memory(std::int32_t function, std::uint32_t goroutine);
    // Whether a goroutine outside the set may do it; for closures, also whether one has it or can be handed it.
    bool outside(By by) const;
    bool within_reach(By by) { return by.closure == 0 || within_reach(by.closure); }
    void add(By by);
    void find_urgent(const std::vector<Move>& moves);

    // The needs of a goroutine in a stubborn set: the goroutines that may perform one of these operations at an
    // address, or may come to offer it.
    enum class For { acting, meeting };
    struct Need {
        Need(Cell address, Operations dangerous, For wanted)
            : address(address),
              dangerous(dangerous),
              wanted(wanted),
              there(bucket_of(object_of(address), offset_of(address))),
              anywhere(bucket_of(object_of(address), SOMEWHERE)) {}
        Cell address;
        Operations dangerous;
        For wanted;
        std::uint32_t there, anywhere;  // buckets
    };
    struct Needs {
        bool everything = false;
        std::vector<Need> list;
        Seen seen;
    };
    struct Remembered {  // of a goroutine's component, by what guards saw
        std::array<std::unique_ptr<Needs>, 4> needs;
        std::uint8_t next = 0;
    };
    void forget();
    const Needs& needs_of(std::uint32_t goroutine);
    bool find_needs(std::uint32_t goroutine, std::vector<Need>& needs);  // false: it needs all goroutines
    bool need_undisturbed(const Relations& rule, bool enabled, std::vector<Need>& needs);
    bool need_partners(std::int32_t operation, std::vector<Need>& needs);

    // The stubborn set that grows.
    bool grow(std::uint32_t seed, std::size_t least);  // false: it has no fewer moves than `least`, or holds everything
    void include(const Need& need);
    void add(std::uint32_t goroutine);
    bool may_act(Operations first, Cell address);
    bool may_act_now(std::size_t bit, Cell address);
    bool within_reach(std::size_t object);
    void find_outside(const Need& need);
    bool shut(const Gates& gates);
    bool closed(Cell lock);
    template <class F>
    void each_handed(std::size_t object, F visit);
    bool stands_back(std::uint32_t goroutine) const;
    bool takes_in_partners(const std::vector<Move>& moves) const;

    const Machine& machine_;
    const bool alike_;
    std::vector<Move> distinct_;
    Footprints known_;
    AllProspects prospects_;
    bool presumes_ = false;
    std::vector<std::uint8_t> may_be_excluded_;  // by site
    Glimpse look_, guess_;
    std::vector<Demand> demands_;
    struct Bucket {
        std::int32_t first = -1;
        Operations all = 0;
    };
    std::vector<Bucket> buckets_;             // by object and offset; those anywhere in an object by the object
    std::vector<std::uint32_t> buckets_met_;  // those that are not empty
    std::vector<const Demand*> outside_;      // of goroutines outside the set, on the place of the last need
    std::vector<const Needs*> needs_;         // by goroutine; null: not looked for yet
    std::vector<Remembered> remembered_;      // by component
    std::size_t times_remembered_ = 0;
    struct Possible {  // at an address, while objects are as they were seen
        Cell address = 0;
        Operations looked_at = 0, possible = 0;
        std::uint64_t chosen = 0;  // when that was last made sure
        Seen seen;
    };
    std::uint64_t chosen_times_ = 0;
    Recent<Possible, 1 << 13> possible_;
    std::vector<Operations> anything_;  // by goroutine: on whatever it can reach or be handed
    struct Callers {                    // goroutines that may call a function through a closure in memory
        std::int32_t function;
        std::vector<std::uint32_t> goroutines;
    };
    std::vector<Callers> callers_;
    Operations anything_at_all_ = 0;
    struct OnShape {
        By by;
        Operations operations;
        const Gates* gates;
    };
    struct OnShapes {
        std::vector<OnShape> demands;
        Operations all = 0;
    };
    std::vector<OnShapes> on_shapes_;       // by shape: the same, where it is known into what an address points
    std::vector<std::int32_t> shapes_met_;  // those that are not empty
    std::vector<std::uint8_t> in_set_, best_;
    std::vector<std::uint32_t> members_;
    std::vector<std::size_t> moves_of_;  // by goroutine that makes them
    std::size_t moves_in_set_ = 0;
    std::vector<std::uint8_t> tried_;   // as a seed
    std::vector<std::uint8_t> urgent_;  // whether it has a move that idle rules wait for
    bool met_tried_ = false;
    Reached reached_;
    std::uint64_t members_alone_ = 0;            // of the set, as bits of `reached_`
    std::vector<std::pair<Cell, bool>> closed_;  // locks, for a set of this size:
    std::size_t closed_for_ = 0;
    std::vector<Move> chosen_, widened_;
};

}  // namespace chancheck
