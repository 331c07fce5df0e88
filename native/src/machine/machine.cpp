#include "machine/machine.hpp"

#include <algorithm>

namespace chancheck {

Machine::Machine(World& world, Settings settings)
    : world_(world), program_(world.program), settings_(std::move(settings)), strings_(world.strings),
      outputs_(world.outputs), heap_(world.heap), stacks_(world.stacks), heads_(world.heads), base_(program_),
      work_(program_), comparisons_(program_, stacks_), contention_(program_.shapes) {
    if (!settings_.scheduler.empty()) {
        scheduler_ = Scheduler::read(settings_.scheduler, program_);
        settings_.symmetry = false;  // goroutines have places in queues
        turns_.resize(MOST_TURNS);
    }
    if (!settings_.monitored.empty()) monitor_.emplace(settings_.monitored, program_.shapes.size());
}

Cell Machine::choose(Cell alternatives) {
    std::size_t n = taken_.size();
    Cell value = n < given_->size() ? (*given_)[n] : 0;
    taken_.push_back(value);
    limits_.push_back(alternatives);
    return value;
}

// Whether to rest before a choice, so that one step has a bounded number of outcomes.
bool Machine::forked_enough(Cell alternatives) const {
    if (alternatives <= 1 || limits_.empty()) return false;
    Cell room = MOST_FORKS;
    for (Cell n : limits_) room /= n;
    return alternatives > room;
}

bool Machine::next_choices(std::vector<Cell>& choices) const {
    choices = taken_;
    while (!choices.empty()) {
        if (++choices.back() < limits_[choices.size() - 1]) return true;
        choices.pop_back();
    }
    return false;
}

void Machine::end_run(Ending how, std::string what) {
    ending_ = how;
    text = std::move(what);
    throw Interrupt{};
}

std::int32_t Machine::number_after(std::int32_t goroutine) const {
    auto at = std::find(order_.begin(), order_.end(), goroutine);
    return at == order_.end() ? GONE : static_cast<std::int32_t>(at - order_.begin());
}

std::pair<Cell, Cell> Machine::place_of(std::size_t g) const {
    const Component& c = goroutine(g);
    bool crashing = static_cast<Phase>(c.words[0] >> PHASE_SHIFT) == Phase::crashing;
    if (c.frame == 0) return {-1, crashing ? c.words[GOROUTINE_HEAD + PANIC_CELLS - 1] : -1};
    return {c.words[c.frame], c.words[c.frame + 1]};
}

Cell Machine::first_function(std::size_t g) const {
    const Component& c = goroutine(g);
    return c.frame == 0 ? -1 : c.words[GOROUTINE_HEAD];
}

int Machine::compare_keys(const Shape& shape, const Cell* a, const Cell* b) const {
    for (std::int32_t i = 0; i < shape.keys; i++) {
        if (a[i] == b[i]) continue;
        bool text = shape.elem[static_cast<std::size_t>(i)] == 'b';
        if (!text) return a[i] < b[i] ? -1 : 1;
        return strings_.text(a[i]) < strings_.text(b[i]) ? -1 : 1;
    }
    return 0;
}

// The entry with this key, else the end. (Entries are put in order only in stored states.)
bool Machine::map_find(const Object& map, const Cell* key, std::uint32_t& at) {
    const Shape& shape = program_.shapes[static_cast<std::size_t>(map.shape)];
    const Cell* entry = map.cells + shape.header.size();
    for (at = 0; at < map.count; at++, entry += shape.elem.size())
        if (std::equal(key, key + shape.keys, entry)) break;
    alarm.spend(at);
    return at < map.count;
}

void Machine::sort_entries(Object& map) {
    const Shape& shape = program_.shapes[static_cast<std::size_t>(map.shape)];
    std::size_t wide = shape.elem.size();
    Cell* entries = map.cells + shape.header.size();
    auto before = [&](std::size_t a, std::size_t b) { return compare_keys(shape, entries + a * wide, entries + b * wide) < 0; };
    for (std::size_t i = 1; i < map.count; i++) {
        std::size_t k = i;
        for (; k > 0 && before(k, k - 1); k--)
            std::swap_ranges(entries + k * wide, entries + (k + 1) * wide, entries + (k - 1) * wide);
        alarm.spend((i - k + 1) * wide);
    }
}

std::vector<bool> Machine::sites_met() const {
    std::vector<bool> met(program_.sites.size(), false);
    for (std::size_t n = 0; n < stacks_.size(); n++)
        if (std::int32_t site = stacks_[static_cast<Id>(n)].site; site >= 0) met[static_cast<std::size_t>(site)] = true;
    return met;
}

}  // namespace chancheck
