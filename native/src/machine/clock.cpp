// Instants: what happens when nobody can go on, and what passing time does to a state.
#include <algorithm>

#include "machine/machine.hpp"

namespace chancheck {

Pace Machine::pace_of(const Move& move) const {
    if (move.slot != nullptr) return move.slot->pace;
    std::int32_t operation = operation_of(move);
    if (operation < 0) return Pace::urgent;
    return program_.operations[static_cast<std::size_t>(operation)].rules[static_cast<std::size_t>(move.rule)].pace;
}

// The earliest instant that an alternative names; 0 if none does.
Cell Machine::next_due() {
    Cell earliest = 0;
    Operands with;
    for (std::size_t g = 0; g < goroutines(); g++) {
        const Component& me = goroutine(g);
        if (me.site < 0) continue;
        for (const Alternative& mine : program_.sites[static_cast<std::size_t>(me.site)].alternatives) {
            const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
            if (op.due.empty()) continue;
            look(with, 0, mine, me.words + me.registers);
            if (op.nil_waits && op.operands > 0 && *with.cells[0][0] == 0) continue;
            Cell instant = evaluate(op.due, with, base());
            if (instant != 0 && (earliest == 0 || instant < earliest)) earliest = instant;
        }
    }
    return earliest;
}

// Moves by idle rules, if no other move is one that they wait for.
void Machine::enumerate_idle() {
    for (const Move& move : moves_)
        if (pace_of(move) == Pace::urgent) return;
    due_ = next_due();
    Operands with;
    for (std::size_t g = 0; g < goroutines(); g++) {
        const Component& me = goroutine(g);
        if (me.site < 0) continue;
        const Site& site = program_.sites[static_cast<std::size_t>(me.site)];
        for (std::size_t a = 0; a < site.alternatives.size(); a++) {
            const Alternative& mine = site.alternatives[a];
            const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
            look(with, 0, mine, me.words + me.registers);
            for (std::size_t k = 0; k < op.rules.size(); k++)
                if (op.rules[k].pace == Pace::idle && evaluate(op.rules[k].guard, with, base()) != 0)
                    moves_.push_back({static_cast<std::int32_t>(g), static_cast<std::int32_t>(a), static_cast<std::int32_t>(k)});
        }
    }
}

// Nobody could go on: whoever waits for a partner has parked.
void Machine::park_others(std::size_t mover) {
    if (!program_.attempts || scheduler_) return;
    work_.used_more = true;
    for (std::size_t g = 0; g < goroutines(); g++)
        if (g != mover && (goroutine(g).offers | goroutine(g).wants) != 0) work_.stack(g).parked = true;
}

// A default is not taken where a partner has parked.
void Machine::drop_defaults() {
    auto parked = [&](std::int32_t g) { return (goroutine(static_cast<std::size_t>(g)).words[0] & PARKED_FLAG) != 0; };
    std::vector<std::int32_t> sure;
    for (const Move& m : moves_) {
        if (m.peer < 0) continue;
        if (parked(m.peer)) sure.push_back(m.goroutine);
        if (parked(m.goroutine)) sure.push_back(m.peer);
    }
    if (sure.empty()) return;
    std::erase_if(moves_, [&](const Move& m) {
        return m.alternative == BY_DEFAULT && std::find(sure.begin(), sure.end(), m.goroutine) != sure.end();
    });
}

// Takes `passed` off every instant.
void Machine::pass_time(Cell passed) {
    work_.used_more = true;
    auto age = [&](const std::string& kinds, Cell* cells) {
        for (std::size_t i = 0; i < kinds.size(); i++) {
            if (cells[i] == 0) continue;  // also a payload that nobody needs: no type stands before it
            char kind = kinds[i] == 'p' ? program_.payloads.at(static_cast<std::size_t>(cells[i - 1])) : kinds[i];
            if (kind == 'w') cells[i] -= passed;
        }
    };
    auto can_hold = [](const std::string& kinds) { return kinds.find_first_of("wp") != std::string::npos; };
    for (std::size_t n = 1; n < work_.objects.size(); n++) {
        const Shape& shape = work_.shape(work_.objects[n]);
        if (!can_hold(shape.header) && !can_hold(shape.elem)) continue;
        Object& o = work_.own(work_.address_at(n));
        age(shape.header, o.cells);
        for (std::uint32_t i = 0; i < o.count; i++) age(shape.elem, work_.element(o, i));
    }
    for (std::size_t g = 0; g < work_.goroutines.size(); g++) {
        Stack& s = work_.stack(g);
        for (std::size_t f = 0; f < s.depth; f++)
            age(program_.functions[static_cast<std::size_t>(s.frames[f].function)].kinds,
                s.registers.data() + s.frames[f].base);
        for (Panicking& p : s.panics)
            if (p.payload != 0 && program_.payloads.at(static_cast<std::size_t>(p.type)) == 'w') p.payload -= passed;
    }
}

}  // namespace chancheck
