// The canonical form of the state that a step made: its objects are numbered by going through the heap.
#include "machine/canonicaliser.hpp"

#include <algorithm>
#include <limits>

namespace chancheck {
namespace {

bool helps(const Words& w) { return (w.words[0] & HELPER_FLAG) != 0; }
bool leads(const Words& w) { return (w.words[0] & ROOT_FLAG) != 0; }

}  // namespace

Canonicaliser::Canonicaliser(World& world, const Settings& settings, Alarm& alarm, const LoadedState& state,
                             const Guards& guards, Memo& memo, RaceTracker& races, StepQueues& queues)
    : world_(world),
      program_(world.program),
      settings_(settings),
      alarm_(alarm),
      heap_(world.heap),
      stacks_(world.stacks),
      state_(state),
      guards_(guards),
      memo_(memo),
      races_(races),
      queues_(queues),
      heads_(world.heads),
      comparisons_(world.program, world.stacks) {}

void Canonicaliser::start(Id globals, Id root) {
    raw_.objects = {NONE, globals};
    raw_.goroutines = {root};
    raw_.old_objects = 2;
    raw_.root = raw_.output = 0;
    canonicalise();
}

void Canonicaliser::visit(Cell address) {
    std::size_t n = raw_.index(static_cast<std::uint32_t>(object_of(address)));
    if (n == 0 || n >= number_.size()) throw BadProgram("an address of no object");
    if (number_[n] != 0) return;
    found_.push_back(static_cast<std::uint32_t>(n));
    number_[n] = static_cast<std::uint32_t>(found_.size());
}

// Numbers what a component's addresses lead to: for each address all behind it, breadth first.
void Canonicaliser::number_from(const Words& from) {
    explore();
    for (std::uint32_t i = 0; i < from.addresses; i++) {
        visit(from.address(i));
        explore();
    }
}

void Canonicaliser::explore() {
    while (explored_ < found_.size()) {
        const Component& object = heap_[raw_.objects[found_[explored_++]]];
        alarm_.spend(object.addresses + 1);
        if (world_.is_bag(object)) continue;
        for (std::uint32_t i = 0; i < object.addresses; i++) visit(object.address(i));
    }
}

// Numbers what only bags lead to.
void Canonicaliser::open_bags() {
    for (; opened_ < found_.size(); opened_++)
        if (const Component& object = heap_[raw_.objects[found_[opened_]]]; world_.is_bag(object)) number_from(object);
}

// The words of an object with the new numbers. The entries of a bag are sorted by them, nil last.
Words Canonicaliser::renamed_object(const Component& object) {
    const Cell* renamed_words = renamed(object, 0);
    if (!world_.is_bag(object)) return {renamed_words, object.length, object.addresses, object.places};
    Cell* words = names_.take(object.length);
    std::copy(renamed_words, renamed_words + object.length, words);
    const Shape& shape = program_.shapes[static_cast<std::size_t>(words[0])];
    const std::size_t wide = shape.elem.size(), first = OBJECT_HEAD + shape.header.size();
    const auto count = static_cast<std::size_t>(words[1]);
    auto entry = [&](std::size_t n) { return words + first + n * wide; };
    auto key = [&](std::size_t n) { return *entry(n) == 0 ? std::numeric_limits<Cell>::max() : *entry(n); };
    for (std::size_t i = 1; i < count; i++)
        for (std::size_t k = i; k > 0 && key(k) < key(k - 1); k--)
            std::swap_ranges(entry(k), entry(k + 1), entry(k - 1));
    bag_places_.clear();
    for (std::size_t n = 0; n < count; n++)
        if (*entry(n) != 0) bag_places_.push_back(static_cast<std::uint32_t>(first + n * wide));
    return {words, object.length, static_cast<std::uint32_t>(bag_places_.size()), bag_places_.data()};
}

bool Canonicaliser::keeps_names(const Words& w) const {
    for (std::uint32_t i = 0; i < w.addresses; i++)
        if (number_[raw_.target(w, i)] != w.target(i)) return false;
    return true;
}

// The words with the new numbers; `unnumbered` stands for addresses that have none yet.
const Cell* Canonicaliser::renamed(const Words& w, Cell unnumbered) {
    Cell* words = names_.take(w.length);
    std::copy(w.words, w.words + w.length, words);
    for (std::uint32_t i = 0; i < w.addresses; i++) {
        Cell& word = words[w.places[i]];
        std::uint32_t n = number_[raw_.target(w, i)];
        word = n == 0 ? unnumbered : address(n, offset_of(word));
    }
    return words;
}

// Whether this is a helper that waits on an object which only helpers can reach, and which cannot enable it.
bool Canonicaliser::forgotten(const Component& c) {
    if (c.site < 0) return false;
    const Site& site = program_.sites[static_cast<std::size_t>(c.site)];
    if (site.alternatives.empty() || site.alternatives[0].operands.empty()) return false;
    const Alternative& first = site.alternatives[0];
    Operands with;
    with.look(0, first, c);
    Cell on = *with.cells[0][0];
    if (on <= 0 || number_[raw_.index(static_cast<std::uint32_t>(object_of(on)))] != 0) return false;
    Workspace after(program_);
    after.clear();
    for (std::size_t o = 1; o < raw_.objects.size(); o++) {
        if (o == raw_.old_objects) after.end_of_state();
        after.add(raw_.objects[o], heap_[raw_.objects[o]]);
    }
    if (raw_.objects.size() == raw_.old_objects) after.end_of_state();
    for (Id g : raw_.goroutines)
        if (g != NONE) after.add_goroutine(g, stacks_[g]);
    const Operation& op = program_.operations[static_cast<std::size_t>(first.operation)];
    if (!op.due.empty() && guards_.evaluate(op.due, with, after) != 0) return false;
    const auto& rules = op.rules;
    return std::none_of(rules.begin(), rules.end(), [&](const Rule& rule) {
        return rule.peer < 0 && guards_.evaluate(rule.guard, with, after) != 0;
    });
}

// Numbers what only goroutines other than the root reach: by the least of them first, so that it does not matter in
// which order they were made.
void Canonicaliser::number_privates(bool helpers) {
    auto has_unnumbered = [&](const Words& w) {
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (number_[raw_.target(w, i)] == 0) return true;
        return false;
    };
    for (;;) {
        const Words* least = nullptr;
        const Cell* least_words = nullptr;
        for (std::uint32_t g : roots_) {
            const Words& p = stacks_[raw_.goroutines[g]];
            alarm_.spend(p.length);
            if (helps(p) != helpers || !has_unnumbered(p)) continue;
            if (least == nullptr) {
                least = &p;
                if (!settings_.symmetry) break;
                continue;
            }
            if (least_words == nullptr) least_words = renamed(*least, -1);
            const Cell* words = renamed(p, -1);
            if (compare_goroutines(program_, words, least_words) < 0) {
                least = &p;
                least_words = words;
            }
        }
        if (least == nullptr) return;
        number_from(*least);
    }
}

// Whether numbering what this leads to gives just the numbers it has: each new one is the next.
bool Canonicaliser::number_in_order(const Words& from, std::uint32_t& count, std::uint32_t& explored) const {
    auto visit = [&](std::uint32_t target) {
        if (target > count + 1) return false;
        count = std::max(count, target);
        return true;
    };
    auto explore = [&] {
        while (explored < count) {
            const Component& object = heap_[raw_.objects[++explored]];
            if (object.addresses > 0 && world_.is_bag(object)) return false;
            for (std::uint32_t i = 0; i < object.addresses; i++)
                if (!visit(object.target(i))) return false;
        }
        return true;
    };
    if (!explore()) return false;
    for (std::uint32_t i = 0; i < from.addresses; i++)
        if (!visit(from.target(i)) || !explore()) return false;
    return true;
}

const Cell* Canonicaliser::with_unnumbered(const Words& from, std::uint32_t count) {
    Cell* words = names_.take(from.length);
    std::copy(from.words, from.words + from.length, words);
    for (std::uint32_t i = 0; i < from.addresses; i++)
        if (from.target(i) > count) words[from.places[i]] = -1;
    return words;
}

// As `number_privates`, as long as every object gets the number it has.
bool Canonicaliser::privates_in_order(std::uint32_t& count, std::uint32_t& explored) {
    if (!settings_.symmetry) {
        for (Id id : raw_.goroutines)
            if (id != NONE && !helps(stacks_[id]) && !number_in_order(stacks_[id], count, explored)) return false;
        return true;
    }
    for (;;) {
        const Words* least = nullptr;
        const Cell* least_words = nullptr;
        Id least_id = NONE;
        for (Id id : raw_.goroutines) {
            if (id == NONE || id == least_id) continue;
            const Component& one = stacks_[id];
            alarm_.spend(one.length);
            if (helps(one)) continue;
            bool unnumbered = false;
            for (std::uint32_t i = 0; i < one.addresses && !unnumbered; i++) unnumbered = one.target(i) > count;
            if (!unnumbered) continue;
            if (least == nullptr) {
                least = &one;
                least_id = id;
                continue;
            }
            if (least_words == nullptr) least_words = with_unnumbered(*least, count);
            const Cell* words = with_unnumbered(one, count);
            if (compare_goroutines(program_, words, least_words) >= 0) continue;
            least = &one;
            least_id = id;
            least_words = words;
        }
        if (least == nullptr) return true;
        if (!number_in_order(*least, count, explored)) return false;
    }
}

// Whether the raw parts, which have no new object, are numbered as they should be. `fixed`: see HEAD_FIXED.
bool Canonicaliser::numbered_in_order(Cell& fixed) {
    if (state_.head(HEAD_HIDDEN) != 0) return false;
    names_.reset();
    std::uint32_t count = 1, explored = 0;
    if (!number_in_order({nullptr, 0, 0, nullptr}, count, explored)) return false;
    for (Id id : raw_.goroutines)
        if (id != NONE && leads(stacks_[id]) && !number_in_order(stacks_[id], count, explored)) return false;
    fixed = count;
    // Where only helpers know an object, one of them may have to go.
    return privates_in_order(count, explored) && count + 1 == raw_.objects.size();
}

void Canonicaliser::sort() {
    const auto goroutines = state_.parts().begin() + static_cast<std::ptrdiff_t>(state_.first_goroutine());
    raw_.objects.assign(state_.parts().begin(), goroutines);
    raw_.old_objects = raw_.objects.size();
    raw_.goroutines.assign(goroutines, goroutines + static_cast<std::ptrdiff_t>(state_.goroutines()));
    raw_.root = state_.head(HEAD_ROOT);
    raw_.output = state_.head(HEAD_OUTPUT);
    canonicalise();
}

// From the raw parts of a state to its vector.
void Canonicaliser::canonicalise() {
    alarm_.spend(raw_.objects.size() + raw_.goroutines.size());
    numbered_ = Numbered::anew;
    const std::size_t known = number_all();
    store_parts();
    sort_goroutines();
    for (std::uint32_t g : roots_) {
        next_.parts.push_back(raw_.goroutines[g]);
        next_.order.push_back(static_cast<std::int32_t>(g));
    }
    store_head(found_.size() - known);
}

// Numbers all objects that something leads to, and keeps the goroutines that stay. How many of the objects are known to
// others than helpers.
std::size_t Canonicaliser::number_all() {
    names_.reset();
    number_.assign(raw_.objects.size(), 0);
    found_.clear();
    explored_ = opened_ = 0;
    roots_.clear();
    auto goroutine_at = [&](std::uint32_t g) -> const Component& { return stacks_[raw_.goroutines[g]]; };
    for (std::uint32_t g = 0; g < raw_.goroutines.size(); g++)
        if (raw_.goroutines[g] != NONE) roots_.push_back(g);
    visit(address(1));
    number_from({nullptr, 0, 0, nullptr});
    for (std::uint32_t g : roots_)
        if (leads(goroutine_at(g))) number_from(goroutine_at(g));
    fixed_ = static_cast<Cell>(found_.size());
    number_privates(false);
    open_bags();
    const std::size_t known = found_.size();
    auto helper = [&](std::uint32_t g) { return helps(goroutine_at(g)); };
    if (std::any_of(roots_.begin(), roots_.end(), helper)) {
        std::erase_if(roots_, [&](std::uint32_t g) { return helper(g) && forgotten(goroutine_at(g)); });
        number_privates(true);
        open_bags();
    }
    return known;
}

// Objects and goroutines with their new numbers; the objects at their places.
void Canonicaliser::store_parts() {
    next_.parts.assign(1, NONE);
    next_.order.clear();
    for (std::uint32_t old : found_) {
        const Component& object = heap_[raw_.objects[old]];
        if (keeps_names(object) && !world_.is_bag(object)) next_.parts.push_back(raw_.objects[old]);
        else next_.parts.push_back(world_.intern_object(renamed_object(object)));
    }
    for (std::uint32_t g : roots_) {
        const Component& one = stacks_[raw_.goroutines[g]];
        if (keeps_names(one)) continue;
        const Id from = raw_.goroutines[g];
        raw_.goroutines[g] = world_.intern_goroutine({renamed(one, 0), one.length, one.addresses, one.places});
        races_.note_renamed(from, raw_.goroutines[g]);
    }
}

// The root comes first.
void Canonicaliser::sort_goroutines() {
    auto goroutine_at = [&](std::uint32_t g) -> const Component& { return stacks_[raw_.goroutines[g]]; };
    auto first =
        std::stable_partition(roots_.begin(), roots_.end(), [&](std::uint32_t g) { return leads(goroutine_at(g)); });
    if (!settings_.symmetry) return;
    std::stable_sort(first, roots_.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (raw_.goroutines[a] == raw_.goroutines[b]) return races_.knows_less(a, b, number_);
        return compare_goroutines(program_, goroutine_at(a).words, goroutine_at(b).words) < 0;
    });
}

// `hidden`: how many objects only helpers reach.
void Canonicaliser::store_head(std::size_t hidden) {
    head_words_.assign(HEAD_WORDS, 0);
    head_words_[HEAD_ROOT] = raw_.root;
    head_words_[HEAD_OUTPUT] = raw_.output;
    head_words_[HEAD_OBJECTS] = static_cast<Cell>(found_.size());
    head_words_[HEAD_GOROUTINES] = static_cast<Cell>(roots_.size());
    head_words_[HEAD_FIXED] = fixed_;
    head_words_[HEAD_HIDDEN] = static_cast<Cell>(hidden);
    races_.append_facts(head_words_, number_, raw_.goroutines.size(), next_);
    if (queues_.scheduler) {
        queues_.rename(next_, raw_.goroutines.size());
        queues_.append(head_words_);
    }
    next_.parts[0] = heads_.of(head_words_);
}

}  // namespace chancheck
