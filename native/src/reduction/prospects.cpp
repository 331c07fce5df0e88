#include "reduction/prospects.hpp"

#include <algorithm>

#include "machine/arithmetic.hpp"

namespace chancheck {

void AllProspects::begin() {
    if (all_.size() >= MOST || places_ >= MOST_PLACES) {
        all_.clear();
        places_ = 0;
        by_goroutine_.assign(by_goroutine_.size(), nullptr);
        by_closure_.assign(by_closure_.size(), nullptr);
    }
    closures_.clear();
    for (std::size_t object = 2; !known_.kept.empty() && object < machine_.state().objects(); object++)
        if (list_of_closure(object) != nullptr) closures_.push_back(object);
    gather_writes();
}

// The cached ones of a component, or what `find` finds.
template <class F>
const Prospects& AllProspects::of_component(std::vector<Prospects*>& by_component, Id component, F find) {
    if (component >= by_component.size()) by_component.resize(component + component / 2 + 64, nullptr);
    Prospects*& known = by_component[component];
    if (known != nullptr && holds(*known)) return *known;
    if (known == nullptr) known = &all_.emplace_back();
    now_ = known;
    places_ -= now_->at.size();
    *now_ = {};
    find();
    places_ += now_->at.size();
    return *now_;
}

const Prospects& AllProspects::of(std::size_t g) {
    return of_component(by_goroutine_, machine_.state().component_of(g), [&] { find(g); });
}

void AllProspects::add_call(std::int32_t function) {
    auto place = std::lower_bound(now_->calls.begin(), now_->calls.end(), function);
    if (place == now_->calls.end() || *place != function) now_->calls.insert(place, function);
}

// Null where no such closure is called from memory.
const std::vector<Footprint>* AllProspects::list_of_closure(std::size_t object) const {
    if (known_.closes[static_cast<std::size_t>(machine_.state().object(object).words[0])] == 0) return nullptr;
    const auto list = known_.kept.find(static_cast<std::int32_t>(machine_.state().cell(object, 0).value_or(-1)));
    return list == known_.kept.end() ? nullptr : &list->second;
}

const Prospects& AllProspects::of_closure(std::size_t object) {
    return of_component(by_closure_, machine_.state().parts()[object], [&] { find_of_closure(object); });
}

void AllProspects::find_of_closure(std::size_t object) {
    closure_now_ = object;
    const Cell closure = address(static_cast<Cell>(object));
    find_all(*list_of_closure(object), &closure);
    closure_now_ = 0;
}

void AllProspects::find(std::size_t g) {
    if (writing_ != nullptr) writing_->anywhere |= known_.writes_on_panic;
    else now_->anything = known_.on_panic;
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
        (writing_ != nullptr ? writing_->anywhere : now_->anything) = ~Operations{0};
        return;
    }
    find_all(f.lists[static_cast<std::size_t>(list)], registers);
}

void AllProspects::find_all(const std::vector<Footprint>& list, const Cell* registers) {
    for (const Footprint& print : list) {
        if (writing_ != nullptr) {
            if (print.writes != 0) add_write(print, base(print, registers));
        } else if (print.kind == Footprint::kept) {
            add_call(print.place);
        } else if ((print.first | print.later) != 0) {
            const Gates gates = gates_of(print, registers);
            if (const Maybe at = base(print, registers)) add(*at, print, gates);
            else add_anything(print, gates);
        }
    }
}

// The address from which a footprint is found; 0 where nothing is done, none where it is not known.
Maybe AllProspects::base(const Footprint& print, const Cell* registers) {
    switch (print.kind) {
    case Footprint::from_register: return registers[print.place];
    case Footprint::fixed: return address(print.place);
    case Footprint::captured: return captured(registers[print.place], print.cell);
    case Footprint::kept: return 0;
    case Footprint::anything: return {};
    default: break;
    }
    unset_ = false;
    const Cell at = value(print.place, registers).value_or(0);
    if (unset_ || (print.kind == Footprint::behind && at != 0)) return {};
    return at;
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

void AllProspects::add(Cell at, const Footprint& print, const Gates& gates) {
    if (at <= 0) return;
    const Cell object = object_of(at);
    const Cell where = print.offset == SOMEWHERE ? SOMEWHERE : offset_of(at) + print.offset;
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
    if (object != closure_now_) seen().note(object, machine_.state());
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
    if (node.kind == Node::loaded) return loaded(*a, node);
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

// A final cell keeps its value once it is not 0, a frozen one in any case.
Maybe AllProspects::loaded(Cell at, const Node& node) {
    if (at <= 0) return {};
    const auto object = static_cast<std::size_t>(object_of(at));
    const Cell offset = offset_of(at) + node.k;
    const Maybe cell = machine_.state().cell(object, offset);
    seen().note_cell(object, offset, cell);
    const bool final = (node.b & 1) != 0 && cell.value_or(0) != 0;
    if (!final && !stays(static_cast<Cell>(object), offset, node.b >> 1)) unset_ = true;
    return cell;
}

Maybe AllProspects::element(Cell base, Cell index, Cell width) const {
    const Cell offset = wrap_add(offset_of(base), wrap_mul(index, width));
    if (base <= 0 || offset < 0 || offset > offset_of(-1)) return {};
    return address(object_of(base), offset);
}

}  // namespace chancheck
