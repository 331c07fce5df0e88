// The canonical form of a step where each goroutine has its private objects to itself: these are an island. A step
// changes one or two islands, and the others keep their order. For many goroutines, whose pointers seldom recur.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "machine/loaded_state.hpp"
#include "machine/move.hpp"
#include "machine/step_cache.hpp"
#include "machine/ties.hpp"
#include "store/recent.hpp"

namespace chancheck {

class Islands {
public:
    Islands(World& world, const LoadedState& state, const RawSuccessor& raw, ObjectNumbers& numbers, Ties& ties)
        : world_(world), state_(state), raw_(raw), numbers_(numbers), ties_(ties) {}

    void load() { known_ = false; }  // another state
    // Whether the loaded state is known to consist of islands, some of which have the same words.
    bool expect_ties() const { return known_ && hold_ && has_ties_; }
    // Numbers the objects of the raw result of a change, or finds that they are no islands.
    bool number(const Change& change, const Move& move);

    // Whether more than the words of goroutines decided.
    bool tied() const { return tied_; }

    // After `number`: an object or goroutine whose private objects all moved by so many numbers is known by this.
    struct Shifted {
        Id from = NONE, to = NONE;
        std::uint32_t fixed = 0, by = 0;
        bool goroutine = false;
    };
    // By how many numbers a goroutine's island and the objects in it moved.
    static constexpr std::uint32_t RENUMBERED = std::uint32_t{1} << 31;  // not all by the same
    std::uint32_t moved(std::size_t goroutine) const { return moved_[goroutine]; }
    std::uint32_t moved_object(std::size_t found) const { return moved_objects_[found]; }
    Id shifted(Id from, bool goroutine, std::uint32_t by) const {
        const Shifted& known = shifted_[hash_of(from, goroutine, by)];
        const bool same = known.from == from && known.goroutine == goroutine && known.by == by && known.fixed == fixed_;
        return same ? known.to : NONE;
    }
    void learn(Id from, bool goroutine, std::uint32_t by, Id to) {
        shifted_.put(hash_of(from, goroutine, by), {from, to, fixed_, by, goroutine});
    }

private:
    // Objects `first` to `last` - 1. rank: the same for the same words.
    struct Island {
        std::uint32_t goroutine = 0, first = 0, last = 0;
        std::uint32_t rank = 0;
        const Cell* words = nullptr;
        Ties::Code code{};
    };
    std::uint64_t hash_of(Id from, bool goroutine, std::uint32_t by) const {
        return mix((static_cast<std::uint64_t>(from) << 32 | by) * 2 + goroutine +
                   std::uint64_t{fixed_} * 0x9E3779B97F4A7C15ULL);
    }
    const Component& goroutine(std::uint32_t g) const { return world_.stacks[raw_.goroutines[g]]; }
    void find();
    bool find_ranges();
    void find_ranks();
    bool is_inside(const Words& words, std::uint32_t first, std::uint32_t last) const;
    bool fits(const Change& change, const Move& move) const;
    bool fits(std::int32_t goroutine, Id after) const;  // which the change moves
    void insert(std::uint32_t goroutine);
    int compare(Island& a, Island& b);
    const Ties::Code& code(Island& island, Arena& arena);
    void place(const Island& island, bool changed);

    World& world_;
    const LoadedState& state_;
    const RawSuccessor& raw_;
    ObjectNumbers& numbers_;
    Ties& ties_;

    bool known_ = false, hold_ = false, tied_ = false, has_ties_ = false;
    std::uint32_t fixed_ = 0;
    std::vector<Island> islands_;                // of the loaded state, by words and codes
    std::vector<std::uint32_t> firsts_, lasts_;  // of goroutines; 0: none
    Arena words_;                                // of the loaded state's islands
    struct Item {
        Island* island;
        bool changed;
    };
    std::vector<Item> sequence_;
    std::vector<Island> changed_;
    std::vector<std::uint32_t> moved_, moved_objects_;
    Recent<Shifted, 1 << 13> shifted_;
};

}  // namespace chancheck
