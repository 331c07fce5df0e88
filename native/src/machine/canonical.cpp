// The canonical form of the state that a step made.
#include <algorithm>

#include "machine/machine.hpp"

namespace chancheck {
namespace {

bool helps(const Words& w) { return (w.words[0] & HELPER_FLAG) != 0; }
bool leads(const Words& w) { return (w.words[0] & ROOT_FLAG) != 0; }

// A meeting as one bit of a set.
std::uint64_t meeting_bit(std::int32_t operation, Cell with) {
    return std::uint64_t{1} << (mix(static_cast<std::uint64_t>(with) * 31 + static_cast<std::uint64_t>(operation)) & 63);
}

}  // namespace

void Machine::visit(Cell address) {
    std::size_t n = raw_index(static_cast<std::uint32_t>(object_of(address)));
    if (n == 0 || n >= number_.size()) throw BadProgram("an address of no object");
    if (number_[n] != 0) return;
    found_.push_back(static_cast<std::uint32_t>(n));
    number_[n] = static_cast<std::uint32_t>(found_.size());
}

// Numbers what a component's addresses lead to, breadth first.
void Machine::number_from(const Words& from) {
    for (std::uint32_t i = 0; i < from.addresses; i++) visit(from.address(i));
    while (explored_ < found_.size()) {
        const Component& object = heap_[raw_objects_[found_[explored_++]]];
        alarm.spend(object.addresses + 1);
        for (std::uint32_t i = 0; i < object.addresses; i++) visit(object.address(i));
    }
}

bool Machine::keeps_names(const Words& w) const {
    for (std::uint32_t i = 0; i < w.addresses; i++)
        if (number_[raw_target(w, i)] != w.target(i)) return false;
    return true;
}

// The words with the new numbers; `unnumbered` stands for addresses that have none yet.
const Cell* Machine::renamed(const Words& w, Cell unnumbered) {
    Cell* words = names_.take(w.length);
    std::copy(w.words, w.words + w.length, words);
    for (std::uint32_t i = 0; i < w.addresses; i++) {
        Cell& word = words[w.places[i]];
        std::uint32_t n = number_[raw_target(w, i)];
        word = n == 0 ? unnumbered : address(n, offset_of(word));
    }
    return words;
}

std::uint32_t Machine::describe(Component& c) const {
    auto sort = static_cast<std::uint32_t>(c.words[0] & (ROOT_FLAG | HELPER_FLAG));
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
    if (c.site < 0) return sort;
    for (const Alternative& one : program_.sites[static_cast<std::size_t>(c.site)].alternatives) {
        if (one.operands.empty() || one.operands[0].width == 0) continue;
        Cell with = c.words[c.registers + static_cast<std::uint32_t>(one.operands[0].start)];
        if (with == 0) continue;
        const Operation& operation = program_.operations[static_cast<std::size_t>(one.operation)];
        if (operation.met) c.offers |= meeting_bit(one.operation, with);
        for (const Rule& rule : operation.rules)
            if (rule.peer >= 0) c.wants |= meeting_bit(rule.peer, with);
    }
    return sort;
}

// A helper that waits on an object which only helpers know, and which does not let it go on.
bool Machine::forgotten(const Component& c) {
    if (c.site < 0) return false;
    const Site& site = program_.sites[static_cast<std::size_t>(c.site)];
    if (site.alternatives.empty() || site.alternatives[0].operands.empty()) return false;
    const Alternative& first = site.alternatives[0];
    Operands with;
    look(with, 0, first, c.words + c.registers);
    Cell on = *with.cells[0][0];
    if (on <= 0 || number_[raw_index(static_cast<std::uint32_t>(object_of(on)))] != 0) return false;
    Working after(program_);
    after.clear();
    for (std::size_t o = 1; o < raw_objects_.size(); o++) {
        if (o == raw_old_) after.end_of_state();
        after.add(raw_objects_[o], heap_[raw_objects_[o]]);
    }
    if (raw_objects_.size() == raw_old_) after.end_of_state();
    for (Id g : raw_goroutines_)
        if (g != NONE) after.add_goroutine(g, stacks_[g]);
    const Operation& op = program_.operations[static_cast<std::size_t>(first.operation)];
    if (!op.due.empty() && evaluate(op.due, with, after) != 0) return false;
    const auto& rules = op.rules;
    return std::none_of(rules.begin(), rules.end(),
                        [&](const Rule& rule) { return rule.peer < 0 && evaluate(rule.guard, with, after) != 0; });
}

// Numbers what only goroutines other than the root reach: by the least of them first, so that it does not matter in
// which order they were made.
void Machine::number_privates(bool helpers) {
    auto has_unnumbered = [&](const Words& w) {
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (number_[raw_target(w, i)] == 0) return true;
        return false;
    };
    for (;;) {
        const Words* least = nullptr;
        const Cell* least_words = nullptr;
        for (std::uint32_t g : roots_) {
            const Words& p = stacks_[raw_goroutines_[g]];
            alarm.spend(p.length);
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
bool Machine::number_in_order(const Words& from, std::uint32_t& count, std::uint32_t& explored) const {
    auto visit_all = [&](const Words& words) {
        for (std::uint32_t i = 0; i < words.addresses; i++) {
            std::uint32_t target = words.target(i);
            if (target > count + 1) return false;
            count = std::max(count, target);
        }
        return true;
    };
    if (!visit_all(from)) return false;
    while (explored < count)
        if (!visit_all(heap_[raw_objects_[++explored]])) return false;
    return true;
}

const Cell* Machine::with_unnumbered(const Words& from, std::uint32_t count) {
    Cell* words = names_.take(from.length);
    std::copy(from.words, from.words + from.length, words);
    for (std::uint32_t i = 0; i < from.addresses; i++)
        if (from.target(i) > count) words[from.places[i]] = -1;
    return words;
}

// As `number_privates`, as long as every object gets the number it has.
bool Machine::privates_in_order(std::uint32_t& count, std::uint32_t& explored) {
    if (!settings_.symmetry) {
        for (Id id : raw_goroutines_)
            if (id != NONE && !helps(stacks_[id]) && !number_in_order(stacks_[id], count, explored)) return false;
        return true;
    }
    for (;;) {
        const Words* least = nullptr;
        const Cell* least_words = nullptr;
        Id least_id = NONE;
        for (Id id : raw_goroutines_) {
            if (id == NONE || id == least_id) continue;
            const Component& one = stacks_[id];
            alarm.spend(one.length);
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
bool Machine::numbered_in_order(Cell& fixed) {
    if (head_[HEAD_HIDDEN] != 0) return false;
    names_.reset();
    std::uint32_t count = 1, explored = 0;
    if (!number_in_order({nullptr, 0, 0, nullptr}, count, explored)) return false;
    for (Id id : raw_goroutines_)
        if (id != NONE && leads(stacks_[id]) && !number_in_order(stacks_[id], count, explored)) return false;
    fixed = count;
    // Where only helpers know an object, one of them may have to go.
    return privates_in_order(count, explored) && count + 1 == raw_objects_.size();
}

// From the raw parts of a state to its vector.
void Machine::canonicalize() {
    alarm.spend(raw_objects_.size() + raw_goroutines_.size());
    numbered_ = Numbered::anew;
    names_.reset();
    number_.assign(raw_objects_.size(), 0);
    found_.clear();
    explored_ = 0;
    roots_.clear();
    auto goroutine_at = [&](std::uint32_t g) -> const Component& { return stacks_[raw_goroutines_[g]]; };
    for (std::uint32_t g = 0; g < raw_goroutines_.size(); g++)
        if (raw_goroutines_[g] != NONE) roots_.push_back(g);
    visit(address(1));
    number_from({nullptr, 0, 0, nullptr});
    for (std::uint32_t g : roots_)
        if (leads(goroutine_at(g))) number_from(goroutine_at(g));
    fixed_ = static_cast<Cell>(found_.size());
    number_privates(false);
    std::size_t known = found_.size();
    auto helper = [&](std::uint32_t g) { return helps(goroutine_at(g)); };
    if (std::any_of(roots_.begin(), roots_.end(), helper)) {
        std::erase_if(roots_, [&](std::uint32_t g) { return helper(g) && forgotten(goroutine_at(g)); });
        number_privates(true);
    }

    next_.assign(1, NONE);
    for (std::uint32_t old : found_) {
        const Component& object = heap_[raw_objects_[old]];
        if (keeps_names(object)) next_.push_back(raw_objects_[old]);
        else next_.push_back(heap_.intern({renamed(object, 0), object.length, object.addresses, object.places}));
    }
    for (std::uint32_t g : roots_) {
        const Component& one = goroutine_at(g);
        if (keeps_names(one)) continue;
        raw_goroutines_[g] = intern_goroutine({renamed(one, 0), one.length, one.addresses, one.places});
    }
    auto first = std::stable_partition(roots_.begin(), roots_.end(), [&](std::uint32_t g) { return leads(goroutine_at(g)); });
    if (settings_.symmetry) {
        std::stable_sort(first, roots_.end(), [&](std::uint32_t a, std::uint32_t b) {
            if (raw_goroutines_[a] == raw_goroutines_[b]) return knows_less(a, b);
            return compare_goroutines(program_, goroutine_at(a).words, goroutine_at(b).words) < 0;
        });
    }
    order_.clear();
    for (std::uint32_t g : roots_) {
        next_.push_back(raw_goroutines_[g]);
        order_.push_back(static_cast<std::int32_t>(g));
    }
    std::vector<Cell>& head = scratch_;
    head.assign(HEAD_WORDS, 0);
    head[HEAD_ROOT] = raw_root_;
    head[HEAD_OUTPUT] = raw_output_;
    head[HEAD_OBJECTS] = static_cast<Cell>(found_.size());
    head[HEAD_GOROUTINES] = static_cast<Cell>(roots_.size());
    head[HEAD_FIXED] = fixed_;
    head[HEAD_HIDDEN] = static_cast<Cell>(found_.size() - known);
    append_facts(head);
    if (scheduler_) append_queues(head, raw_goroutines_.size());
    next_[0] = heads_.intern({head.data(), static_cast<std::uint32_t>(head.size()), 0, nullptr});
}

}  // namespace chancheck
