// The numbers of objects that only goroutines other than the root and entries of bags lead to, with symmetry (ADR 61).
//
// Names of goroutines and objects make no difference: a choice depends on what a goroutine has, on what the objects
// behind it hold, and on what refers to these. Where goroutines are still alike, each choice gives the same state.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "machine/object_numbers.hpp"

namespace chancheck {

class Ties {
public:
    Ties(World& world, Alarm& alarm, const RawSuccessor& raw, ObjectNumbers& numbers)
        : world_(world), program_(world.program), alarm_(alarm), raw_(raw), numbers_(numbers) {}

    using Places = std::vector<std::uint32_t>;  // goroutines or objects, by their raw index
    // The contents of goroutines and objects, by the numbers that the objects would get next (codes.cpp).
    struct Code {
        const Cell* words = nullptr;
        std::size_t length = 0, objects = 0;  // objects: where these begin
        int compare(const Code& other) const;
    };

    // All of the state; whether `islands` is wanted.
    void begin(const Places& goroutines, bool notes_islands);
    void fix() { fixed_ = static_cast<std::uint32_t>(numbers_.found.size()); }  // the objects found so far
    // Whether more than the words of goroutines decided since then.
    bool decided() const { return known_; }

    // If the order within each tie follows from what the objects hold that only one of the goroutines leads to, and
    // these have addresses of each other and of fixed objects only: for each tie, the objects of each goroutine.
    const std::vector<std::vector<Places>>* islands() const { return simple_ ? &islands_ : nullptr; }

    Code code_of(std::uint32_t goroutine);  // and of the objects that it would number next

    // Numbers what the goroutines lead to: of the one with the least words first, if some are not tied then of these.
    void settle(std::span<const std::uint32_t> goroutines);
    // Numbers what only bags lead to, from one of the found objects on: of the least entry first. Where the last was.
    std::size_t open_bags(std::size_t first);

private:
    static constexpr std::uint32_t MOST_CODES = 100;  // of groups, for one state; then the order of arrival decides

    struct Waiting {
        std::uint32_t goroutine, unnumbered;
        const Cell* words;
    };
    struct Range {
        std::size_t from = 0, to = 0;  // in `lists_`
    };
    // Goroutines with the same words so far (or none, for an entry of a bag), each of which leads to the same objects
    // in the same order. targets: those that they have addresses of.
    struct Alike {
        std::uint32_t first = NONE;
        Places more;
        Range targets, leads_to;
        Code code;
        bool apart = false;
    };
    struct Reference {
        std::uint32_t from;  // an object or, with GOROUTINE, a goroutine
        std::int32_t next;
    };
    static constexpr std::uint32_t GOROUTINE = std::uint32_t{1} << 31;

    const Component& goroutine(std::uint32_t raw) const { return world_.stacks[raw_.goroutines[raw]]; }
    void sort(std::vector<Waiting>& waiting) const;
    void refresh(std::vector<Waiting>& waiting);
    std::uint32_t find_untied(std::span<const Waiting> waiting, std::vector<Alike>& tied);
    bool find_alike(std::span<const Waiting> same, std::vector<Alike>& out);
    std::span<const std::uint32_t> list(const Range& range) const {
        return std::span(lists_).subspan(range.from, range.to - range.from);
    }
    void reach(const Range& range);

    void choose(std::vector<Alike>& tied);
    bool number_same(std::span<Alike> some);
    bool number_shared(std::span<const Alike> some);
    bool is_touched(std::span<const std::uint32_t> objects) const;
    void note_islands(std::span<Alike> tied);
    void find_objects(Alike& one);
    void find_code(Alike& one);
    bool is_apart(const Alike& one);
    void by_groups(std::span<const Alike> some);
    Code code_of_group(const Alike& one, Places& objects);
    Places group(const Alike& one);

    Code code(std::span<const std::uint32_t> goroutines, std::size_t size);
    void add_goroutine(const Component& one);
    void add_goroutines(std::span<const std::uint32_t> goroutines);
    void add_entries(std::size_t size);
    void find_references();
    void refer(std::uint32_t to, std::uint32_t from);
    // Of an object without a number.
    template <class F>
    void each_referrer(std::uint32_t object, const F& visit) const {
        for (std::int32_t at = latest_[object]; at >= 0; at = references_[static_cast<std::size_t>(at)].next) {
            const std::uint32_t from = references_[static_cast<std::size_t>(at)].from;
            if ((from & GOROUTINE) != 0 || numbers_.number[from] == 0) visit(from);
        }
    }
    template <class F>
    void each_unnumbered(const Words& words, const F& visit) const {
        for (std::uint32_t i = 0; i < words.addresses; i++)
            if (const std::uint32_t n = numbers_.target(words, i); numbers_.number[n] == 0) visit(n);
    }
    // Marks an object or goroutine; whether it was marked since the last `fresh_marks`.
    bool mark(std::uint32_t object) { return std::exchange(marks_[object], stamp_) == stamp_; }
    bool is_marked(std::uint32_t object) const { return marks_[object] == stamp_; }
    void fresh_marks();

    World& world_;
    const Program& program_;
    Alarm& alarm_;
    const RawSuccessor& raw_;
    ObjectNumbers& numbers_;

    Places goroutines_, lists_;
    std::vector<std::vector<Places>> islands_;
    bool simple_ = false;
    bool known_ = false;  // what refers to which object was found
    std::uint32_t codes_left_ = 0, stamp_ = 0, fixed_ = 0;
    std::vector<std::int32_t> latest_;  // by object
    std::vector<Reference> references_;
    std::vector<std::uint32_t> bags_, marks_;
    std::vector<Cell> code_;
};

}  // namespace chancheck
