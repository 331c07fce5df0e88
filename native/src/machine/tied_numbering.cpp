// Cached numberings of states in which goroutines are tied: the pointers leave open which objects come first.
#include <algorithm>

#include "machine/canonicaliser.hpp"

namespace chancheck {

// By a numbering of a state with the same pointers.
void Canonicaliser::renumber_like(Numbering& known, const Change& change, const Move& move) {
    if (known.tie.looks_at.empty()) return renumber_as(known);
    if (islands_.number(change, move)) return store_islands();
    std::vector<std::uint32_t>& key = numbering_key_;
    find_order(known, key);
    if (Numbering* same = numberings_.find(key); same != nullptr) return renumber_as(*same);
    numbering_before_ = raw_.goroutines;
    canonicalise();
    if (numberings_.is_worth(key)) learn_numbering();
}

// The key of what decides a tie.
void Canonicaliser::find_order(const Numbering& known, std::vector<std::uint32_t>& key) {
    constexpr std::uint32_t TAG = NONE - 2;  // no outline of a state begins with it
    key.assign({TAG, known.id});
    if (known.tie.islands.empty()) {
        for (std::uint32_t object : known.tie.looks_at) key.push_back(raw_.objects[object]);
        return;
    }
    for (const auto& tied : known.tie.islands) {
        const std::size_t first = key.size();
        for (std::uint32_t i = 0; i < tied.size(); i++) {
            key.push_back(i);
            for (std::size_t k = first + i; k > first && compare_islands(known.tie, tied[key[k]], tied[key[k - 1]]) < 0;
                 k--)
                std::swap(key[k], key[k - 1]);
        }
    }
}

// As the codes of two goroutines compare that lead to these objects.
int Canonicaliser::compare_islands(const Tie& tie, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    alarm_.spend(a.size());
    for (std::size_t i = 0; i < a.size() && i < b.size(); i++) {
        if (raw_.objects[a[i]] == raw_.objects[b[i]]) continue;  // it leads to what has numbers
        const Component &x = heap_[raw_.objects[a[i]]], &y = heap_[raw_.objects[b[i]]];
        if (const int c = compare_objects(tie, x, y); c != 0) return c;
    }
    return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

int Canonicaliser::compare_objects(const Tie& tie, const Component& x, const Component& y) const {
    if (x.words[0] != y.words[0]) return x.words[0] < y.words[0] ? -1 : 1;
    auto word = [&](const Component& of, std::uint32_t at, std::uint32_t& next) {
        if (next == of.addresses || of.places[next] != at) return of.words[at];
        return address(tie.numbers[raw_.target(of, next++)], offset_of(of.words[at]));
    };
    std::uint32_t m = 0, n = 0;
    for (std::uint32_t at = OBJECT_HEAD; at < x.length && at < y.length; at++) {
        const Cell v = word(x, at, m), w = word(y, at, n);
        if (v != w) return v < w ? -1 : 1;
    }
    return x.length == y.length ? 0 : x.length < y.length ? -1 : 1;
}

// From what was just done.
void Canonicaliser::learn_tie(bool by_islands) {
    if (!numberings_.is_worth(numbering_key_)) return;
    Numbering& fresh = numberings_.learn(numbering_key_);
    Tie& tie = fresh.tie;
    for (std::size_t i = 0; i < objects_.found.size(); i++) {
        const std::uint32_t n = objects_.found[i];
        if (static_cast<Cell>(i) >= fixed_ || world_.is_bag(heap_[raw_.objects[n]])) tie.looks_at.push_back(n);
    }
    if (const auto* islands = ties_.islands(); !by_islands && islands != nullptr) {
        const auto fixed = static_cast<std::uint32_t>(fixed_);
        tie.islands = *islands;
        tie.numbers.assign(raw_.objects.size(), 0);
        for (std::uint32_t i = 0; i < fixed; i++) tie.numbers[objects_.found[i]] = i + 1;
        for (const auto& tied : tie.islands)
            for (const auto& island : tied)
                for (std::uint32_t i = 0; i < island.size(); i++) tie.numbers[island[i]] = fixed + 1 + i;
    }
    if (by_islands) return;
    find_order(fresh, numbering_key_);
    if (numberings_.is_worth(numbering_key_)) learn_numbering();
}

// From the numbers that the islands got.
void Canonicaliser::store_islands() {
    alarm_.spend(raw_.objects.size() + raw_.goroutines.size());
    numbered_ = Numbered::from_scratch;
    fixed_ = state_.head(HEAD_FIXED);
    next_.parts.assign(1, NONE);
    next_.order.clear();
    for (std::size_t i = 0; i < objects_.found.size(); i++)
        next_.parts.push_back(shifted(raw_.objects[objects_.found[i]], false, islands_.moved_object(i)));
    const std::size_t first = next_.parts.size();
    for (std::size_t g = 0; g < raw_.goroutines.size(); g++) {
        if (raw_.goroutines[g] == NONE) continue;
        next_.parts.push_back(shifted(raw_.goroutines[g], true, islands_.moved(g)));
        next_.order.push_back(static_cast<std::int32_t>(g));
    }
    sort_result(first);
    StateHeads::HeadWords head;
    head[HEAD_ROOT] = raw_.root;
    head[HEAD_OUTPUT] = raw_.output;
    head[HEAD_OBJECTS] = static_cast<Cell>(objects_.found.size());
    head[HEAD_GOROUTINES] = static_cast<Cell>(next_.order.size());
    head[HEAD_FIXED] = fixed_;
    head[HEAD_HIDDEN] = 0;
    next_.parts[0] = heads_.of(head);
}

// With the new numbers, which are so many more; see Islands.
Id Canonicaliser::shifted(Id from, bool goroutine, std::uint32_t by) {
    if (by == 0) return from;
    Id to = by != Islands::RENUMBERED ? islands_.shifted(from, goroutine, by) : NONE;
    if (to != NONE) {
        if (goroutine && races_.grew(from)) races_.note_renamed(from, to);
        return to;
    }
    const Component& one = goroutine ? stacks_[from] : heap_[from];
    if (objects_.keeps_names(one)) {
        to = from;
    } else {
        const Words words{objects_.renamed(one, 0), one.length, one.addresses, one.places};
        to = goroutine ? world_.intern_goroutine(words) : world_.intern_object(words);
        if (goroutine) races_.note_renamed(from, to);
    }
    if (by != Islands::RENUMBERED) islands_.learn(from, goroutine, by, to);
    return to;
}

// The goroutines, which are nearly in order; the root is the first already.
void Canonicaliser::sort_result(std::size_t first) {
    auto before = [&](std::size_t a, std::size_t b) {
        const Id x = next_.parts[a], y = next_.parts[b];
        return x != y && compare_goroutines(program_, stacks_[x].words, stacks_[y].words) < 0;
    };
    const bool rooted = next_.parts.size() > first && (stacks_[next_.parts[first]].words[0] & ROOT_FLAG) != 0;
    const std::size_t root = rooted ? 1 : 0;
    for (std::size_t i = first + root + 1; i < next_.parts.size(); i++) {
        for (std::size_t k = i; k > first + root && before(k, k - 1); k--) {
            std::swap(next_.parts[k], next_.parts[k - 1]);
            std::swap(next_.order[k - first], next_.order[k - 1 - first]);
        }
    }
}

}  // namespace chancheck
