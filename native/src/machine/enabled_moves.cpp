#include "machine/enabled_moves.hpp"

namespace chancheck {
namespace {

bool comes_before(const Move& a, const Move& b) {
    auto place = [](const Move& m) { return static_cast<std::uint32_t>(m.alternative); };  // the default comes last
    if (a.alternative != b.alternative) return place(a) < place(b);
    if (a.rule != b.rule) return a.rule < b.rule;
    if (a.peer != b.peer) return a.peer < b.peer;
    return a.peer_alternative < b.peer_alternative;
}

}  // namespace

EnabledMoves::EnabledMoves(const World& world, Alarm& alarm, LoadedState& state, Guards& guards, Memo& memo)
    : program_(world.program), stacks_(world.stacks), alarm_(alarm), state_(state), guards_(guards), memo_(memo) {}

void EnabledMoves::show(Entry& entry, std::size_t g, std::size_t h) {
    for (Slot& slot : entry.slots)
        moves_.push_back({static_cast<std::int32_t>(g), slot.alternative, slot.rule,
                          slot.meets ? static_cast<std::int32_t>(h) : -1, slot.peer_alternative, &slot});
}

// Those of g alone, if h is g, or with h.
void EnabledMoves::find_of(std::size_t g, std::size_t h) {
    if (Entry* known = lately_.entry(g, h); known != nullptr) {
        show(*known, g, h);
        return;
    }
    std::uint32_t first = state_.component_of(g);
    if (g == h) {
        Plan& plan = memo_.solo(first);
        lately_.note(g, g, remembered(plan, first, Kind::moves, g, 0, [&] { enumerate_alone(g); }));
    } else {
        Plan& plan = memo_.meeting(first, state_.component_of(h), first);
        lately_.note(g, h, remembered(plan, first, Kind::meetings, g, h, [&] { enumerate_meetings(g, h); }));
    }
}

void EnabledMoves::find() {
    std::size_t present = state_.goroutines();
    lately_.turn_to(state_.parts(), state_.first_goroutine(), memo_.times_forgotten(), stacks_);
    for (std::size_t g = 0; g < present; g++) {
        std::size_t first = moves_.size();
        find_of(g, g);
        std::size_t alone = moves_.size();
        alarm_.spend(lately_.wants(g) != 0 ? present : 1);
        if (lately_.wants(g) != 0) {
            for (std::size_t h = 0; h < present; h++)
                if (h != g && (lately_.offers(h) & lately_.wants(g)) != 0) find_of(g, h);
        }
        if (moves_.size() > alone)
            std::sort(moves_.begin() + static_cast<std::ptrdiff_t>(first), moves_.end(), comes_before);
    }
    if (program_.idles && program_.attempts) drop_defaults();
    if (program_.idles) enumerate_idle();
}

void EnabledMoves::note_able() {
    able_.assign(state_.goroutines(), 0);
    for (const Move& move : moves_) {
        able_[static_cast<std::size_t>(move.goroutine)] = 1;
        if (move.peer >= 0) able_[static_cast<std::size_t>(move.peer)] = 1;
    }
}

// The moves of a goroutine that needs no partner.
void EnabledMoves::enumerate_alone(std::size_t g) {
    const Component& me = state_.goroutine(g);
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
        with.look(0, mine, me);
        if (Guards::waits_on_nil(op, with)) continue;
        if (gives_up && guards_.evaluate(op.gives_up, with, state_.unpacked()) == 0) gives_up = false;
        for (std::size_t k = 0; k < op.rules.size(); k++)
            if (guards_.lets_go(op.rules[k], with, state_.unpacked()))
                moves_.push_back({number, static_cast<std::int32_t>(a), static_cast<std::int32_t>(k)});
    }
    if (gives_up) moves_.push_back({number, BY_DEFAULT});
}

void EnabledMoves::enumerate_meetings(std::size_t g, std::size_t h) {
    const Component &me = state_.goroutine(g), &other = state_.goroutine(h);
    const Site& site = program_.sites[static_cast<std::size_t>(me.site)];
    const Site& there = program_.sites[static_cast<std::size_t>(other.site)];
    if (site.fallback >= 0 && there.fallback >= 0) return;
    Operands with;
    for (std::size_t a = 0; a < site.alternatives.size(); a++) {
        const Alternative& mine = site.alternatives[a];
        const Operation& op = program_.operations[static_cast<std::size_t>(mine.operation)];
        with.look(0, mine, me);
        Cell meeting = op.operands > 0 ? *with.cells[0][0] : 0;
        if (meeting == 0) continue;
        for (std::size_t k = 0; k < op.rules.size(); k++) {
            const Rule& rule = op.rules[k];
            if (rule.peer < 0) continue;
            for (std::size_t b = 0; b < there.alternatives.size(); b++) {
                const Alternative& theirs = there.alternatives[b];
                if (theirs.operation != rule.peer) continue;
                with.look(1, theirs, other);
                if (*with.cells[1][0] != meeting || guards_.evaluate(rule.guard, with, state_.unpacked()) == 0)
                    continue;
                moves_.push_back({static_cast<std::int32_t>(g), static_cast<std::int32_t>(a),
                                  static_cast<std::int32_t>(k), static_cast<std::int32_t>(h),
                                  static_cast<std::int32_t>(b)});
            }
        }
    }
}

}  // namespace chancheck
