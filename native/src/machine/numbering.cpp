// The canonical form of a state with objects that have numbers from before.
#include <algorithm>
#include <numeric>

#include "machine/canonicaliser.hpp"

namespace chancheck {

// Whether to compare each with each. A helper may have to go, which depends on more.
bool Canonicaliser::compares_few(std::span<const Id> goroutines) const {
    constexpr std::size_t MOST = 16;
    return goroutines.size() <= MOST && std::none_of(goroutines.begin(), goroutines.end(), [&](Id g) {
               return g != NONE && (stacks_[g].words[0] & HELPER_FLAG) != 0;
           });
}

// The root comes first, however it compares.
std::size_t Canonicaliser::first_compared(std::span<const Id> goroutines) const {
    return !goroutines.empty() && goroutines[0] != NONE && (stacks_[goroutines[0]].words[0] & ROOT_FLAG) != 0;
}

void Canonicaliser::add_comparisons(std::span<const Id> goroutines, std::vector<std::uint32_t>& key) {
    const std::size_t first = first_compared(goroutines);
    key.push_back(static_cast<std::uint32_t>(first));
    for (std::size_t b = first + 1; b < goroutines.size(); b++)
        for (std::size_t a = first; a < b; a++)
            if (goroutines[a] != NONE && goroutines[b] != NONE)
                key.push_back(comparisons_.pattern(goroutines[a], goroutines[b]));
}

// The number of how the goroutines that the step has changed compare with the others.
std::uint32_t Canonicaliser::changed_comparisons() {
    constexpr std::uint32_t TAG = NONE - 1;  // no outline of a state begins with it
    std::vector<std::uint32_t>& key = comparing_key_;
    key.assign(1, TAG);
    std::uint64_t changed = 0;  // bits: there are few goroutines
    for (std::size_t g = 0; g < raw_.goroutines.size(); g++)
        if (g >= state_.goroutines() || raw_.goroutines[g] != state_.component_of(g)) changed |= std::uint64_t{1} << g;
    const std::size_t first = first_compared(raw_.goroutines);
    for (std::size_t b = first + 1; b < raw_.goroutines.size(); b++) {
        for (std::size_t a = first; a < b; a++) {
            if ((changed >> a & 1) == 0 && (changed >> b & 1) == 0) continue;
            if (raw_.goroutines[a] == NONE || raw_.goroutines[b] == NONE) continue;
            key.push_back(static_cast<std::uint32_t>(b << 6 | a));
            key.push_back(comparisons_.pattern(raw_.goroutines[a], raw_.goroutines[b]));
        }
    }
    return numberings_.outline(key);
}

// The canonical form where numbers depend only on the outline, or on the outline and the order of the goroutines.
void Canonicaliser::renumber(const Change& change, const Move& move, std::span<const std::int32_t> let_go) {
    if (islands_.expect_ties() && islands_.number(change, move)) return store_islands();
    const Numberings::Step step{outline(), change.outline, move.goroutine, move.peer,
                                settings_.symmetry ? changed_comparisons() : 0};
    if (Numbering* known = numberings_.after(step); known != nullptr) return renumber_like(*known, change, move);
    std::vector<std::uint32_t>& key = numbering_key_;
    who_points_where(raw_.objects, raw_.goroutines, key);
    if (settings_.symmetry) add_comparisons(raw_.goroutines, key);
    if (Numbering* known = numberings_.find(key); known != nullptr) {
        numberings_.learn(step, *known);
        return renumber_like(*known, change, move);
    }
    numbering_before_ = raw_.goroutines;
    if (settings_.symmetry && islands_.number(change, move)) {
        store_islands();
        if (islands_.tied()) return learn_tie(true);
    } else if (has_same_parts(change) && numbered_in_order(fixed_)) {
        apply_in_place(change, move, let_go, fixed_);
        objects_.found.resize(raw_.objects.size() - 1);
        std::iota(objects_.found.begin(), objects_.found.end(), 1);
    } else {
        canonicalise();
        if (ties_.decided()) return learn_tie(false);
    }
    if (numberings_.is_worth(key)) learn_numbering();
}

void Canonicaliser::who_points_where(std::span<const Id> objects, std::span<const Id> goroutines,
                                     std::vector<std::uint32_t>& key) const {
    key.resize(1 + objects.size() + goroutines.size());
    auto word = key.begin();
    *word++ = static_cast<std::uint32_t>(raw_.old_objects);
    *word++ = static_cast<std::uint32_t>(objects.size());
    for (Id object : objects.subspan(1)) *word++ = heap_[object].pointing;
    for (Id g : goroutines) *word++ = g == NONE ? NONE : stacks_[g].pointing;
}

// Of the loaded state.
std::uint32_t Canonicaliser::outline() {
    if (outline_ == 0) {
        std::span<const Id> parts = state_.parts();
        who_points_where(parts.first(state_.first_goroutine()), parts.subspan(state_.first_goroutine()),
                         numbering_key_);
        if (settings_.symmetry) add_comparisons(parts.subspan(state_.first_goroutine()), numbering_key_);
        outline_ = numberings_.outline(numbering_key_);
    }
    return outline_;
}

// Finds what a change does to the outline, and gives this effect a number.
void Canonicaliser::outline(Change& change) {
    std::vector<std::uint32_t>& key = numbering_key_;
    key.clear();
    auto goroutine = [&](Id g) { key.push_back(g == NONE ? NONE : stacks_[g].pointing); };
    constexpr std::uint32_t AS_BEFORE = NONE - 1;
    auto writes = [&](const std::vector<Write>& all, auto pointing) {
        key.push_back(static_cast<std::uint32_t>(all.size()));
        for (const Write& write : all) {
            key.push_back(write.at);
            if (write.patch != NO_PATCH) key.push_back(AS_BEFORE);
            else pointing(write.component);
        }
    };
    auto object = [&](Id o) { key.push_back(heap_[o].pointing); };
    goroutine(change.mover);
    goroutine(change.peer);
    writes(change.writes, object);
    writes(change.others, goroutine);
    key.push_back(static_cast<std::uint32_t>(change.objects.size()));
    for (Id o : change.objects) object(o);
    for (Id g : change.goroutines) goroutine(g);
    change.outline = memo_.outline(key);
}

// From what was just done.
void Canonicaliser::learn_numbering() {
    const std::vector<Id>& before = numbering_before_;
    auto helps = [&](Id g) { return g != NONE && (stacks_[g].words[0] & HELPER_FLAG) != 0; };
    if (std::any_of(before.begin(), before.end(), helps)) return;
    Numbering& fresh = numberings_.learn(numbering_key_);
    fresh.found = objects_.found;
    fresh.order = next_.order;
    fresh.fixed = fixed_;
    std::size_t at = 1;
    for (std::uint32_t old : objects_.found) {
        const Id before_numbering = raw_.objects[old];
        fresh.keeps.push_back(next_.parts[at++] == before_numbering && !world_.is_bag(heap_[before_numbering]));
    }
    for (std::int32_t g : next_.order) fresh.keeps.push_back(next_.parts[at++] == before[static_cast<std::size_t>(g)]);
}

void Canonicaliser::renumber_as(Numbering& known) {
    numbered_ = Numbered::as_known;
    known_numbering_ = &known;
    store_parts_as(known);
    if (!queues_.scheduler && known.head != NONE && known.root == raw_.root && known.output == raw_.output) {
        next_.parts[0] = known.head;
        return;
    }
    StateHeads::HeadWords head;
    head[HEAD_ROOT] = raw_.root;
    head[HEAD_OUTPUT] = raw_.output;
    head[HEAD_OBJECTS] = static_cast<Cell>(known.found.size());
    head[HEAD_GOROUTINES] = static_cast<Cell>(known.order.size());
    head[HEAD_FIXED] = known.fixed;
    head[HEAD_HIDDEN] = 0;
    if (queues_.scheduler) {
        head_words_.assign(head.begin(), head.end());
        queues_.rename(next_, raw_.goroutines.size());
        queues_.append(head_words_);
        next_.parts[0] = heads_.of(head_words_);
    } else {
        known.root = raw_.root;
        known.output = raw_.output;
        next_.parts[0] = known.head = heads_.of(head);
    }
}

void Canonicaliser::store_parts_as(Numbering& known) {
    bool numbered = false;
    auto renamed_as = [&](Id id, bool is_goroutine) {
        if (Id to = numberings_.renamed(known, id, is_goroutine); to != NONE) {
            if (is_goroutine && races_.grew(id)) races_.note_renamed(id, to);
            return to;
        }
        if (!numbered) {
            numbered = true;
            objects_.begin();
            for (std::size_t i = 0; i < known.found.size(); i++)
                objects_.number[known.found[i]] = static_cast<std::uint32_t>(i + 1);
        }
        const Component& one = is_goroutine ? stacks_[id] : heap_[id];
        const Words words = is_goroutine ? Words{objects_.renamed(one, 0), one.length, one.addresses, one.places}
                                         : objects_.renamed_object(one);
        Id to = is_goroutine ? world_.intern_goroutine(words) : world_.intern_object(words);
        numberings_.learn(known, id, is_goroutine, to);
        if (is_goroutine) races_.note_renamed(id, to);
        return to;
    };
    next_.parts.resize(1 + known.keeps.size());
    auto next = next_.parts.begin() + 1;
    auto keeps = known.keeps.begin();
    for (std::uint32_t old : known.found) {
        Id id = raw_.objects[old];
        *next++ = *keeps++ != 0 ? id : renamed_as(id, false);
    }
    for (std::int32_t g : known.order) {
        Id id = raw_.goroutines[static_cast<std::size_t>(g)];
        *next++ = *keeps++ != 0 ? id : renamed_as(id, true);
    }
    next_.order = known.order;
}

const std::vector<std::uint32_t>& Canonicaliser::numbers(const Change& change) {
    if (numbered_ == Numbered::from_scratch) return objects_.number;
    std::size_t before = state_.first_goroutine();
    objects_.number.assign(before + change.objects.size(), 0);
    if (numbered_ == Numbered::in_place) {
        std::iota(objects_.number.begin(), objects_.number.begin() + static_cast<std::ptrdiff_t>(before), 0);
    } else {
        const auto& found = known_numbering_->found;
        for (std::size_t i = 0; i < found.size(); i++) objects_.number[found[i]] = static_cast<std::uint32_t>(i + 1);
    }
    return objects_.number;
}

}  // namespace chancheck
