#include "machine/islands.hpp"

#include <algorithm>
#include <numeric>

#include "machine/workspace.hpp"

namespace chancheck {

// Whether the words lead to fixed objects and those of one island only.
bool Islands::is_inside(const Words& words, std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t i = 0; i < words.addresses; i++)
        if (const std::uint32_t n = words.target(i); n > fixed_ && (n < first || n >= last)) return false;
    return true;
}

void Islands::find() {
    known_ = true;
    fixed_ = static_cast<std::uint32_t>(state_.head(HEAD_FIXED));
    hold_ = state_.head(HEAD_HIDDEN) == 0 && find_ranges();
    if (hold_) find_ranks();
}

bool Islands::find_ranges() {
    words_.reset();
    islands_.clear();
    firsts_.assign(state_.goroutines(), 0);
    lasts_.assign(state_.goroutines(), 0);
    const auto objects = static_cast<std::uint32_t>(state_.objects());
    for (std::uint32_t g = 0; g < state_.goroutines(); g++) {
        const Component& one = state_.goroutine(g);
        if (state_.is_helper(g)) return false;
        std::uint32_t first = NONE;
        for (std::uint32_t i = 0; i < one.addresses; i++)
            if (one.target(i) > fixed_) first = std::min(first, one.target(i));
        if (first != NONE) islands_.push_back({g, first, 0, 0, nullptr, {}});
    }
    std::sort(islands_.begin(), islands_.end(), [](const Island& a, const Island& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < islands_.size(); i++) {
        Island& one = islands_[i];
        one.last = i + 1 < islands_.size() ? islands_[i + 1].first : objects;
        if (!is_inside(state_.goroutine(one.goroutine), one.first, one.last)) return false;
        firsts_[one.goroutine] = one.first;
        lasts_[one.goroutine] = one.last;
    }
    auto island = islands_.begin();
    for (std::uint32_t n = 1; n < objects; n++) {
        const Component& object = state_.object(n);
        if (object.addresses != 0 && world_.is_bag(object)) return false;
        while (island != islands_.end() && n >= island->last) island++;
        if (n > fixed_ && !is_inside(object, island->first, island->last)) return false;
    }
    return true;
}

// Goroutines with the same words are in the order of their numbers.
void Islands::find_ranks() {
    for (Island& one : islands_) {
        const Component& from = state_.goroutine(one.goroutine);
        Cell* words = words_.take(from.length);
        std::copy(from.words, from.words + from.length, words);
        for (std::uint32_t i = 0; i < from.addresses; i++)
            if (from.target(i) > fixed_) words[from.places[i]] = -1;
        one.words = words;
    }
    std::stable_sort(islands_.begin(), islands_.end(), [&](const Island& a, const Island& b) {
        return compare_goroutines(world_.program, a.words, b.words) < 0;
    });
    has_ties_ = false;
    for (std::size_t i = 1; i < islands_.size(); i++) {
        const bool same = compare_goroutines(world_.program, islands_[i - 1].words, islands_[i].words) == 0;
        has_ties_ = has_ties_ || same;
        islands_[i].rank = islands_[i - 1].rank + (same ? 0 : 2);
    }
}

bool Islands::fits(const Change& change, const Move& move) const {
    if (!change.objects.empty() || !change.goroutines.empty() || !change.others.empty() || !change.let_go.empty())
        return false;
    if (change.root >= 0 || change.output >= 0) return false;
    for (const Write& write : change.writes) {
        const Component& before = world_.heap[state_.parts()[write.at]];
        const Component& after = write.patch != NO_PATCH ? before : world_.heap[write.component];  // as to addresses
        if (write.at <= fixed_) {
            if (before.pointing != after.pointing) return false;
            continue;
        }
        auto is_of = [&](std::int32_t g) {
            if (g < 0) return false;
            const std::uint32_t first = firsts_[static_cast<std::size_t>(g)],
                                last = lasts_[static_cast<std::size_t>(g)];
            return write.at >= first && write.at < last && is_inside(after, first, last);
        };
        if (world_.is_bag(after) || (!is_of(move.goroutine) && !is_of(move.peer))) return false;
    }
    return fits(move.goroutine, change.mover) && (move.peer < 0 || fits(move.peer, change.peer));
}

bool Islands::fits(std::int32_t goroutine, Id after) const {
    const auto g = static_cast<std::size_t>(goroutine);
    if (state_.is_root(g)) return after != NONE && world_.stacks[after].pointing == state_.goroutine(g).pointing;
    return after == NONE || is_inside(world_.stacks[after], firsts_[g], lasts_[g]);
}

const Ties::Code& Islands::code(Island& island, Arena& arena) {
    if (island.code.words != nullptr) return island.code;
    const Ties::Code found = ties_.code_of(island.goroutine);
    Cell* words = arena.take(found.length);
    std::copy(found.words, found.words + found.length, words);
    island.code = {words, found.length, found.objects};
    return island.code;
}

int Islands::compare(Island& a, Island& b) {
    if (const int c = compare_goroutines(world_.program, a.words, b.words); c != 0) return c;
    const int c = code(a, words_).compare(code(b, words_));
    return c != 0 ? c : a.goroutine < b.goroutine ? -1 : 1;
}

// A goroutine that the change moves, at its place in the sequence.
void Islands::insert(std::uint32_t g) {
    if (raw_.goroutines[g] == NONE || numbers_.unnumbered(goroutine(g)) == 0) return;
    Island& one = changed_.emplace_back(Island{g, firsts_[g], lasts_[g], 0, numbers_.renamed(goroutine(g), -1), {}});
    auto at = sequence_.begin();
    while (at != sequence_.end() && compare(*at->island, one) < 0) at++;
    sequence_.insert(at, {&one, true});
}

void Islands::place(const Island& island, bool changed) {
    const auto next = static_cast<std::uint32_t>(numbers_.found.size() + 1);
    if (changed) {
        numbers_.reach(goroutine(island.goroutine));
        moved_[island.goroutine] = RENUMBERED;
    } else {
        numbers_.number_range(island.first, island.last);
        moved_[island.goroutine] = next - island.first;
    }
    moved_objects_.resize(numbers_.found.size(), moved_[island.goroutine]);
}

bool Islands::number(const Change& change, const Move& move) {
    if (!known_) find();
    if (!hold_ || !fits(change, move)) return false;
    numbers_.begin();
    numbers_.number_range(1, fixed_ + 1);
    ties_.begin({}, false);
    changed_.clear();
    changed_.reserve(2);
    sequence_.clear();
    for (Island& one : islands_)
        if (const auto g = static_cast<std::int32_t>(one.goroutine); g != move.goroutine && g != move.peer)
            sequence_.push_back({&one, false});
    for (const std::int32_t g : {move.goroutine, move.peer})
        if (g >= 0 && !state_.is_root(static_cast<std::size_t>(g))) insert(static_cast<std::uint32_t>(g));

    tied_ = false;
    moved_.assign(raw_.goroutines.size(), 0);
    moved_objects_.assign(fixed_, 0);
    auto same = [&](const Item& a, const Item& b) {
        if (!a.changed && !b.changed) return a.island->rank == b.island->rank;
        return compare_goroutines(world_.program, a.island->words, b.island->words) == 0;
    };
    for (const bool tied : {false, true}) {
        for (std::size_t from = 0, to = 1; from < sequence_.size(); from = to++) {
            while (to < sequence_.size() && same(sequence_[to - 1], sequence_[to])) to++;
            if ((to - from > 1) != tied) continue;
            tied_ = tied;
            for (std::size_t i = from; i < to; i++) place(*sequence_[i].island, sequence_[i].changed);
        }
    }
    return true;
}

}  // namespace chancheck
