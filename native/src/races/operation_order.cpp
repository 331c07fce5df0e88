#include "races/operation_order.hpp"

#include <algorithm>

#include "machine/step_cache.hpp"

namespace chancheck {
namespace {

constexpr Cell AFFECTS = 0, AFFECTS_BY_VALUE = 1, ENABLES = 2, IN_TURN = 3, TOUCHES = 4, EXCLUSIVE = 6, ROW = 3;
constexpr std::int32_t GIVEN_UP = -1;
constexpr std::uint8_t ALWAYS = 1, BY_VALUE = 2;

void insert(std::vector<std::uint32_t>& cells, std::uint32_t cell) {
    if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
}

}  // namespace

OperationOrder::OperationOrder(const World& world, const LoadedState& state, Workspace& work, Contention& contention,
                               HeldLocks& locks, const std::vector<Cell>& table)
    : operations_(world.program.operations),
      program_(world.program),
      stacks_(world.stacks),
      state_(state),
      work_(work),
      contention_(contention),
      locks_(locks),
      touches_(operations_.size(), 0),
      element_(world.program.shapes.size()),
      varied_(world.program.shapes.size(), 0) {
    std::size_t rules = 0;
    for (const Operation& operation : operations_) {
        first_rule_.push_back(rules);
        rules += operation.rules.size();
    }
    first_rule_.push_back(rules);
    known_.assign(rules + operations_.size(), 1);
    exclusive_.assign(known_.size(), 0);
    involved_.assign(known_.size(), 0);
    performed_.assign(known_.size(), 0);
    read(table);
}

void OperationOrder::read(const std::vector<Cell>& table) {
    for (std::size_t i = 0; i + ROW <= table.size(); i += ROW) {
        const auto first = static_cast<std::size_t>(table[i + 1]), second = static_cast<std::size_t>(table[i + 2]);
        switch (table[i]) {
        case AFFECTS:
        case AFFECTS_BY_VALUE:
        case ENABLES:
        case IN_TURN:
            pairs_.push_back({first, second, static_cast<Effect>(table[i])});
            involved_.at(first) = involved_.at(second) = 1;
            break;
        case TOUCHES: touches_.at(first) = static_cast<std::uint32_t>(second); break;
        case EXCLUSIVE: exclusive_.at(first) = 1; break;
        default: known_.at(first) = 0;
        }
    }
}

std::size_t OperationOrder::number_of(std::int32_t operation, const Rule& rule) const {
    const auto n = static_cast<std::size_t>(operation);
    return first_rule_[n] + static_cast<std::size_t>(&rule - operations_[n].rules.data());
}

std::int32_t OperationOrder::operation_of(std::size_t rule) const {
    if (rule >= first_rule_.back()) return static_cast<std::int32_t>(rule - first_rule_.back());
    auto next = std::upper_bound(first_rule_.begin(), first_rule_.end(), rule);
    return static_cast<std::int32_t>(next - first_rule_.begin()) - 1;
}

void OperationOrder::note(std::int32_t operation, const Rule& rule, std::size_t g, const Operands& with) {
    const std::size_t number = number_of(operation, rule);
    if (known_[number] == 0) unknown_ = true;
    if (involved_[number] == 0) return;
    const Operation& op = operations_[static_cast<std::size_t>(operation)];
    std::uint8_t& how = performed_[number];
    const Cell lock = op.lock_operand < 0 ? 0 : lock_of(op, with);
    if (lock != 0 && holds(g, lock)) how |= UNDER_LOCK;
    else if (lock != 0 && rule.effects.empty()) before_lock_.push_back({g, number, lock});
    else how |= OPEN;
}

void OperationOrder::note_default(const Site& site) {
    for (const Alternative& alternative : site.alternatives)
        performed_[first_rule_.back() + static_cast<std::size_t>(alternative.operation)] |= OPEN;
}

void OperationOrder::note_element(std::int32_t shape, const std::vector<Cell>& cells) {
    const auto n = static_cast<std::size_t>(shape);
    if (element_[n].empty()) element_[n] = cells;
    if (element_[n] != cells) varied_[n] = 1;
}

// Addresses say nothing without their state.
bool OperationOrder::has_values(Cell shape) const {
    const auto n = static_cast<std::size_t>(shape);
    return varied_[n] != 0 || program_.shapes[n].elem.find_first_of("rfp") != std::string::npos;
}

Cell OperationOrder::lock_of(const Operation& op, const Operands& with) {
    const Cell object = *with.cells[0][op.lock_operand];
    if (object == 0) return 0;
    const Cell at = object + op.lock_cell;
    const std::int32_t shape = work_.objects.at(work_.index(object_of(at))).shape;
    insert(address_cells_, contention_.cell(shape, offset_of(at)));
    return *work_.read(at, 1);
}

bool OperationOrder::holds(std::size_t g, Cell address) {
    const HeldLocks::Lock* lock = locks_.held_alone(g, address);
    if (lock != nullptr) insert(lock_cells_, lock->cell);
    return lock != nullptr;
}

// An operation without the lock and without effect belongs to the step that takes the lock, if the goroutine does nothing
// else before.
void OperationOrder::leave(std::size_t g, Id component, bool quiet) {
    for (const BeforeLock& one : before_lock_) {
        if (one.goroutine != g) continue;
        const bool takes = quiet && component != NONE && is_about_to_take(stacks_[component], one.lock);
        performed_[one.rule] |= takes ? UNDER_LOCK : OPEN;
    }
}

bool OperationOrder::is_about_to_take(const Component& component, Cell lock) const {
    constexpr std::int32_t ALONE = 2;
    const Site* site = state_.site_of(component);
    if (site == nullptr || site->alternatives.size() != 1 || site->fallback >= 0) return false;
    const Alternative& next = site->alternatives[0];
    const Operation& op = operations_[static_cast<std::size_t>(next.operation)];
    Operands with;
    with.look(0, next, component);
    return op.operands > 0 && *with.cells[0][0] == lock &&
           std::all_of(op.rules.begin(), op.rules.end(), [](const Rule& rule) { return rule.holds == ALONE; });
}

// Whether a pair was performed, and no lock orders it.
bool OperationOrder::is_open(const Pair& pair) const {
    const std::uint8_t first = performed_[pair.first], second = performed_[pair.second];
    return first != 0 && second != 0 && ((first | second) & OPEN) != 0;
}

bool OperationOrder::may_be_ordered() {
    if (unknown_) return false;
    auto trusted = [&](std::uint32_t cell) { return contention_.is_trusted(cell); };
    auto constant = [&](std::uint32_t cell) { return contention_.is_constant(cell); };
    if (!std::all_of(lock_cells_.begin(), lock_cells_.end(), trusted) ||
        !std::all_of(address_cells_.begin(), address_cells_.end(), constant))
        return false;
    sought_.resize(first_rule_.back() * operations_.size() * 2, 0);
    is_sought_.resize(operations_.size(), 0);
    std::vector<bool> affects(known_.size(), false);
    for (const Pair& pair : pairs_) {
        if (pair.effect == Effect::in_turn || !is_open(pair)) continue;
        if (pair.effect == Effect::enables) return false;
        affects[pair.first] = true;
        look_for(pair);
    }
    for (const Pair& pair : pairs_)
        if (pair.effect == Effect::in_turn && affects[pair.first] && is_open(pair)) look_for(pair);
    return true;
}

// Without the first step, the second may be one by another rule.
void OperationOrder::look_for(const Pair& pair) {
    const std::int32_t first = operation_of(pair.first), second = operation_of(pair.second);
    std::uint8_t& how = sought_[index(pair.first, second, pair.second >= first_rule_.back())];
    const std::uint8_t more = how | (pair.effect == Effect::by_value ? BY_VALUE : ALWAYS);
    changed_ = changed_ || more != how;
    how = more;
    is_sought_[static_cast<std::size_t>(first)] = is_sought_[static_cast<std::size_t>(second)] = 1;
    looks_ = true;
}

bool OperationOrder::has_pair(const LoadedState& state, const std::vector<Move>& moves) {
    standing_.clear();
    for (const Move& move : moves) stand(state, move);
    for (auto a = standing_.begin(); a != standing_.end(); ++a)
        for (auto b = a + 1; b != standing_.end(); ++b)
            if (a->goroutine != b->goroutine && conflict(state, *a, *b)) return true;
    return false;
}

void OperationOrder::stand(const LoadedState& state, const Move& move) {
    const Site* site = state.site_of(state.goroutine(static_cast<std::size_t>(move.goroutine)));
    if (site == nullptr) return;
    const bool attempt = site->fallback >= 0;
    if (move.alternative >= 0)
        add(state, move.goroutine, site->alternatives[static_cast<std::size_t>(move.alternative)], move.rule, attempt);
    else if (move.alternative == BY_DEFAULT)
        for (const Alternative& alternative : site->alternatives)
            add(state, move.goroutine, alternative, GIVEN_UP, true);
}

void OperationOrder::add(const LoadedState& state, std::int32_t g, const Alternative& alternative, std::int32_t rule,
                         bool attempt) {
    const auto operation = static_cast<std::size_t>(alternative.operation);
    if (is_sought_[operation] == 0) return;
    Operands with;
    with.look(0, alternative, state.goroutine(static_cast<std::size_t>(g)));
    const bool possible = rule != GIVEN_UP;
    const std::size_t number = first_rule_[operation] + static_cast<std::size_t>(possible ? rule : 0);
    Standing one{g, alternative.operation, number, possible, attempt, {}, 0};
    for (std::size_t operand = 0; operand < MOST_OPERANDS; operand++)
        if ((touches_[operation] >> operand & 1) != 0) one.objects[one.count++] = *with.cells[0][operand];
    standing_.push_back(one);
}

bool OperationOrder::conflict(const LoadedState& state, const Standing& a, const Standing& b) const {
    std::uint8_t how = 0;
    auto affects = [&](const Standing& x, const Standing& y) {
        if (!x.possible) return;
        if (y.possible) how |= sought_[index(x.rule, y.operation, false)];
        if (y.attempt) how |= sought_[index(x.rule, y.operation, true)];
    };
    affects(a, b);
    affects(b, a);
    if (how == 0) return false;
    return std::any_of(a.objects, a.objects + a.count, [&](Cell object) {
        if (object == 0 || std::find(b.objects, b.objects + b.count, object) == b.objects + b.count) return false;
        return (how & ALWAYS) != 0 || has_values(state.object(static_cast<std::size_t>(object_of(object))).words[0]);
    });
}

}  // namespace chancheck
