// The canonical form of the state that a step made.
#include <algorithm>

#include "machine.hpp"

namespace chancheck {
namespace {

bool helps(const Packed& p) { return (p.words[0] & HELPER_FLAG) != 0; }

}  // namespace

const Packed& Machine::packed_object(std::uint32_t n) {
    if (object_packed_[n] == 0) {
        object_packed_[n] = 1;
        Object& o = work_.objects[n];
        if (o.component != NONE) {
            const Component& c = heap_[o.component];
            packed_objects_[n] = {c.words, c.length, c.places(), c.addresses, o.component};
        } else {
            if (work_.shape(o).ordered) sort_entries(o);
            packed_objects_[n] = work_.pack(o);
        }
    }
    return packed_objects_[n];
}

void Machine::visit(Cell address) {
    auto n = static_cast<std::uint64_t>(object_of(address));
    if (n == 0 || n >= number_.size()) throw BadProgram("an address of no object");
    if (number_[n] != 0) return;
    found_.push_back(static_cast<std::uint32_t>(n));
    number_[n] = static_cast<std::uint32_t>(found_.size());
}

// Numbers what a component's addresses lead to, breadth first.
void Machine::number_from(const Packed& from) {
    for (std::uint32_t i = 0; i < from.addresses; i++) visit(from.words[from.places[i]]);
    while (explored_ < found_.size()) {
        const Packed& object = packed_object(found_[explored_++]);
        for (std::uint32_t i = 0; i < object.addresses; i++) visit(object.words[object.places[i]]);
    }
}

bool Machine::keeps_names(const Packed& p) const {
    for (std::uint32_t i = 0; i < p.addresses; i++) {
        auto n = static_cast<std::size_t>(object_of(p.words[p.places[i]]));
        if (number_[n] != n) return false;
    }
    return true;
}

// The words with the new numbers; `unnumbered` stands for addresses that have none yet.
const Cell* Machine::renamed(const Packed& p, Cell unnumbered) {
    Cell* words = work_.arena.take(p.length);
    std::copy(p.words, p.words + p.length, words);
    for (std::uint32_t i = 0; i < p.addresses; i++) {
        Cell& word = words[p.places[i]];
        std::uint32_t n = number_[static_cast<std::size_t>(object_of(word))];
        word = n == 0 ? unnumbered : address(n, offset_of(word));
    }
    return words;
}

void Machine::describe(Component& c) const {
    const Cell* at = c.words + GOROUTINE_HEAD;
    auto phase = static_cast<Phase>(c.words[0] >> PHASE_SHIFT);
    c.site = phase == Phase::ending ? -2 : phase == Phase::crashing ? -3 : -1;
    for (Cell i = 0; i < c.words[2]; i++) {
        const Function& f = program_.functions[static_cast<std::size_t>(at[0])];
        const Instr* rest = static_cast<std::size_t>(at[1]) < f.code.size() ? &f.code[static_cast<std::size_t>(at[1])] : nullptr;
        if (i + 1 == c.words[2]) c.frame = static_cast<std::uint32_t>(at - c.words);
        at += FRAME_HEAD + at[3];
        if (i + 1 == c.words[2]) {
            c.registers = static_cast<std::uint32_t>(at - c.words);
            if (rest != nullptr && rest->op == Op::op_operate) c.site = rest->a;
        }
        at += f.kinds.size();
    }
}

Id Machine::name(Components& components, const Packed& p) {
    bool same = keeps_names(p);
    if (same && p.component != NONE) return p.component;
    bool fresh = false;
    Id id = components.intern(same ? p.words : renamed(p, 0), p.length, p.places, p.addresses, fresh);
    if (fresh && &components == &stacks_) describe(stacks_[id]);
    return id;
}

// A helper that waits on an object which only helpers know, and which does not let it go on.
bool Machine::forgotten(const Packed& p) {
    Component c{p.words, p.length, 0, -1, 0, 0};
    describe(c);
    if (c.site < 0) return false;
    const Site& site = program_.sites[static_cast<std::size_t>(c.site)];
    if (site.alternatives.empty() || site.alternatives[0].operands.empty()) return false;
    const Alternative& first = site.alternatives[0];
    Operands with;
    look(with, 0, first, p.words + c.registers);
    Cell on = *with.cells[0][0];
    if (on <= 0 || number_[static_cast<std::size_t>(object_of(on))] != 0) return false;
    const Operation& op = program_.operations[static_cast<std::size_t>(first.operation)];
    if (!op.due.empty() && evaluate(op.due, with, work_) != 0) return false;
    const auto& rules = op.rules;
    return std::none_of(rules.begin(), rules.end(),
                        [&](const Rule& rule) { return rule.peer < 0 && evaluate(rule.guard, with, work_) != 0; });
}

// Numbers what only goroutines other than the root reach: by the least of them first, so that it does not matter in
// which order they were made.
void Machine::number_privates(bool helpers) {
    auto has_unnumbered = [&](const Packed& p) {
        for (std::uint32_t i = 0; i < p.addresses; i++)
            if (number_[static_cast<std::size_t>(object_of(p.words[p.places[i]]))] == 0) return true;
        return false;
    };
    for (;;) {
        const Packed* least = nullptr;
        const Cell* least_words = nullptr;
        for (std::uint32_t g : roots_) {
            const Packed& p = packed_goroutines_[g];
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

// Looks at this step's accesses: can another goroutine reach the object, or did one use it in this very step?
void Machine::judge_accesses() {
    constexpr std::uint32_t SEVERAL = 0xFFFFFFFF;
    if (accesses_.empty()) return;
    reached_by_.assign(work_.objects.size(), 0);
    std::vector<std::uint32_t> todo;
    auto reach = [&](const Packed& from, std::uint32_t who) {
        auto mark = [&](const Packed& p) {
            for (std::uint32_t i = 0; i < p.addresses; i++) {
                auto n = static_cast<std::uint32_t>(object_of(p.words[p.places[i]]));
                if (reached_by_[n] == who || reached_by_[n] == SEVERAL) continue;
                reached_by_[n] = reached_by_[n] == 0 ? who : SEVERAL;
                todo.push_back(n);
            }
        };
        mark(from);
        while (!todo.empty()) {
            std::uint32_t n = todo.back();
            todo.pop_back();
            mark(packed_object(n));
        }
    };
    reached_by_[1] = SEVERAL;
    reach(packed_object(1), SEVERAL);
    for (std::uint32_t g : roots_) reach(packed_goroutines_[g], g + 1);
    for (const Touch& access : accesses_) {
        std::uint32_t by = reached_by_[access.object];
        bool alone = by == access.goroutine + 1 || by == 0;
        for (std::size_t i = 0; i < accesses_.size() && alone && movers_ > 1; i++)
            alone = accesses_[i].object != access.object || accesses_[i].goroutine == access.goroutine;
        if (!alone) contended_[static_cast<std::size_t>(work_.objects[access.object].shape)] |= SHARED;
    }
}

void Machine::canonicalize() {
    std::size_t objects = work_.objects.size(), goroutines = work_.goroutines.size();
    number_.assign(objects, 0);
    found_.clear();
    explored_ = 0;
    packed_objects_.resize(objects);
    object_packed_.assign(objects, 0);
    packed_goroutines_.clear();
    roots_.clear();
    for (std::uint32_t g = 0; g < goroutines; g++) {
        const Goroutine& one = work_.goroutines[g];
        if (one.stack == nullptr) {
            const Component& c = stacks_[one.component];
            packed_goroutines_.push_back({c.words, c.length, c.places(), c.addresses, one.component});
        } else if (one.stack->phase != Phase::gone) {
            packed_goroutines_.push_back(work_.pack(*one.stack));
        } else {
            packed_goroutines_.push_back({nullptr, 0, nullptr, 0, NONE});
            continue;
        }
        roots_.push_back(g);
    }
    visit(address(1));
    number_from({nullptr, 0, nullptr, 0, NONE});
    for (std::uint32_t g : roots_)
        if ((packed_goroutines_[g].words[0] & ROOT_FLAG) != 0) number_from(packed_goroutines_[g]);
    number_privates(false);
    auto helper = [&](std::uint32_t g) { return helps(packed_goroutines_[g]); };
    if (std::any_of(roots_.begin(), roots_.end(), helper)) {
        std::erase_if(roots_, [&](std::uint32_t g) { return helper(g) && forgotten(packed_goroutines_[g]); });
        number_privates(true);
    }
    judge_accesses();

    object_ids_.clear();
    for (std::uint32_t old : found_) object_ids_.push_back(name(heap_, packed_object(old)));
    for (std::uint32_t g : roots_) packed_goroutines_[g].component = name(stacks_, packed_goroutines_[g]);
    auto root = [&](std::uint32_t g) { return (packed_goroutines_[g].words[0] & ROOT_FLAG) != 0; };
    auto first = std::stable_partition(roots_.begin(), roots_.end(), root);
    if (settings_.symmetry) {
        std::stable_sort(first, roots_.end(), [&](std::uint32_t a, std::uint32_t b) {
            Id x = packed_goroutines_[a].component, y = packed_goroutines_[b].component;
            if (x == y) return false;
            return compare_goroutines(program_, stacks_[x].words, stacks_[y].words) < 0;
        });
    }
    goroutine_ids_.clear();
    order_.clear();
    for (std::uint32_t g : roots_) {
        goroutine_ids_.push_back(packed_goroutines_[g].component);
        order_.push_back(static_cast<std::int32_t>(g));
    }
    const Cell head[4] = {work_.root, work_.output, static_cast<Cell>(object_ids_.size()),
                          static_cast<Cell>(goroutine_ids_.size())};
    bool fresh = false;
    head_ = heads_.intern(head, 4, nullptr, 0, fresh);
}

}  // namespace chancheck
