#include "reduction/footprints.hpp"

#include <algorithm>

#include "machine/arithmetic.hpp"
#include "program/reader.hpp"

namespace chancheck {

namespace {

Relations read_relations(Reader& in) {
    Relations r;
    r.excluded = in.word() != 0;
    for (Harm* harm : {&r.always, &r.presuming}) {
        harm->disturbing = static_cast<Operations>(in.word());
        harm->enabling = static_cast<Operations>(in.word());
    }
    r.bases.resize(in.length());
    for (Expression& base : r.bases) base = in.expression();
    return r;
}

Footprint read_footprint(Reader& in, Operations performed) {
    Footprint f{};
    f.kind = static_cast<Footprint::Kind>(in.word());
    f.place = in.number();
    f.cell = in.number();
    f.offset = in.word();
    f.among = in.number();
    f.first = static_cast<Operations>(in.word());
    f.later = static_cast<Operations>(in.word());
    f.writes = (f.first | f.later) & ~performed;
    f.first &= performed;
    f.later &= performed;
    f.gates = in.number();
    return f;
}

std::vector<Footprint> read_list(Reader& in, Operations performed) {
    std::vector<Footprint> list(in.length());
    for (Footprint& print : list) print = read_footprint(in, performed);
    return list;
}

Gate read_gate(Reader& in) {
    Gate g{};
    g.kind = static_cast<Footprint::Kind>(in.word());
    g.place = in.number();
    g.cell = in.number();
    g.offset = in.word();
    return g;
}

Node read_node(Reader& in) {
    Node n{};
    n.kind = static_cast<Node::Kind>(in.word());
    n.a = in.number();
    n.b = in.number();
    n.k = in.word();
    return n;
}

}  // namespace

Footprints Footprints::read(const std::vector<Cell>& words, const Program& program) {
    Reader in(words);
    Footprints all;
    all.first_write = 2 * program.operations.size();
    const Operations performed = (Operations{1} << all.first_write) - 1;
    const auto on_panic = static_cast<Operations>(in.word());
    all.on_panic = on_panic & performed;
    all.writes_on_panic = on_panic & ~performed;
    all.sets.resize(in.length());
    for (auto& shapes : all.sets) shapes = in.numbers();
    all.nodes.resize(in.length());
    for (Node& node : all.nodes) node = read_node(in);
    for (const Operation& operation : program.operations) {
        OperationRelations o;
        o.touched = in.numbers();
        for (std::size_t i = 0; i <= operation.rules.size(); i++) o.rules.push_back(read_relations(in));
        all.operations.push_back(std::move(o));
    }
    all.gates.resize(in.length());
    for (auto& gates : all.gates) {
        gates.resize(in.length());
        for (Gate& gate : gates) gate = read_gate(in);
    }
    for (const chancheck::Function& code : program.functions) {
        Function f;
        std::size_t n = in.length();
        if (n > 0) f.at.assign(code.code.size() + 1, -1);
        for (; n > 0; n--) {
            f.at.at(static_cast<std::size_t>(in.number())) = static_cast<std::int32_t>(f.lists.size());
            f.lists.push_back(read_list(in, performed));
        }
        all.functions.push_back(std::move(f));
    }
    all.closes.resize(program.shapes.size());
    for (std::int32_t shape : in.numbers()) all.closes.at(static_cast<std::size_t>(shape)) = 1;
    for (std::size_t n = in.length(); n > 0; n--) {
        const std::int32_t function = in.number();
        all.kept[function] = read_list(in, performed);
    }
    if (!in.done()) throw BadProgram("tables of the reduction are too long");
    return all;
}

void Seen::note(std::size_t object, const LoadedState& state) {
    const std::pair now{static_cast<std::uint32_t>(object), object < state.objects() ? state.parts()[object] : NONE};
    if (std::find(objects_.begin(), objects_.end(), now) == objects_.end()) objects_.push_back(now);
}

void Seen::note_cell(std::size_t object, Cell offset, Maybe value) {
    const Read now{object, offset, value};
    if (std::find(cells_.begin(), cells_.end(), now) == cells_.end()) cells_.push_back(now);
}

bool Seen::holds(const LoadedState& state) const {
    const auto same = [&](const Read& read) { return state.cell(read.object, read.offset) == read.value; };
    return std::all_of(cells_.begin(), cells_.end(), same) &&
           std::all_of(objects_.begin(), objects_.end(), [&](const auto& known) {
               return known.second == (known.first < state.objects() ? state.parts()[known.first] : NONE);
           });
}

void Glimpse::forget() {
    for (auto& side : operand)
        for (Maybe& cell : side) cell.reset();
}

void Glimpse::look(int side, const Alternative& alternative, const Cell* registers) {
    for (std::size_t i = 0; i < alternative.operands.size() && i < MOST_OPERANDS; i++)
        operand[side][i] = alternative.operands[i].width > 0 ? registers[alternative.operands[i].start] : 0;
}

Maybe Glimpse::slot(Maybe at, Cell offset) const {
    if (!at || *at <= 0) return {};
    auto n = static_cast<std::size_t>(object_of(*at));
    Cell cell = offset_of(*at) + offset;
    if (seen != nullptr) seen->note(n, machine_.state());
    if (n == 0 || n >= machine_.state().objects() || cell < 0) return {};
    return machine_.state().cell(n, cell);
}

Maybe Glimpse::count(Maybe at) const {
    if (!at || *at <= 0) return {};
    auto n = static_cast<std::size_t>(object_of(*at));
    if (seen != nullptr) seen->note(n, machine_.state());
    if (n == 0 || n >= machine_.state().objects()) return {};
    return machine_.state().object(n).words[1];
}

Maybe Glimpse::evaluate(const Expression& code, std::size_t from, std::size_t to) const {
    constexpr std::size_t DEEPEST = 16;  // what an `and` or `or` skips has a stack of its own
    Maybe stack[DEEPEST];
    std::size_t top = 0;
    auto push = [&](Maybe cell) {
        if (top == DEEPEST) throw BadProgram("an expression is too deep");
        stack[top++] = cell;
    };
    auto pop = [&] { return stack[--top]; };
    for (std::size_t at = from; at < to;) {
        switch (static_cast<Word>(code[at])) {
        case Word::constant:
            push(code[at + 1]);
            at += 2;
            break;
        case Word::argument:
            push(operand[code[at + 2]][code[at + 1]]);
            at += 3;
            break;
        case Word::slot:
            push(slot(pop(), code[at + 1]));
            at += 2;
            break;
        case Word::count:
            push(count(pop()));
            at++;
            break;
        case Word::goroutines:
        case Word::due:
            push({});
            at++;
            break;
        case Word::binary: {
            Maybe b = pop(), a = pop();
            push(a && b ? Maybe(combined(static_cast<Binary>(code[at + 1]), *a, *b)) : Maybe());
            at += 2;
            break;
        }
        case Word::wrap: {
            Maybe is_signed = pop(), bits = pop(), a = pop();
            bool all = a && bits && is_signed;
            push(all ? Maybe(reduced(*a, *bits, *is_signed != 0)) : Maybe());
            at++;
            break;
        }
        case Word::skip_false:
        case Word::skip_true: {
            Cell decides = static_cast<Word>(code[at]) == Word::skip_true;
            Maybe a = pop();
            std::size_t rest = at + 2, end = rest + static_cast<std::size_t>(code[at + 1]);
            Maybe b = a && (*a != 0) == (decides != 0) ? Maybe(decides) : evaluate(code, rest, end);
            bool decided = b && (*b != 0) == (decides != 0);
            push(decided ? Maybe(decides) : a ? b : Maybe());
            at = end;
            break;
        }
        case Word::truth:
            if (stack[top - 1]) stack[top - 1] = *stack[top - 1] != 0;
            at++;
            break;
        default: throw BadProgram("no such word in an expression");
        }
    }
    return pop();
}

}  // namespace chancheck
