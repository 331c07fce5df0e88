// The canonical form of the state that a step made: its objects are numbered by going through the heap.
#include "machine/canonicaliser.hpp"

#include <algorithm>

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
      comparisons_(world.program, world.stacks),
      objects_(world, alarm, raw_),
      ties_(world, alarm, raw_, objects_),
      islands_(world, state, raw_, objects_, ties_) {}

void Canonicaliser::start(Id globals, Id root) {
    raw_.objects = {NONE, globals};
    raw_.goroutines = {root};
    raw_.old_objects = 2;
    raw_.root = raw_.output = 0;
    canonicalise();
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
    if (on <= 0 || objects_.number[raw_.index(static_cast<std::uint32_t>(object_of(on)))] != 0) return false;
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

// Numbers what only goroutines other than the root reach, and then what only bags lead to, from one of the found objects
// on: with symmetry so that it does not matter in which order goroutines and objects were made. Where the last bag was.
std::size_t Canonicaliser::number_privates(bool helpers, std::size_t opened) {
    kind_.clear();
    for (std::uint32_t g : roots_)
        if (const Component& one = stacks_[raw_.goroutines[g]]; helps(one) == helpers && !leads(one))
            kind_.push_back(g);
    if (settings_.symmetry) {
        ties_.settle(kind_);
        return ties_.open_bags(opened);
    }
    for (std::uint32_t g : kind_) objects_.reach(stacks_[raw_.goroutines[g]]);
    for (; opened < objects_.found.size(); opened++)
        if (const Component& object = objects_.object(objects_.found[opened]); world_.is_bag(object))
            objects_.reach(object);
    return opened;
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
    Cell* words = objects_.take(from.length);
    std::copy(from.words, from.words + from.length, words);
    for (std::uint32_t i = 0; i < from.addresses; i++)
        if (from.target(i) > count) words[from.places[i]] = -1;
    return words;
}

// As `number_privates`, as long as every object gets the number it has and the words of goroutines decide.
bool Canonicaliser::privates_in_order(std::uint32_t& count, std::uint32_t& explored) {
    if (!settings_.symmetry) {
        for (Id id : raw_.goroutines)
            if (id != NONE && !helps(stacks_[id]) && !number_in_order(stacks_[id], count, explored)) return false;
        return true;
    }
    for (;;) {
        const Component* least = nullptr;
        const Cell* least_words = nullptr;
        Id least_id = NONE;
        bool tied = false;
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
            const int compared = compare_goroutines(program_, words, least_words);
            if (compared == 0) tied = tied || one.pointing != least->pointing;
            if (compared >= 0) continue;
            tied = false;
            least = &one;
            least_id = id;
            least_words = words;
        }
        if (least == nullptr) return true;
        if (tied || !number_in_order(*least, count, explored)) return false;
    }
}

// Whether the raw parts, which have no new object, are numbered as they should be. `fixed`: see HEAD_FIXED.
bool Canonicaliser::numbered_in_order(Cell& fixed) {
    if (state_.head(HEAD_HIDDEN) != 0) return false;
    objects_.begin();
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
    numbered_ = Numbered::from_scratch;
    const std::size_t known = number_all();
    store_parts();
    sort_goroutines();
    for (std::uint32_t g : roots_) {
        next_.parts.push_back(raw_.goroutines[g]);
        next_.order.push_back(static_cast<std::int32_t>(g));
    }
    store_head(objects_.found.size() - known);
}

// Numbers all objects that something leads to, and keeps the goroutines that stay. How many of the objects are known to
// others than helpers.
std::size_t Canonicaliser::number_all() {
    roots_.clear();
    for (std::uint32_t g = 0; g < raw_.goroutines.size(); g++)
        if (raw_.goroutines[g] != NONE) roots_.push_back(g);
    std::size_t known = number_known();
    auto helper = [&](std::uint32_t g) { return helps(stacks_[raw_.goroutines[g]]); };
    if (std::none_of(roots_.begin(), roots_.end(), helper)) return known;
    if (std::erase_if(roots_, [&](std::uint32_t g) { return helper(g) && forgotten(stacks_[raw_.goroutines[g]]); })) {
        if (ties_.decided()) known = number_known();  // those that go must not decide
        else ties_.begin(roots_, false);
    }
    number_privates(true, known);
    return known;
}

// Numbers what others than helpers lead to.
std::size_t Canonicaliser::number_known() {
    objects_.begin();
    ties_.begin(roots_, settings_.symmetry && compares_few(raw_.goroutines));
    objects_.reach(1);
    for (std::uint32_t g : roots_)
        if (const Component& one = stacks_[raw_.goroutines[g]]; leads(one)) objects_.reach(one);
    fixed_ = static_cast<Cell>(objects_.found.size());
    ties_.fix();
    return number_privates(false, 0);
}

// Objects and goroutines with their new numbers; the objects at their places.
void Canonicaliser::store_parts() {
    next_.parts.assign(1, NONE);
    next_.order.clear();
    for (std::uint32_t old : objects_.found) {
        const Component& object = heap_[raw_.objects[old]];
        if (objects_.keeps_names(object) && !world_.is_bag(object)) next_.parts.push_back(raw_.objects[old]);
        else next_.parts.push_back(world_.intern_object(objects_.renamed_object(object)));
    }
    for (std::uint32_t g : roots_) {
        const Component& one = stacks_[raw_.goroutines[g]];
        if (objects_.keeps_names(one)) continue;
        const Id from = raw_.goroutines[g];
        raw_.goroutines[g] = world_.intern_goroutine({objects_.renamed(one, 0), one.length, one.addresses, one.places});
        races_.note_renamed(from, raw_.goroutines[g]);
    }
}

// The root comes first.
void Canonicaliser::sort_goroutines() {
    auto goroutine_at = [&](std::uint32_t g) -> const Component& { return stacks_[raw_.goroutines[g]]; };
    auto first =
        std::stable_partition(roots_.begin(), roots_.end(), [&](std::uint32_t g) { return leads(goroutine_at(g)); });
    if (!settings_.symmetry) return;
    auto before = [&](std::uint32_t a, std::uint32_t b) {
        if (raw_.goroutines[a] == raw_.goroutines[b]) return races_.knows_less(a, b, objects_.number);
        return compare_goroutines(program_, goroutine_at(a).words, goroutine_at(b).words) < 0;
    };
    for (auto at = first; at < roots_.end(); at++)  // they are nearly in order
        for (auto k = at; k > first && before(*k, *(k - 1)); k--) std::iter_swap(k, k - 1);
}

// `hidden`: how many objects only helpers reach.
void Canonicaliser::store_head(std::size_t hidden) {
    head_words_.assign(HEAD_WORDS, 0);
    head_words_[HEAD_ROOT] = raw_.root;
    head_words_[HEAD_OUTPUT] = raw_.output;
    head_words_[HEAD_OBJECTS] = static_cast<Cell>(objects_.found.size());
    head_words_[HEAD_GOROUTINES] = static_cast<Cell>(roots_.size());
    head_words_[HEAD_FIXED] = fixed_;
    head_words_[HEAD_HIDDEN] = static_cast<Cell>(hidden);
    races_.append_facts(head_words_, objects_.number, raw_.goroutines.size(), next_);
    if (queues_.scheduler) {
        queues_.rename(next_, raw_.goroutines.size());
        queues_.append(head_words_);
    }
    next_.parts[0] = heads_.of(head_words_);
}

}  // namespace chancheck
