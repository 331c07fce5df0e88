// The effects of rules on the workspace.
#include <algorithm>

#include "machine/interpreter.hpp"

namespace chancheck {

Interpreter::Interpreter(World& world, const Settings& settings, Alarm& alarm, const LoadedState& state,
                         Workspace& work, const Guards& guards, RaceTracker& races, Choices& choices)
    : program_(world.program),
      settings_(settings),
      strings_(world.strings),
      outputs_(world.outputs),
      alarm_(alarm),
      state_(state),
      work_(work),
      guards_(guards),
      races_(races),
      choices_(choices) {}

void Interpreter::begin_step() {
    budget_ = LOCAL_STEPS + 1;
    ending_ = Ending::none;
}

void Interpreter::end_run(Ending how, std::string what) {
    ending_ = how;
    text = std::move(what);
    throw Interrupt{};
}

// As `look`, but what the effects write does not change it.
void Interpreter::snapshot(Operands& into, int side, const Alternative& alternative, std::size_t g) {
    const Stack& s = work_.stack(g);
    into.look(side, alternative, s.registers.data() + s.frames[s.depth - 1].base);
    for (std::size_t i = 0; i < alternative.operands.size(); i++) {
        auto n = static_cast<std::size_t>(into.widths[side][i]);
        Cell* copy = work_.arena.take(std::max<std::size_t>(n, 1));
        std::copy_n(into.cells[side][i], n, copy);
        into.cells[side][i] = copy;
    }
}

const std::vector<Cell>& Interpreter::span(const Value& value, const Operands& with) {
    scratch_.clear();
    switch (value.kind) {
    case ValueKind::expr: scratch_.push_back(guards_.evaluate(value.base, with, work_)); break;
    case ValueKind::operand: {
        const Cell* cells = with.cells[value.peer][value.index];
        scratch_.assign(cells, cells + with.widths[value.peer][value.index]);
        break;
    }
    case ValueKind::front: {
        Object& o = work_.object(guards_.evaluate(value.base, with, work_));
        if (o.count == 0) throw BadProgram("the front of an empty tail");
        const Cell* first = work_.element(o, 0);
        scratch_.assign(first, first + work_.width(o));
        break;
    }
    case ValueKind::zero_elem:
        scratch_.assign(work_.width(work_.object(guards_.evaluate(value.base, with, work_))), 0);
        break;
    case ValueKind::cells: {
        Cell width = guards_.evaluate(value.width, with, work_);
        const Cell* cells = work_.read(guards_.evaluate(value.base, with, work_), width);
        scratch_.assign(cells, cells + width);
        break;
    }
    }
    return scratch_;
}

Happening Interpreter::clock(HappeningKind kind, const Effect& e, const Operands& with) {
    if (!races_.records()) return {kind};
    Holder holder =
        Holder::clock(guards_.evaluate(e.base, with, work_), guards_.evaluate(e.number, with, work_), e.slot);
    return {kind, Access::read, e.constant != 0, 0, 0, 0, holder.address, holder.number};
}

// Writes a mark to a cell of each object in a list, and empties the list.
void Interpreter::mark_all(Cell list, Cell offset, Cell mark) {
    Object& o = work_.own(list);
    for (std::uint32_t i = 0; i < o.count; i++) *work_.write(*work_.element(o, i) + offset, 1) = mark;
    work_.truncate(o);
}

void Interpreter::apply(const Effect& e, const Operands& with, const std::size_t* who,
                        const Alternative* const* alternatives) {
    auto base = [&] { return guards_.evaluate(e.base, with, work_); };
    switch (e.kind) {
    case EffectKind::set_slot: {
        Cell to = base() + e.offset;
        races_.note_slot(to);
        const auto& cells = span(e.value, with);
        std::copy(cells.begin(), cells.end(), work_.write(to, static_cast<Cell>(cells.size())));
        break;
    }
    case EffectKind::push: {
        Cell to = base();
        span(e.value, with);
        Object& o = work_.own(to);
        scratch_.resize(work_.width(o), 0);
        races_.note_element(o.shape, scratch_);
        work_.append(o, scratch_.data());
        break;
    }
    case EffectKind::pop: work_.erase(work_.own(base()), 0); break;
    case EffectKind::mark_all: {
        Cell mark = guards_.evaluate(e.number, with, work_);
        mark_all(base(), e.offset, mark);
        break;
    }
    case EffectKind::alloc: {
        Cell to = base() + e.offset;
        Cell fresh = work_.allocate(static_cast<std::int32_t>(e.constant), 0);
        *work_.write(to, 1) = fresh;
        break;
    }
    case EffectKind::result: {
        std::int32_t to = alternatives[e.peer]->results.at(static_cast<std::size_t>(e.constant));
        if (to < 0) break;
        const auto& cells = span(e.value, with);
        Stack& s = work_.stack(who[e.peer]);
        std::copy(cells.begin(), cells.end(), s.registers.begin() + s.top().base + to);
        break;
    }
    case EffectKind::panic:
        raised_[e.peer] = &e;
        races_.note_dependence();
        break;
    case EffectKind::fatal: end_run(Ending::fault, "fatal: " + program_.strings[static_cast<std::size_t>(e.constant)]);
    case EffectKind::exit: end_run(Ending::exit, std::to_string(guards_.evaluate(e.number, with, work_)));
    case EffectKind::output:
        work_.used_more = true;
        work_.output = outputs_.number(outputs_.text(work_.output) + strings_.text(*with.cells[0][e.constant]));
        break;
    case EffectKind::acquire: races_.happen(who[0], clock(HappeningKind::acquire, e, with)); break;
    case EffectKind::release: races_.happen(who[0], clock(HappeningKind::release, e, with)); break;
    case EffectKind::rotate:
        if (!races_.records()) break;
        races_.happen(who[0], {HappeningKind::rotate, Access::read, false, 0, 0, 0, base(),
                               guards_.evaluate(e.number, with, work_)});
        break;
    case EffectKind::meet:
        races_.happen(who[0], {HappeningKind::meet, Access::read, false, 0, races_.role(who[1])});
        break;
    case EffectKind::learn: races_.happen(who[0], {HappeningKind::learn}); break;
    case EffectKind::pass: pass_time(guards_.evaluate(e.number, with, work_) - PRESENT, base()); break;
    case EffectKind::access:
        races_.note_access(who[0], base() + e.offset, 1, static_cast<Access>(e.constant),
                           own_place(work_.stack(who[0])), true);
        break;
    }
}

void Interpreter::perform(const Rule& rule, const Alternative& mine, std::size_t mover, const Alternative* theirs,
                          std::size_t peer) {
    Operands with;
    snapshot(with, 0, mine, mover);
    if (theirs != nullptr) snapshot(with, 1, *theirs, peer);
    const std::size_t who[2] = {mover, peer};
    const Alternative* const alternatives[2] = {&mine, theirs};
    raised_[0] = raised_[1] = nullptr;
    races_.note_operation(mine.operation, rule, mover, with);
    if (rule.holds != 0) races_.note_hold(mover, *with.cells[0][0], rule.holds);
    for (const Effect& effect : rule.effects) apply(effect, with, who, alternatives);
    const Effect* raised[2] = {raised_[0], raised_[1]};
    int sides = theirs != nullptr ? 2 : 1;
    for (int side = 0; side < sides; side++)
        if (raised[side] == nullptr) work_.stack(who[side]).top().pc = alternatives[side]->next;
    for (int side = 0; side < sides; side++) {
        if (raised[side] == nullptr) continue;
        const std::string& text = program_.strings[static_cast<std::size_t>(raised[side]->constant)];
        raise(who[side], raised[side]->slot ? program_.text_type : program_.error_type, strings_.number(text));
    }
}

// At an eager operation: performs the rule that is enabled. False if it is not of that kind.
bool Interpreter::try_eager(std::size_t g, const Site& site) {
    if (site.alternatives.size() != 1) return false;
    const Alternative& alternative = site.alternatives[0];
    const Operation& op = program_.operations[static_cast<std::size_t>(alternative.operation)];
    if (!op.eager) return false;
    const bool gives_back = std::any_of(op.rules.begin(), op.rules.end(), [](const Rule& r) { return r.holds < 0; });
    const Stack& s = work_.stack(g);
    Operands with;
    with.look(0, alternative, s.registers.data() + s.frames[s.depth - 1].base);
    for (const Rule& rule : op.rules) {
        if (guards_.evaluate(rule.guard, with, work_) == 0) continue;
        if (gives_back && rule.holds == 0) return false;  // a fault is a step of its own
        if (!gives_back) races_.note_eager(op.operands > 0 ? *with.cells[0][0] : 0, g);
        passed_.resize(program_.sites.size());
        passed_[static_cast<std::size_t>(&site - program_.sites.data())] = true;
        perform(rule, alternative, g, nullptr, 0);
        return true;
    }
    return false;
}

// No goroutine was enabled: each that waits for a partner has parked.
void Interpreter::park_others(std::size_t mover) {
    if (!program_.attempts || !settings_.scheduler.empty()) return;
    work_.used_more = true;
    for (std::size_t g = 0; g < state_.goroutines(); g++)
        if (g != mover && (state_.goroutine(g).offers | state_.goroutine(g).wants) != 0) work_.stack(g).parked = true;
}

// Takes `passed` off every instant, and `lead` more off every reading of the clock.
void Interpreter::pass_time(Cell passed, Cell lead) {
    work_.used_more = true;
    auto gone_by = [&](char kind) { return kind == 'w' ? passed : kind == 'c' ? passed + lead : 0; };
    auto payload = [&](Cell type) { return program_.payloads.at(static_cast<std::size_t>(type)); };
    auto age = [&](const std::string& kinds, Cell* cells) {
        for (std::size_t i = 0; i < kinds.size(); i++)  // 0 is also a payload without use: no type stands before it
            if (cells[i] != 0) cells[i] -= gone_by(kinds[i] == 'p' ? payload(cells[i - 1]) : kinds[i]);
    };
    auto age_calls = [&](std::vector<Cell>& cells) {
        std::size_t width = 0;
        for (std::size_t at = 0; at < cells.size(); at += width) {
            width = program_.call_width(cells[at]);
            if (width == 1) continue;
            age(program_.functions[static_cast<std::size_t>(-1 - cells[at])].kinds.substr(0, width), &cells[at]);
        }
    };
    auto can_hold = [](const std::string& kinds) { return kinds.find_first_of("wcp") != std::string::npos; };
    for (std::size_t n = 1; n < work_.objects.size(); n++) {
        const Shape& shape = work_.shape(work_.objects[n]);
        if (!can_hold(shape.header) && !can_hold(shape.elem)) continue;
        Object& o = work_.own(work_.address_at(n));
        age(shape.header, o.cells);
        for (std::uint32_t i = 0; i < o.count; i++) age(shape.elem, work_.element(o, i));
    }
    for (std::size_t g = 0; g < work_.goroutines.size(); g++) {
        Stack& s = work_.stack(g);
        for (std::size_t f = 0; f < s.depth; f++) {
            age(program_.functions[static_cast<std::size_t>(s.frames[f].function)].kinds,
                s.registers.data() + s.frames[f].base);
            age_calls(s.frames[f].deferred);
        }
        for (Panicking& p : s.panics)
            if (p.payload != 0) p.payload -= gone_by(payload(p.type));
    }
}

}  // namespace chancheck
