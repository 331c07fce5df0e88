#include "races/race_pass.hpp"

#include <algorithm>
#include <numeric>

namespace chancheck {

std::size_t Racing::HashOfFact::operator()(const Fact& fact) const {
    auto more = [](std::uint64_t hash, Cell word) {
        return mix(hash * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(word));
    };
    std::uint64_t hash = more(static_cast<std::uint64_t>(fact.location), Cell(fact.kind) << 32 | fact.place);
    for (const Holder& holder : fact.holders) hash = more(hash, holder.address << 16 ^ holder.number);
    return fact.until < 0 ? hash : more(hash, fact.until);
}

Racing::Racing(World& world, const Task& task, const Limits& limits, const Contention& contention,
               const KeptAccesses* kept, States& states, const Traces& traces, const Selection& selection,
               std::vector<bool> expanded, std::function<bool()> stop)
    : states_(states),
      traces_(traces),
      selection_(selection),
      expanded_(std::move(expanded)),
      stop_(std::move(stop)),
      machine_(world, {task.symmetry, {}, contention.cells(), task.wide_quote, {}, {}}),
      reduction_(task.reduction, machine_, task.alike()),
      keeping_(world, machine_, kept, contention, contention.cells()),
      alike_(task.symmetry) {
    machine_.alarm.set(limits);
    if (!selection.presumes()) reduction_.presume_nothing();
}

bool Racing::find(Findings& findings, const std::function<void()>& found) {
    for (;;) {
        try {
            go_through(found);
            if (brief_ && (vain_ || (!found_.empty() && !keeping_.is_on()))) return false;
            if (keeps_less()) continue;
        } catch (const Exhausted&) {
            constexpr double TELLING = 0.5;
            machine_.alarm.extend(TELLING);
            tell(findings);
            throw;
        }
        if (tell(findings) || !alike_) return true;
        alike_ = false;  // the states of goroutines that look the same were not numbered the same
        forget();
    }
}

// Whether to go through the states again, to follow more from the beginning. What is kept may seem to race and not do so.
bool Racing::keeps_less() {
    constexpr int MOST_ATTEMPTS = 4;
    if (!keeping_.is_on() || !(disturbed_ || !found_.empty())) return false;
    if (!found_.empty() || ++attempts_ == MOST_ATTEMPTS) keeping_.end();
    disturbed_ = false;
    forget();
    return true;
}

// False: some run could not be made again.
bool Racing::tell(Findings& findings) {
    bool all = true;
    telling_ = true;
    for (auto& [key, race] : found_) {
        std::vector<Step> steps;
        if (run_to(race, steps)) {
            Id begin = race.node == NONE ? race.state : source(chain_to(race.node)[0]);
            findings.raced(race.places, race.root_done, race.output, begin, std::move(steps));
        } else {
            all = false;
        }
    }
    telling_ = false;
    return all;
}

void Racing::forget() {
    nodes_ = std::make_unique<Tuples<2>>();
    links_.clear();
    found_.clear();
}

// From the initial state on: nearer states first, and accesses in states as they are met.
void Racing::go_through(const std::function<void()>& found) {
    std::vector<std::uint32_t> depth(expanded_.size(), 0);
    for (Id state = 1; state < depth.size(); state++) depth[state] = depth[traces_.parent(state)] + 1;
    std::vector<Id> order(depth.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](Id a, Id b) { return depth[a] < depth[b]; });
    std::size_t first = 0;
    std::uint32_t now = 0;
    now_.clear();
    for (; (first < order.size() || !now_.empty()) && !stop_(); now++, now_.swap(next_)) {
        next_.clear();
        sort_nodes();
        for (auto node = now_.begin();;) {
            bool fresh = first < order.size() && depth[order[first]] == now;
            if (!fresh && node == now_.end()) break;
            Id state = fresh ? order[first] : NONE;
            if (node != now_.end()) state = std::min(state, (*nodes_)[*node][0]);
            auto begin = node;
            while (node != now_.end() && (*nodes_)[*node][0] == state) ++node;
            fresh = fresh && order[first] == state;
            first += fresh;
            if (!expanded_[state]) continue;
            std::size_t known = found_.size();
            visit(state, fresh, {begin, node});
            if (found_.size() > known && (brief_ || keeping_.is_on())) return;
            if (found_.size() > known) found();
            if (disturbed_ || vain_ || stop_()) return;
        }
    }
}

