// The race monitor: which goroutine knows of which access (docs/internals-machine.md, Races; docs/adr/0004, 0010).
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "program/program.hpp"

namespace chancheck {

// One of them writes, and not both are atomic.
bool conflicting(Access a, Access b);

// A goroutine or a clock with an access in its past. Goroutines come first in the order.
struct Holder {
    Cell address;  // of the clock's object; 0: a goroutine
    Cell number;   // the goroutine, or the clock's number (doubled, odd for a clock of a queue's slot)

    static Holder goroutine(std::size_t g) { return {0, static_cast<Cell>(g)}; }
    static Holder clock(Cell address, Cell number, bool slot) { return {address, number * 2 + slot}; }
    bool is_clock() const { return address != 0; }
    auto operator<=>(const Holder&) const = default;
};

// An access that may still race.
struct Fact {
    static constexpr Cell WHOLE = (Cell{1} << 24) - 1;  // the offset of an access to some cell of an object, whichever
    Cell location = 0;                                  // object and offset, as an address
    Access kind = Access::read;
    std::int32_t place = 0;
    std::vector<Holder> holders;  // sorted
    std::int32_t until = -1;      // the goroutine with whose next step following ends; -1: it goes on
    std::int32_t origin = -1;     // which of the facts loaded before a step it comes from; -1: the step made the access
    std::int32_t maker = -1;      // the goroutine, if the step made the access

    auto all() const { return std::tie(location, kind, place, holders, until); }
    auto operator<=>(const Fact& other) const { return all() <=> other.all(); }
    bool operator==(const Fact& other) const { return all() == other.all(); }
    bool known_to(Holder who) const;
    void tell(Holder who);
    void forget(Holder who);
};

// An access of a step.
struct Accessed {
    std::size_t goroutine;
    Cell location;
    Access kind;
};

// Which goroutines of a canonical state can reach each object: bits, `words` of them for each object.
class Reach {
public:
    void reset(std::size_t objects, std::size_t goroutines);
    std::size_t goroutines() const { return goroutines_; }
    bool add(std::size_t object, std::size_t goroutine);  // whether that is new
    bool add_all(std::size_t object, std::size_t from);   // what reaches `from` reaches `object`
    void add_everyone(std::size_t object);
    bool only(std::size_t object, const std::vector<Holder>& known) const;  // no other holder can reach it

private:
    std::size_t goroutines_ = 0, words_ = 1;
    std::vector<std::uint64_t> bits_;
};

class Monitor {
public:
    using Places = std::pair<std::int32_t, std::int32_t>;

    explicit Monitor(const std::vector<std::int32_t>& shapes = {}, std::size_t all_shapes = 0);
    bool follows(std::int32_t shape) const { return followed_[static_cast<std::size_t>(shape)]; }

    void load(const Cell* words, std::size_t length);  // the facts of a stored state
    void load(std::span<const Fact* const> facts);
    void join(const std::vector<Fact>& facts) { joining_ = facts; }  // those of the step that comes
    void begin();                                                    // a step from that state
    bool empty() const { return facts_.empty(); }
    bool idle() const { return facts_.empty() && loaded_.empty(); }        // the step leaves and finds nothing to know
    const std::vector<Places>& races() const { return races_; }            // of the step: earlier and later access
    const std::vector<std::int32_t>& origins() const { return origins_; }  // Fact::origin of each one's earlier access
    const std::vector<Fact>& facts() const { return facts_; }
    const std::vector<Accessed>& accesses() const { return accesses_; }

    void access(std::size_t goroutine, Cell location, Access kind, std::int32_t place);
    void acquire(std::size_t goroutine, Holder clock);
    void release(std::size_t goroutine, Holder clock, bool replace);
    void meet(std::size_t a, std::size_t b);
    void learn(std::size_t goroutine);  // all accesses of all goroutines so far
    void spawn(std::size_t parent, std::size_t child);
    void rotate(Cell base, Cell capacity);

    // The accesses that a goroutine knows of. They distinguish goroutines with equal stacks.
    using Knowledge = std::vector<std::pair<Cell, Cell>>;
    Knowledge knowledge(std::size_t goroutine, const std::vector<std::uint32_t>& number) const;

    // The facts to store, as words: in new numbers of objects (0: gone) and goroutines (-1: gone), without those that
    // cannot race any more.
    const std::vector<Cell>& settled(const std::vector<std::uint32_t>& number,
                                     const std::vector<std::int32_t>& renumbered, const Reach& reach);
    // One of them: what it is in the new numbers; false: it cannot race any more.
    bool rename(const Fact& fact, const std::vector<std::uint32_t>& number, const std::vector<std::int32_t>& renumbered,
                const Reach& reach, Fact& to) const;

private:
    void drop_covered(std::vector<Fact>& facts) const;

    std::vector<bool> followed_;
    std::vector<Fact> loaded_, facts_, kept_, joining_;
    std::vector<Accessed> accesses_;
    std::vector<Places> races_;
    std::vector<std::int32_t> origins_;
    std::vector<Cell> words_;
};

}  // namespace chancheck
