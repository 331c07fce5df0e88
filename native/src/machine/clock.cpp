// Instants: the steps that time enables when no goroutine is enabled.
#include <algorithm>

#include "machine/enabled_moves.hpp"

namespace chancheck {

std::int32_t EnabledMoves::operation_of(const Move& move) const {
    if (move.alternative < 0) return -1;
    if (move.slot != nullptr) return move.slot->operation;
    const Component& mover = state_.goroutine(static_cast<std::size_t>(move.goroutine));
    return program_.sites[static_cast<std::size_t>(mover.site)]
        .alternatives[static_cast<std::size_t>(move.alternative)]
        .operation;
}

Pace EnabledMoves::pace_of(const Move& move) const {
    if (move.slot != nullptr) return move.slot->pace;
    std::int32_t operation = operation_of(move);
    if (operation < 0) return Pace::urgent;
    return program_.operations[static_cast<std::size_t>(operation)].rules[static_cast<std::size_t>(move.rule)].pace;
}

// The earliest instant that an alternative names; 0 if none does.
Cell EnabledMoves::next_due() {
    Cell earliest = 0;
    Operands with;
    for (std::size_t g = 0; g < state_.goroutines(); g++) {
        const Component& me = state_.goroutine(g);
        if (me.site < 0) continue;
        for (const Alternative& mine : program_.sites[static_cast<std::size_t>(me.site)].alternatives) {
            const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
            if (op.due.empty()) continue;
            with.look(0, mine, me);
            if (Guards::waits_on_nil(op, with)) continue;
            Cell instant = guards_.evaluate(op.due, with, state_.unpacked());
            if (instant != 0 && (earliest == 0 || instant < earliest)) earliest = instant;
        }
    }
    return earliest;
}

// Moves by idle rules, if no other move is one that they wait for.
void EnabledMoves::enumerate_idle() {
    for (const Move& move : moves_)
        if (pace_of(move) == Pace::urgent) return;
    guards_.due = next_due();
    Operands with;
    for (std::size_t g = 0; g < state_.goroutines(); g++) {
        const Component& me = state_.goroutine(g);
        if (me.site < 0) continue;
        const Site& site = program_.sites[static_cast<std::size_t>(me.site)];
        for (std::size_t a = 0; a < site.alternatives.size(); a++) {
            const Alternative& mine = site.alternatives[a];
            const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
            with.look(0, mine, me);
            for (std::size_t k = 0; k < op.rules.size(); k++)
                if (op.rules[k].pace == Pace::idle && guards_.evaluate(op.rules[k].guard, with, state_.unpacked()) != 0)
                    moves_.push_back(
                        {static_cast<std::int32_t>(g), static_cast<std::int32_t>(a), static_cast<std::int32_t>(k)});
        }
    }
}

// A default is not taken where a partner has parked.
void EnabledMoves::drop_defaults() {
    auto parked = [&](std::int32_t g) {
        return (state_.goroutine(static_cast<std::size_t>(g)).words[0] & PARKED_FLAG) != 0;
    };
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

}  // namespace chancheck
