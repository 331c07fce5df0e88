#include "machine/guards.hpp"

#include "machine/arithmetic.hpp"

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

Cell Guards::evaluate(const Expression& code, const Operands& with, Workspace& in) const {
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
            stack[top - 1] = in.count(stack[top - 1]);
            at++;
            break;
        case Word::goroutines:
            stack[top++] = in.count_goroutines();
            at++;
            break;
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
            stack[top++] = due;
            at++;
            break;
        default: throw BadProgram("no such word in an expression");
        }
    }
    return stack[0];
}

void Operands::look(int side, const Alternative& alternative, const Cell* registers) {
    if (alternative.operands.size() > MOST_OPERANDS) throw BadProgram("an operation has too many operands");
    static const Cell nothing = 0;
    for (std::size_t i = 0; i < alternative.operands.size(); i++) {
        const Span& span = alternative.operands[i];
        cells[side][i] = span.width > 0 ? registers + span.start : &nothing;
        widths[side][i] = span.width;
    }
}

}  // namespace chancheck