// By state, then by fact.
void Racing::sort_nodes() {
    by_state_.clear();
    for (Id node : now_) {
        auto [state, fact] = (*nodes_)[node];
        by_state_.emplace_back(static_cast<std::uint64_t>(state) << 32 | fact, node);
    }
    std::sort(by_state_.begin(), by_state_.end());
    std::transform(by_state_.begin(), by_state_.end(), now_.begin(), [](const auto& one) { return one.second; });
}

const std::vector<Move>& Racing::moves(Id state) {
    const std::vector<Move>& all = machine_.moves();
    return selection_.took_all(state) ? all : reduction_.choose_all_of_them(all);
}

// Calls `visit` with each step (its move, its choices, how it ended), until it says that this is enough.
template <class F>
bool Racing::each_step(Id state, F visit) {
    for (const Move& move : moves(state)) {
        choices_.clear();
        for (bool more = true; more; choices_.swap(further_)) {
            if (!telling_ && stop_()) return false;
            if (!loaded_.empty() || keeping_.any() || !machine_.passes_by(move, choices_)) {
                transitions_++;
                Ending ending = machine_.step(move, choices_);
                if (keeping_.any() && ending == Ending::none && !(brief_ && selection_.took_all(state)))
                    monitor_.join(keeping_.given_up(move));
                machine_.tell(monitor_, move);
                if (visit(move, ending)) return true;
            }
            more = machine_.next_choices(further_);
        }
    }
    return false;
}

// `first`: accesses that are made in its steps are followed from here on, besides those of the nodes.
void Racing::visit(Id state, bool first, std::span<const Id> nodes) {
    std::vector<const Fact*> facts;
    for (Id node : nodes) facts.push_back(facts_[(*nodes_)[node][1]]);
    load(state, facts);
    if (first) keeping_.load();
    vain_ = first && brief_ && order_ != nullptr && order_->has_pair(machine_.state(), machine_.moves());
    if (vain_) return;
    each_step(state, [&](const Move& move, Ending ending) {
        if (keeping_.any() && keeping_.is_disturbed(monitor_.accesses())) disturbed_ = true;
        if (disturbed_) return true;
        if (!monitor_.races().empty()) note_races(state, move, choices_, nodes);
        if (leads_to_state(move, ending) && hands_on(first)) hand_on(state, move, first, nodes);
        return false;
    });
}

bool Racing::leads_to_state(const Move& move, Ending ending) const {
    return ending == Ending::none && !machine_.ends_printing(move);
}

void Racing::note_races(Id state, const Move& move, const std::vector<Cell>& choices, std::span<const Id> nodes) {
    for (std::size_t i = 0; i < monitor_.races().size(); i++) {
        auto [earlier, later] = monitor_.races()[i];
        std::int32_t origin = monitor_.origins()[i];
        Found found{origin < 0 ? NONE : nodes[static_cast<std::size_t>(origin)],
                    state,
                    {move, choices},
                    {earlier, later},
                    machine_.over(),
                    machine_.program().prints ? machine_.output() : std::string{}};
        found_.try_emplace({std::minmax(earlier, later), found.output}, found);
    }
}

bool Racing::hands_on(bool first) const {
    const auto& facts = monitor_.facts();
    return first ? !facts.empty()
                 : std::any_of(facts.begin(), facts.end(), [](const Fact& f) { return f.origin >= 0; });
}

void Racing::hand_on(Id state, const Move& move, bool first, std::span<const Id> nodes) {
    Id to = NONE;
    const After step = after();
    for (const Fact& fact : monitor_.facts()) {
        if (fact.origin < 0 ? !first || keeping_.keeps(fact) : ends(fact, state, move)) continue;
        if (!settle(fact, step, renamed_)) continue;
        if (to == NONE) to = states_.find(machine_.fold(states_));
        if (to >= expanded_.size() || !expanded_[to]) return;
        nodes_->make_room();
        bool fresh = false;
        Id node = nodes_->intern({to, number_of(renamed_)}, fresh);
        if (!fresh) continue;
        links_.push_back(fact.origin < 0 ? state | FROM_STATE : nodes[static_cast<std::size_t>(fact.origin)]);
        next_.push_back(node);
    }
}

