// Evaluation of guards and of other expressions of rules, on a state and the operands of an operation.
#pragma once

#include "machine/workspace.hpp"
#include "program/program.hpp"

namespace chancheck {

constexpr std::size_t MOST_OPERANDS = 16;

// The operands that a guard or an effect reads: the mover's and its peer's.
struct Operands {
    const Cell* cells[2][MOST_OPERANDS];
    std::int32_t widths[2][MOST_OPERANDS];

    // Points to those of an alternative, in the registers of the goroutine that waits there.
    void look(int side, const Alternative& alternative, const Cell* registers);
    void look(int side, const Alternative& alternative, const Component& goroutine) {
        look(side, alternative, goroutine.words + goroutine.registers);
    }
};

// Applies an operator of a rule.
Cell combined(Binary op, Cell a, Cell b);

class Guards {
public:
    Cell due = 0;  // the next instant at which something is due, where idle rules are enabled

    Cell evaluate(const Expression& code, const Operands& with, Workspace& in) const;
    static bool waits_on_nil(const Operation& operation, const Operands& with) {
        return operation.nil_waits && operation.operands > 0 && *with.cells[0][0] == 0;
    }
    bool lets_go(const Rule& rule, const Operands& with,
                 Workspace& in) const {  // without a partner, and not only at rest
        return rule.peer < 0 && rule.pace != Pace::idle && evaluate(rule.guard, with, in) != 0;
    }
};

}  // namespace chancheck
