// Guards, effects, and which moves a state has.
#include <algorithm>

#include "machine/arithmetic.hpp"
#include "machine/machine.hpp"

namespace chancheck {

Cell combined(Binary op, Cell a, Cell b) {
    auto u = static_cast<std::uint64_t>(a), v = static_cast<std::uint64_t>(b);
    switch (op) {
    case Binary::add: return static_cast<Cell>(u + v);
    case Binary::sub: return static_cast<Cell>(u - v);
    case Binary::mul: return static_cast<Cell>(u * v);
    case Binary::band: return a & b;
    case Binary::bor: return a | b;
    case Binary::bxor: return a ^ b;
    case Binary::bandnot: return a & ~b;
    case Binary::div: return b == 0 ? 0 : b == -1 ? static_cast<Cell>(0 - u) : a / b;
    case Binary::eq: return a == b;
    case Binary::ne: return a != b;
    case Binary::lt: return a < b;
    case Binary::le: return a <= b;
    }
    throw BadProgram("no such operator in a rule");
}

Cell Machine::evaluate(const Expression& code, const Operands& with, Working& in) const {
    Cell stack[64];
    std::size_t top = 0;
    for (std::size_t at = 0; at < code.size();) {
        if (top >= 60) throw BadProgram("an expression is too deep");
        switch (static_cast<Word>(code[at])) {
        case Word::constant:
            stack[top++] = code[at + 1];
            at += 2;
            break;
        case Word::argument:
            stack[top++] = *with.cells[code[at + 2]][code[at + 1]];
            at += 3;
            break;
        case Word::slot:
            stack[top - 1] = *in.read(stack[top - 1] + code[at + 1], 1);
            at += 2;
            break;
        case Word::count:
            stack[top - 1] = in.object(stack[top - 1]).count;
            at++;
            break;
        case Word::goroutines: {
            in.used_more = true;
            Cell n = 0;
            for (const Goroutine& g : in.goroutines) {
                bool helper = g.stack != nullptr ? g.stack->helper : (g.words[0] & HELPER_FLAG) != 0;
                bool gone = g.stack != nullptr && g.stack->phase == Phase::gone;
                n += !helper && !gone;
            }
            stack[top++] = n;
            at++;
            break;
        }
        case Word::binary:
            stack[top - 2] = combined(static_cast<Binary>(code[at + 1]), stack[top - 2], stack[top - 1]);
            top--;
            at += 2;
            break;
        case Word::wrap:
            stack[top - 3] = reduced(stack[top - 3], stack[top - 2], stack[top - 1] != 0);
            top -= 2;
            at++;
            break;
        case Word::skip_false:
        case Word::skip_true: {
            bool wanted = static_cast<Word>(code[at]) == Word::skip_true;
            if ((stack[top - 1] != 0) == wanted) {
                stack[top - 1] = wanted;
                at += static_cast<std::size_t>(code[at + 1]);
            } else {
                top--;
            }
            at += 2;
            break;
        }
        case Word::truth:
            stack[top - 1] = stack[top - 1] != 0;
            at++;
            break;
        case Word::due:
            in.used_more = true;
            stack[top++] = due_;
            at++;
            break;
        default: throw BadProgram("no such word in an expression");
        }
    }
    return stack[0];
}

void Machine::look(Operands& into, int side, const Alternative& alternative, const Cell* registers) const {
    if (alternative.operands.size() > MOST_OPERANDS) throw BadProgram("an operation has too many operands");
    static const Cell nothing = 0;
    for (std::size_t i = 0; i < alternative.operands.size(); i++) {
        const Span& span = alternative.operands[i];
        into.cells[side][i] = span.width > 0 ? registers + span.start : &nothing;
        into.widths[side][i] = span.width;
    }
}

// As `look`, but what the effects write does not change it.
void Machine::snapshot(Operands& into, int side, const Alternative& alternative, std::size_t g) {
    const Stack& s = work_.stack(g);
    look(into, side, alternative, s.registers.data() + s.frames[s.depth - 1].base);
    for (std::size_t i = 0; i < alternative.operands.size(); i++) {
        auto n = static_cast<std::size_t>(into.widths[side][i]);
        Cell* copy = work_.arena.take(std::max<std::size_t>(n, 1));
        std::copy_n(into.cells[side][i], n, copy);
        into.cells[side][i] = copy;
    }
}

const std::vector<Cell>& Machine::span(const Value& value, const Operands& with) {
    scratch_.clear();
    switch (value.kind) {
    case ValueKind::expr: scratch_.push_back(evaluate(value.base, with, work_)); break;
    case ValueKind::operand: {
        const Cell* cells = with.cells[value.peer][value.index];
        scratch_.assign(cells, cells + with.widths[value.peer][value.index]);
        break;
    }
    case ValueKind::front: {
        Object& o = work_.object(evaluate(value.base, with, work_));
        if (o.count == 0) throw BadProgram("the front of an empty tail");
        const Cell* first = work_.element(o, 0);
        scratch_.assign(first, first + work_.width(o));
        break;
    }
    case ValueKind::zero_elem:
        scratch_.assign(work_.width(work_.object(evaluate(value.base, with, work_))), 0);
        break;
    case ValueKind::cells: {
        Cell width = evaluate(value.width, with, work_);
        const Cell* cells = work_.read(evaluate(value.base, with, work_), width);
        scratch_.assign(cells, cells + width);
        break;
    }
    }
    return scratch_;
}

void Machine::apply(const Effect& e, const Operands& with, const std::size_t* who, const Alternative* const* alternatives) {
    auto base = [&] { return evaluate(e.base, with, work_); };
    auto clock = [&](HappeningKind kind) -> Happening {
        if (!records()) return {kind};
        Holder holder = Holder::clock(base(), evaluate(e.number, with, work_), e.slot);
        return {kind, Access::read, e.constant != 0, 0, 0, 0, holder.address, holder.number};
    };
    switch (e.kind) {
    case EffectKind::set_slot: {
        Cell to = base() + e.offset;
        const auto& cells = span(e.value, with);
        std::copy(cells.begin(), cells.end(), work_.write(to, static_cast<Cell>(cells.size())));
        break;
    }
    case EffectKind::push: {
        Cell to = base();
        span(e.value, with);
        Object& o = work_.own(to);
        scratch_.resize(work_.width(o), 0);
        work_.append(o, scratch_.data());
        break;
    }
    case EffectKind::pop: work_.erase(work_.own(base()), 0); break;
    case EffectKind::mark_all: {
        Cell mark = evaluate(e.number, with, work_);
        Object& o = work_.own(base());
        for (std::uint32_t i = 0; i < o.count; i++) *work_.write(*work_.element(o, i) + e.offset, 1) = mark;
        work_.truncate(o);
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
    case EffectKind::panic: raised_[e.peer] = &e; break;
    case EffectKind::fatal:
        end_run(Ending::fault, "fatal: " + program_.strings[static_cast<std::size_t>(e.constant)]);
    case EffectKind::exit:
        end_run(Ending::exit, std::to_string(evaluate(e.number, with, work_)));
    case EffectKind::output:
        work_.used_more = true;
        work_.output = outputs_.number(outputs_.text(work_.output) + strings_.text(*with.cells[0][e.constant]));
        break;
    case EffectKind::acquire: happen(who[0], clock(HappeningKind::acquire)); break;
    case EffectKind::release: happen(who[0], clock(HappeningKind::release)); break;
    case EffectKind::rotate:
        if (!records()) break;
        happen(who[0], {HappeningKind::rotate, Access::read, false, 0, 0, 0, base(), evaluate(e.number, with, work_)});
        break;
    case EffectKind::meet: happen(who[0], {HappeningKind::meet, Access::read, false, 0, role(who[1])}); break;
    case EffectKind::learn: happen(who[0], {HappeningKind::learn}); break;
    case EffectKind::pass: pass_time(evaluate(e.number, with, work_) - PRESENT); break;
    case EffectKind::access:
        note_access(who[0], base() + e.offset, 1, static_cast<Access>(e.constant), own_place(work_.stack(who[0])));
        break;
    }
}

void Machine::perform(const Rule& rule, const Alternative& mine, std::size_t mover, const Alternative* theirs,
                      std::size_t peer) {
    Operands with;
    snapshot(with, 0, mine, mover);
    if (theirs != nullptr) snapshot(with, 1, *theirs, peer);
    const std::size_t who[2] = {mover, peer};
    const Alternative* const alternatives[2] = {&mine, theirs};
    raised_[0] = raised_[1] = nullptr;
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
bool Machine::try_eager(std::size_t g, const Site& site) {
    if (site.alternatives.size() != 1) return false;
    const Alternative& alternative = site.alternatives[0];
    const Operation& op = program_.operations[static_cast<std::size_t>(alternative.operation)];
    if (!op.eager) return false;
    const Stack& s = work_.stack(g);
    Operands with;
    look(with, 0, alternative, s.registers.data() + s.frames[s.depth - 1].base);
    for (const Rule& rule : op.rules) {
        if (evaluate(rule.guard, with, work_) == 0) continue;
        perform(rule, alternative, g, nullptr, 0);
        return true;
    }
    return false;
}

// The moves of a goroutine that needs no partner.
void Machine::enumerate_alone(std::size_t g) {
    const Component& me = goroutine(g);
    auto number = static_cast<std::int32_t>(g);
    if (me.site < 0) {
        moves_.push_back({number, me.site - 1});
        return;
    }
    const Site& site = program_.sites[static_cast<std::size_t>(me.site)];
    bool gives_up = site.fallback >= 0;
    Operands with;
    for (std::size_t a = 0; a < site.alternatives.size(); a++) {
        const Alternative& mine = site.alternatives[a];
        const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
        look(with, 0, mine, me.words + me.registers);
        if (waits_on_nil(op, with)) continue;
        if (gives_up && evaluate(op.gives_up, with, base()) == 0) gives_up = false;
        for (std::size_t k = 0; k < op.rules.size(); k++)
            if (lets_go(op.rules[k], with, base()))
                moves_.push_back({number, static_cast<std::int32_t>(a), static_cast<std::int32_t>(k)});
    }
    if (gives_up) moves_.push_back({number, BY_DEFAULT});
}

void Machine::enumerate_meetings(std::size_t g, std::size_t h) {
    const Component &me = goroutine(g), &other = goroutine(h);
    const Site& site = program_.sites[static_cast<std::size_t>(me.site)];
    const Site& there = program_.sites[static_cast<std::size_t>(other.site)];
    if (site.fallback >= 0 && there.fallback >= 0) return;
    Operands with;
    for (std::size_t a = 0; a < site.alternatives.size(); a++) {
        const Alternative& mine = site.alternatives[a];
        const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
        look(with, 0, mine, me.words + me.registers);
        Cell meeting = op.operands > 0 ? *with.cells[0][0] : 0;
        if (meeting == 0) continue;
        for (std::size_t k = 0; k < op.rules.size(); k++) {
            const Rule& rule = op.rules[k];
            if (rule.peer < 0) continue;
            for (std::size_t b = 0; b < there.alternatives.size(); b++) {
                const Alternative& theirs = there.alternatives[b];
                if (theirs.operation != rule.peer) continue;
                look(with, 1, theirs, other.words + other.registers);
                if (*with.cells[1][0] != meeting || evaluate(rule.guard, with, base()) == 0) continue;
                moves_.push_back({static_cast<std::int32_t>(g), static_cast<std::int32_t>(a), static_cast<std::int32_t>(k),
                                  static_cast<std::int32_t>(h), static_cast<std::int32_t>(b)});
            }
        }
    }
}

}  // namespace chancheck
