#include "reduction/reduction.hpp"

#include <algorithm>
#include <bit>

namespace chancheck {
namespace {

constexpr std::size_t BUCKETS = 1 << PLACE_BITS, MOST_REMEMBERED = 1 << 16;

}  // namespace

Reduction::Reduction(const std::vector<Cell>& words, const Machine& machine, bool alike)
    : machine_(machine), alike_(alike), prospects_(known_, machine), look_(machine), guess_(machine) {
    if (words.empty()) return;
    known_ = Footprints::read(words, machine.program());
    for (const Site& site : machine.program().sites) {
        bool may = false;
        for (const Alternative& alternative : site.alternatives)
            for (const Relations& rule : known_.operations[static_cast<std::size_t>(alternative.operation)].rules)
                may = may || rule.excluded;
        may_be_excluded_.push_back(may);
        presumes_ = presumes_ || may;
    }
}

// Goroutines are sorted.
const std::vector<Move>& Reduction::distinct(const std::vector<Move>& moves) {
    bool twins = false;
    for (std::size_t g = 1; alike_ && g < machine_.state().goroutines() && !twins; g++)
        twins = &machine_.state().goroutine(g) == &machine_.state().goroutine(g - 1);
    if (!twins) return moves;
    auto who = [&](std::int32_t g) {
        return g < 0 ? nullptr : &machine_.state().goroutine(static_cast<std::size_t>(g));
    };
    auto alike = [&](const Move& a, const Move& b) {
        return a.alternative == b.alternative && a.rule == b.rule && a.peer_alternative == b.peer_alternative &&
               who(a.goroutine) == who(b.goroutine) && who(a.peer) == who(b.peer);
    };
    distinct_.clear();
    for (const Move& m : moves) {
        bool seen = std::any_of(distinct_.begin(), distinct_.end(), [&](const Move& d) { return alike(d, m); });
        if (!seen) distinct_.push_back(m);
    }
    return distinct_;
}

bool Reduction::excluded(const std::vector<Move>& moves) const {
    return std::any_of(moves.begin(), moves.end(), [&](const Move& m) {
        std::int32_t site = machine_.state().goroutine(static_cast<std::size_t>(m.goroutine)).site;
        if (m.alternative < 0 || may_be_excluded_[static_cast<std::size_t>(site)] == 0) return false;
        const Site& at = machine_.program().sites[static_cast<std::size_t>(site)];
        std::int32_t operation = at.alternatives[static_cast<std::size_t>(m.alternative)].operation;
        return known_.operations[static_cast<std::size_t>(operation)].rules[static_cast<std::size_t>(m.rule)].excluded;
    });
}

void Reduction::gather() {
    demands_.clear();
    buckets_.resize(BUCKETS);
    for (std::uint32_t bucket : buckets_met_) buckets_[bucket] = {};
    buckets_met_.clear();
    anything_.assign(machine_.state().goroutines(), 0);
    on_shapes_.resize(machine_.program().shapes.size());
    for (std::int32_t shape : shapes_met_) {
        on_shapes_[static_cast<std::size_t>(shape)].demands.clear();
        on_shapes_[static_cast<std::size_t>(shape)].all = 0;
    }
    shapes_met_.clear();
    anything_at_all_ = 0;
    callers_.clear();
    prospects_.begin();
    reached_.forget();
    for (std::uint32_t g = 0; g < machine_.state().goroutines(); g++) {
        const Prospects& mine = prospects_.of(g);
        gather_from(mine, {g, 0});
        for (std::int32_t function : mine.calls) called_from_memory(function, g);
    }
    if (!callers_.empty()) gather_closures();
}

void Reduction::find_outside(const Need& need) {
    const Cell object = object_of(need.address);
    outside_.clear();
    auto find = [&](std::uint32_t bucket, Cell offset) {
        for (std::int32_t i = buckets_[bucket].first; i >= 0; i = demands_[static_cast<std::size_t>(i)].next) {
            const Demand& d = demands_[static_cast<std::size_t>(i)];
            if (d.object == object && d.offset == offset && outside(d.by) && within_reach(d.by) && !shut(*d.gates))
                outside_.push_back(&d);
        }
    };
    find(need.there, offset_of(need.address));
    find(need.anywhere, SOMEWHERE);
}

// The operations that goroutines outside the set may perform on an object once they have its address.
template <class F>
void Reduction::each_handed(std::size_t object, F visit) {
    for (std::uint32_t g = 0; anything_at_all_ != 0 && g < anything_.size(); g++)
        if (anything_[g] != 0 && in_set_[g] == 0) visit(By{g, 0}, anything_[g]);
    for (const OnShape& on : on_shapes_[static_cast<std::size_t>(machine_.state().object(object).words[0])].demands)
        if (outside(on.by) && within_reach(on.by) && !shut(*on.gates)) visit(on.by, on.operations);
}

void Reduction::add(std::uint32_t g) {
    if (in_set_[g] != 0) return;
    in_set_[g] = 1;
    if (g < Reached::ALONE) members_alone_ |= std::uint64_t{1} << g;
    members_.push_back(g);
    moves_in_set_ += moves_of_[g];
    met_tried_ = met_tried_ || tried_[g] != 0;
}

// Whether one of these operations could be performed at this address as it is now.
bool Reduction::may_act(Operations first, Cell at) {
    if (first == 0) return false;
    const Id there = machine_.state().parts()[static_cast<std::size_t>(object_of(at))];
    const std::uint64_t hash = mix(static_cast<std::uint64_t>(at) * 0x9E3779B97F4A7C15ULL + there);
    const Possible& there_lately = possible_[hash];
    const bool holds = there_lately.address == at &&
                       (there_lately.chosen == chosen_times_ || there_lately.seen.holds(machine_.state()));
    Possible& known = holds ? possible_.known(hash) : possible_.put(hash, {at, 0, 0, chosen_times_, {}});
    known.chosen = chosen_times_;
    if ((known.possible & first) != 0) return true;
    guess_.seen = &known.seen;
    for (Operations rest = first & ~known.looked_at; rest != 0; rest &= rest - 1) {
        known.looked_at |= rest & -rest;
        if (!may_act_now(static_cast<std::size_t>(std::countr_zero(rest)), at)) continue;
        known.possible |= rest & -rest;
        return true;
    }
    return false;
}

bool Reduction::may_act_now(std::size_t bit, Cell at) {
    const std::size_t operations = known_.operations.size();
    bool attempt = bit >= operations;
    std::size_t n = attempt ? bit - operations : bit;
    if (n >= operations) return true;
    const auto& touched = known_.operations[n].touched;
    if (touched.size() != 1) return true;
    guess_.forget();
    auto operand = static_cast<std::size_t>(touched[0]);
    guess_.operand[0][operand] = at;
    if (operand == 0) guess_.operand[1][0] = at;
    const Operation& operation = machine_.program().operations[n];
    if (attempt) return guess_.possible(operation.gives_up);
    return std::any_of(operation.rules.begin(), operation.rules.end(),
                       [&](const Rule& rule) { return guess_.possible(rule.guard); });
}

// Whether a goroutine outside the set can reach an object, so that it may be handed to any of them.
bool Reduction::within_reach(std::size_t object) {
    return (reached_.by(object, machine_.state()) & ~members_alone_) != 0;
}

// Adds the goroutines that a member needs, before the set has moved. If no goroutine outside can perform an operation
// there now, none ever will, but one that already offers it may be met.
void Reduction::include(const Need& need) {
    const Cell at = need.address;
    const Operations dangerous = need.dangerous;
    const auto object = static_cast<std::size_t>(object_of(at));
    const auto shape = static_cast<std::size_t>(machine_.state().object(object).words[0]);
    const Operations all =
        buckets_[need.there].all | buckets_[need.anywhere].all | anything_at_all_ | on_shapes_[shape].all;
    if ((all & dangerous) == 0) return;
    find_outside(need);
    Operations first = 0, ever = 0;
    for (const Demand* d : outside_) {
        first |= d->first;
        ever |= d->first | d->later;
    }
    Operations any = 0;
    each_handed(object, [&](By, Operations operations) { any |= operations; });
    if (((ever | any) & dangerous) == 0) return;
    const bool handed = any != 0 && within_reach(object);
    if (handed) {
        first |= any;
        ever |= any;
    }
    if ((ever & dangerous) == 0) return;
    bool acts = may_act(first, at);
    if (!acts && need.wanted == For::acting) return;
    for (const Demand* d : outside_)
        if (((acts ? d->first | d->later : d->first) & dangerous) != 0) add(d->by);
    if (!handed) return;
    each_handed(object, [&](By by, Operations operations) {
        if ((operations & dangerous) != 0) add(by);
    });
}

bool Reduction::need_undisturbed(const Relations& rule, bool enabled, std::vector<Need>& needs) {
    const Harm& harm = presumes_ ? rule.presuming : rule.always;
    Operations dangerous = enabled ? harm.disturbing : harm.enabling;
    for (const Expression& base : rule.bases) {
        Maybe at = look_.evaluate(base);
        if (!at) return false;
        if (*at > 0 && dangerous != 0) needs.push_back({*at, dangerous, For::acting});
    }
    return true;
}

// The goroutines that may meet one that waits at this alternative, by a rule of their own.
bool Reduction::need_partners(std::int32_t operation, std::vector<Need>& needs) {
    Cell meeting = look_.operand[0][0].value_or(0);
    const auto& operations = machine_.program().operations;
    for (std::size_t n = 0; n < operations.size(); n++) {
        for (std::size_t k = 0; k < operations[n].rules.size(); k++) {
            const Rule& rule = operations[n].rules[k];
            if (rule.peer != operation) continue;
            const Glimpse::Operands as_mover = look_.operand;
            look_.forget();
            look_.operand[0][0] = meeting;
            look_.operand[1] = as_mover[0];
            bool possible = look_.possible(rule.guard);
            if (possible && meeting > 0) needs.push_back({meeting, Operations{1} << n, For::meeting});
            bool fine = need_undisturbed(known_.operations[n].rules[k], possible, needs);
            look_.operand = as_mover;
            if (!fine) return false;
        }
    }
    return true;
}

bool Reduction::find_needs(std::uint32_t g, std::vector<Need>& needs) {
    const Component& me = machine_.state().goroutine(g);
    if (me.site - 1 == BY_END) return !machine_.program().root_ends_all;
    if (me.site < 0) return true;
    const Site& site = machine_.program().sites[static_cast<std::size_t>(me.site)];
    for (const Alternative& mine : site.alternatives) {
        const Operation& operation = machine_.program().operations[static_cast<std::size_t>(mine.operation)];
        const OperationRelations& relations = known_.operations[static_cast<std::size_t>(mine.operation)];
        look_.forget();
        look_.look(0, mine, me.words + me.registers);
        if (operation.nil_waits && operation.operands > 0 && look_.operand[0][0] == Cell{0}) continue;
        for (std::size_t k = 0; k < operation.rules.size(); k++) {
            const Rule& rule = operation.rules[k];
            if (rule.pace == Pace::idle) continue;  // others move before it does
            bool enabled = look_.possible(rule.guard);
            if (rule.peer >= 0) {
                Cell meeting = look_.operand[0][0].value_or(0);
                look_.operand[1][0] = meeting;
                if (enabled && meeting > 0) needs.push_back({meeting, Operations{1} << rule.peer, For::meeting});
            }
            if (!need_undisturbed(relations.rules[k], enabled, needs)) return false;
        }
        if (!need_partners(mine.operation, needs)) return false;
        if (site.fallback < 0) continue;
        if (!need_undisturbed(relations.gives_up(), look_.possible(operation.gives_up), needs)) return false;
    }
    return true;
}

// They depend on the goroutine and on the objects that guards read, not on the set.
const Reduction::Needs& Reduction::needs_of(std::uint32_t g) {
    const Needs*& here = needs_[g];
    if (here != nullptr) return *here;
    const Id component = machine_.state().component_of(g);
    if (component >= remembered_.size()) remembered_.resize(component + component / 2 + 64);
    Remembered& known = remembered_[component];
    for (const auto& one : known.needs)
        if (one && one->seen.holds(machine_.state())) return *(here = one.get());
    auto& place = known.needs[known.next++ % known.needs.size()];
    if (!place) {
        place = std::make_unique<Needs>();
        times_remembered_++;
    }
    *place = {};
    look_.seen = &place->seen;
    place->everything = !find_needs(g, place->list);
    return *(here = place.get());
}

void Reduction::forget() {
    remembered_.clear();
    times_remembered_ = 0;
}

bool Reduction::grow(std::uint32_t seed, std::size_t least) {
    in_set_.assign(machine_.state().goroutines(), 0);
    members_.clear();
    members_alone_ = 0;
    closed_for_ = 0;
    closed_.clear();
    moves_in_set_ = 0;
    met_tried_ = false;
    add(seed);
    for (std::size_t i = 0; i < members_.size(); i++) {
        const Needs& needs = needs_of(members_[i]);
        if (needs.everything) return false;
        for (const Need& need : needs.list) {
            include(need);
            // With a seed that was tried come all that came with it then, or nearly.
            if (moves_in_set_ >= least || met_tried_) return false;
        }
    }
    return moves_in_set_ < least;
}

// Whether its moves are left to a goroutine that is the same. A goroutine that needs one of the two needs both.
bool Reduction::stands_back(std::uint32_t g) const {
    return moves_of_[g] == 0 && alike_ && g > 0 && &machine_.state().goroutine(g) == &machine_.state().goroutine(g - 1);
}

bool Reduction::takes_in_partners(const std::vector<Move>& moves) const {
    return std::all_of(moves.begin(), moves.end(), [&](const Move& m) {
        return m.peer < 0 ||
               in_set_[static_cast<std::size_t>(m.peer)] == in_set_[static_cast<std::size_t>(m.goroutine)];
    });
}

// While an urgent move is possible, no idle rule is: a set with one in it need not count with them.
void Reduction::find_urgent(const std::vector<Move>& moves) {
    urgent_ = machine_.able();
    if (!machine_.program().idles) return;
    urgent_.assign(machine_.state().goroutines(), 0);
    for (const Move& m : moves)
        if (machine_.pace_of(m) == Pace::urgent) urgent_[static_cast<std::size_t>(m.goroutine)] = 1;
}

const std::vector<Move>& Reduction::choose_all_of_them(const std::vector<Move>& moves) {
    bool all = true;
    choose(distinct(moves), all);
    if (all) return moves;
    widened_.clear();
    for (const Move& m : moves)
        if (best_[static_cast<std::size_t>(m.goroutine)] != 0 || m.alternative == BY_CRASH) widened_.push_back(m);
    return widened_;
}

const std::vector<Move>& Reduction::choose(const std::vector<Move>& moves, bool& all) {
    all = true;
    if (!active() || moves.size() < 2) return moves;
    gather();
    chosen_times_++;
    if (times_remembered_ > MOST_REMEMBERED) forget();
    needs_.assign(machine_.state().goroutines(), nullptr);
    moves_of_.assign(machine_.state().goroutines(), 0);
    tried_.assign(machine_.state().goroutines(), 0);
    for (const Move& m : moves) moves_of_[static_cast<std::size_t>(m.goroutine)]++;
    find_urgent(moves);
    std::size_t least = moves.size();
    for (std::uint32_t g = 0; g < machine_.state().goroutines() && least > 1; g++) {
        // A step that ends the run comes last of all, so that no step of others is missed.
        std::int32_t site = machine_.state().goroutine(g).site;
        if (urgent_[g] == 0 || site - 1 == BY_CRASH || stands_back(g)) continue;
        if (grow(g, least)) {
            if (!takes_in_partners(moves)) throw BadProgram("a stubborn set left out a partner");
            least = moves_in_set_;
            best_ = in_set_;
        }
        tried_[g] = 1;
    }
    if (least == moves.size() || least == 0) return moves;
    all = false;
    chosen_.clear();
    for (const Move& m : moves)
        if (best_[static_cast<std::size_t>(m.goroutine)] != 0 || m.alternative == BY_CRASH) chosen_.push_back(m);
    return chosen_;
}

}  // namespace chancheck