// Whether this step of its goroutine ends the following.
bool Racing::ends(const Fact& fact, Id state, const Move& move) const {
    return fact.until >= 0 && (move.goroutine == fact.until || move.peer == fact.until) && selection_.took_all(state);
}

// Translates an access to the state that the step led to; false: it cannot race any more.
bool Racing::settle(const Fact& fact, const After& after, Fact& to) const {
    if (!monitor_.rename(fact, after.numbers, after.goroutines, after.reach, to)) return false;
    const std::int32_t maker = fact.maker >= 0 ? fact.maker : fact.until;
    to.until = !brief_ || maker < 0 ? -1 : after.goroutines[static_cast<std::size_t>(maker)];
    if (alike_) take_alike_together(to);
    return true;
}

// Of goroutines that look the same the first ones know of it: which of them do makes no difference.
void Racing::take_alike_together(Fact& fact) const {
    const auto all = machine_.goroutines_of_result();
    const auto knows = fact.holders.begin();
    const auto clocks = std::find_if(knows, fact.holders.end(), [](const Holder& h) { return h.is_clock(); });
    for (auto holder = knows; holder != clocks;) {
        auto begin = static_cast<std::size_t>(holder->number), end = begin + 1;
        while (begin > 0 && all[begin - 1] == all[begin]) begin--;
        while (end < all.size() && all[end] == all[begin]) end++;
        if (fact.until >= static_cast<std::int32_t>(begin) && fact.until < static_cast<std::int32_t>(end))
            fact.until = static_cast<std::int32_t>(begin);
        for (; holder != clocks && static_cast<std::size_t>(holder->number) < end; ++holder)
            *holder = Holder::goroutine(begin++);
    }
}

Id Racing::number_of(const Fact& fact) {
    auto [at, fresh] = numbers_.try_emplace(fact, static_cast<Id>(facts_.size()));
    if (fresh) facts_.push_back(&at->first);
    return at->second;
}

// The nodes from where the access was made to this one.
std::vector<Id> Racing::chain_to(Id node) const {
    std::vector<Id> chain{node};
    while (!is_made(chain.back())) chain.push_back(links_[chain.back()]);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

// The steps of a run with this race, from the state in which the first access was made. False: there is none such, since
// goroutines that look the same were taken for the same.
bool Racing::run_to(const Found& found, std::vector<Step>& steps) {
    steps.clear();
    if (found.node == NONE) {
        steps.push_back(found.last);
        return true;
    }
    const std::vector<Id> chain = chain_to(found.node);
    Id from = source(chain.front());
    Fact fact;
    const Fact* known = nullptr;
    for (Id node : chain) {
        Fact after;
        if (!follow(from, known, node, steps.emplace_back(), after)) return false;
        fact = after;
        known = &fact;
        from = (*nodes_)[node][0];
    }
    return race(found, known, steps.emplace_back());
}

void Racing::load(Id state, std::span<const Fact* const> facts) {
    machine_.load(state, states_);
    loaded_.assign(facts.begin(), facts.end());
    monitor_.load(loaded_);
    keeping_.forget();
}

// The step that takes a fact (null: that makes one) to a node, and what it really is there.
bool Racing::follow(Id from, const Fact* fact, Id to, Step& step, Fact& after) {
    load(from, std::span(&fact, fact != nullptr ? 1 : 0));
    const bool alike = alike_;
    return each_step(from, [&](const Move& move, Ending ending) {
        if (!leads_to_state(move, ending)) return false;
        for (const Fact& now : monitor_.facts()) {
            if ((now.origin < 0) != (fact == nullptr)) continue;
            if (!monitor_.rename(now, machine_.numbers_after(), machine_.goroutines_after(), machine_.reach_after(),
                                 after))
                continue;
            Fact told = after;
            if (alike) take_alike_together(told);
            if (told != *facts_[(*nodes_)[to][1]] || states_.find(machine_.fold(states_)) != (*nodes_)[to][0]) continue;
            step = {move, choices_};
            return true;
        }
        return false;
    });
}

bool Racing::race(const Found& found, const Fact* fact, Step& step) {
    load(found.state, std::span(&fact, 1));
    return each_step(found.state, [&](const Move& move, Ending) {
        for (std::size_t i = 0; i < monitor_.races().size(); i++) {
            if (monitor_.origins()[i] < 0 || monitor_.races()[i] != found.places) continue;
            step = {move, choices_};
            return true;
        }
        return false;
    });
}

}  // namespace chancheck
