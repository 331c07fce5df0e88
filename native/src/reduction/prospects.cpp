#include "reduction/prospects.hpp"

#include <algorithm>

#include "machine/arithmetic.hpp"

namespace chancheck {

void AllProspects::begin() {
    if (all_.size() < MOST) return;
    all_.clear();
    by_goroutine_.assign(by_goroutine_.size(), nullptr);
}

const Prospects& AllProspects::of(std::size_t g) {
    const Id component = machine_.state().component_of(g);
    if (component >= by_goroutine_.size()) by_goroutine_.resize(component + component / 2 + 64, nullptr);
    Prospects*& known = by_goroutine_[component];
    if (known != nullptr && known->seen.holds(machine_.state())) return *known;
    if (known == nullptr) known = &all_.emplace_back();
    now_ = known;
    *now_ = {};
    find(g);
    return *now_;
}

void AllProspects::find(std::size_t g) {
    now_->anything = known_.on_panic;
    const Cell* words = machine_.state().goroutine(g).words;
    const Cell* at = words + GOROUTINE_HEAD;
    for (Cell i = 0; i < words[2]; i++) {
        auto function = static_cast<std::int32_t>(at[0]);
        const Cell* deferred = at + FRAME_HEAD;
        const Cell* registers = deferred + at[3];
        find_in(function, static_cast<std::int32_t>(at[1]), registers);
        std::size_t width = 0;
        for (const Cell* call = deferred; call != registers; call += width) {
            width = machine_.program().call_width(*call);
            if (*call == 0) continue;
            const Cell number = *call < 0 ? -1 - *call : captured(*call, 0);
            find_in(static_cast<std::int32_t>(number), 0, call);  // which is like its registers: closure, arguments
        }
        at = registers + machine_.program().functions[static_cast<std::size_t>(function)].kinds.size();
    }
}

void AllProspects::find_in(std::int32_t function, std::int32_t pc, const Cell* registers) {
    const Footprints::Function& f = known_.functions[static_cast<std::size_t>(function)];
    if (f.at.empty()) return;
    std::int32_t list = f.at[static_cast<std::size_t>(pc)];
    if (list < 0) {
        now_->anything = ~Operations{0};
        return;
    }
    for (const Footprint& print : f.lists[static_cast<std::size_t>(list)]) {
        const Gates gates = gates_of(print, registers);
        switch (print.kind) {
        case Footprint::from_register: add(registers[print.place], print.offset, print, gates); break;
        case Footprint::fixed: add(address(print.place), print.offset, print, gates); break;
        case Footprint::captured: add(captured(registers[print.place], print.cell), print.offset, print, gates); break;
        case Footprint::computed: add_computed(print, registers, gates); break;
        case Footprint::anything: add_anything(print, gates); break;
        }
    }
}

Gates AllProspects::gates_of(const Footprint& print, const Cell* registers) {
    Gates found{};
    std::size_t n = 0;
    for (const Gate& gate : known_.gates[static_cast<std::size_t>(print.gates)])
        if (const Cell lock = lock_at(gate, registers); lock > 0 && n < MOST_GATES) found[n++] = lock;
    std::sort(found.begin(), found.end());
    return found;
}

// 0 where it is not known.
Cell AllProspects::lock_at(const Gate& gate, const Cell* registers) {
    Maybe base;
    switch (gate.kind) {
    case Footprint::from_register: base = registers[gate.place]; break;
    case Footprint::fixed: base = address(gate.place); break;
    case Footprint::captured: base = captured(registers[gate.place], gate.cell); break;
    case Footprint::computed:
        unset_ = false;
        base = value(gate.place, registers);
        if (unset_) return 0;
        break;
    case Footprint::anything: break;
    }
    return base.value_or(0) > 0 ? *base + gate.offset : 0;
}

void AllProspects::add_anything(const Footprint& print, const Gates& gates) {
    if (print.among == 0) now_->anything |= print.first | print.later;
    else
        for (std::int32_t shape : known_.sets[static_cast<std::size_t>(print.among)]) {
            auto known =
                std::find_if(now_->on_shapes.begin(), now_->on_shapes.end(),
                             [&](const Prospects::OnShape& on) { return on.shape == shape && on.gates == gates; });
            if (known == now_->on_shapes.end()) known = now_->on_shapes.insert(known, {shape, 0, gates});
            known->operations |= print.first | print.later;
        }
}

void AllProspects::add_computed(const Footprint& print, const Cell* registers, const Gates& gates) {
    unset_ = false;
    const Maybe at = value(print.place, registers);
    if (unset_) add_anything(print, gates);
    else add(at.value_or(0), print.offset, print, gates);
}

void AllProspects::add(Cell at, Cell offset, const Footprint& print, const Gates& gates) {
    if (at <= 0) return;
    const Cell object = object_of(at), where = offset == SOMEWHERE ? SOMEWHERE : offset_of(at) + offset;
    auto known = std::find_if(now_->at.begin(), now_->at.end(), [&](const Prospects::At& a) {
        return a.object == object && a.offset == where && a.gates == gates;
    });
    if (known == now_->at.end()) known = now_->at.insert(known, {object, where, 0, 0, bucket_of(object, where), gates});
    known->first |= print.first;
    known->later |= print.later;
}

// The value of a cell of a closure; 0 if there is none.
Cell AllProspects::captured(Cell closure, Cell cell) {
    if (closure <= 0) return 0;
    const auto object = static_cast<std::size_t>(object_of(closure));
    now_->seen.note(object, machine_.state());
    return machine_.state().cell(object, offset_of(closure) + cell).value_or(0);
}

// The values that local code will compute, on the paths where it does; none on others, where it panics or branches first.
Maybe AllProspects::value(std::int32_t number, const Cell* registers) {
    const Node& node = known_.nodes[static_cast<std::size_t>(number)];
    switch (node.kind) {
    case Node::from_register: return registers[node.k];
    case Node::captured: return captured(registers[node.a], node.k);
    case Node::constant: return node.k;
    default: break;
    }
    const Maybe a = value(node.a, registers);
    if (!a) return {};
    if (node.kind == Node::loaded) return loaded(*a, node.k);
    if (node.kind == Node::addr) return element(*a, 1, node.k);
    if (node.kind == Node::wrap) return reduced(*a, node.k / 2, node.k % 2 != 0);
    const Maybe b = value(node.b, registers);
    if (!b) return {};
    switch (node.kind) {
    case Node::elem: return element(*a, *b, node.k);
    case Node::add: return wrap_add(*a, *b);
    case Node::sub: return wrap_sub(*a, *b);
    case Node::mul: return wrap_mul(*a, *b);
    case Node::band: return *a & *b;
    case Node::bor: return *a | *b;
    case Node::bxor: return *a ^ *b;
    case Node::bandnot: return *a & ~*b;
    case Node::shl: return shifted_left(*a, *b);
    case Node::shr: return shifted_right(*a, *b);
    case Node::ushr: return shifted_unsigned(*a, *b);
    default: break;
    }
    if (*b == 0) return {};
    switch (node.kind) {
    case Node::div: return divided(*a, *b);
    case Node::rem: return remainder(*a, *b);
    case Node::udiv: return divided_unsigned(*a, *b);
    case Node::urem: return remainder_unsigned(*a, *b);
    default: throw BadProgram("no such node in what is computed");
    }
}

// A final cell, which keeps its value once it is not 0.
Maybe AllProspects::loaded(Cell at, Cell by) {
    if (at <= 0) return {};
    const auto object = static_cast<std::size_t>(object_of(at));
    const Cell offset = offset_of(at) + by;
    const Maybe cell = machine_.state().cell(object, offset);
    now_->seen.note_cell(object, offset, cell);
    unset_ = unset_ || cell.value_or(0) == 0;
    return cell;
}

Maybe AllProspects::element(Cell base, Cell index, Cell width) const {
    const Cell offset = wrap_add(offset_of(base), wrap_mul(index, width));
    if (base <= 0 || offset < 0 || offset > offset_of(-1)) return {};
    return address(object_of(base), offset);
}

}  // namespace chancheck
