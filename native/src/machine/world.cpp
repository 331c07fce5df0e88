// What is known of a goroutine by its words.
#include "machine/world.hpp"

#include "machine/workspace.hpp"

namespace chancheck {
namespace {

// A meeting as one bit of a set.
std::uint64_t meeting_bit(std::int32_t operation, Cell with) {
    return std::uint64_t{1} << (mix(static_cast<std::uint64_t>(with) * 31 + static_cast<std::uint64_t>(operation)) &
                                63);
}

}  // namespace

std::uint32_t World::describe(Component& c) const {
    auto sort = static_cast<std::uint32_t>(c.words[0] & (ROOT_FLAG | HELPER_FLAG));
    const Cell* at = c.words + GOROUTINE_HEAD;
    auto phase = static_cast<Phase>(c.words[0] >> PHASE_SHIFT);
    c.site = phase == Phase::ending ? -2 : phase == Phase::crashing ? -3 : -1;
    for (Cell i = 0; i < c.words[2]; i++) {
        const Function& f = program.functions[static_cast<std::size_t>(at[0])];
        const Instr* rest =
            static_cast<std::size_t>(at[1]) < f.code.size() ? &f.code[static_cast<std::size_t>(at[1])] : nullptr;
        if (i + 1 == c.words[2]) c.frame = static_cast<std::uint32_t>(at - c.words);
        at += FRAME_HEAD + at[3];
        if (i + 1 == c.words[2]) {
            c.registers = static_cast<std::uint32_t>(at - c.words);
            if (rest != nullptr && rest->op == Op::op_operate) c.site = rest->a;
        }
        at += f.kinds.size();
    }
    if (c.site < 0) return sort;
    for (const Alternative& one : program.sites[static_cast<std::size_t>(c.site)].alternatives) {
        if (one.operands.empty() || one.operands[0].width == 0) continue;
        Cell with = c.words[c.registers + static_cast<std::uint32_t>(one.operands[0].start)];
        if (with == 0) continue;
        const Operation& operation = program.operations[static_cast<std::size_t>(one.operation)];
        if (operation.met) c.offers |= meeting_bit(one.operation, with);
        for (const Rule& rule : operation.rules)
            if (rule.peer >= 0) c.wants |= meeting_bit(rule.peer, with);
    }
    return sort;
}

}  // namespace chancheck
