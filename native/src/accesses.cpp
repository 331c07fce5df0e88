// Accesses to memory that others may reach: noted in a first pass, followed by the race monitor in a second.
#include <algorithm>

#include "machine.hpp"

namespace chancheck {

void Machine::note_access(std::size_t g, Cell address, Cell cells, Access kind, std::int32_t place) {
    if (monitor_) return watch_access(g, address, cells, kind, place);
    auto object = static_cast<std::uint32_t>(object_of(address));
    std::uint8_t& known = contended_[static_cast<std::size_t>(work_.objects.at(work_.index(object)).shape)];
    if (kind == Access::write || kind == Access::atomic_write) known |= WRITTEN;
    if ((known & SHARED) != 0) return;
    Touch touch{object, static_cast<std::uint32_t>(g)};
    if (accesses_.empty() || accesses_.back() != touch) accesses_.push_back(touch);
}

// A map is one location.
void Machine::watch_access(std::size_t g, Cell at, Cell cells, Access kind, std::int32_t place) {
    const Object& o = work_.object(at);
    if (!monitor_->follows(o.shape)) return;
    bool map = work_.shape(o).keys > 0;
    for (Cell i = 0; i < (map ? 1 : cells); i++)
        happen(g, {HappeningKind::access, kind, false, 0, 0, place, map ? address(object_of(at)) : at + i});
}

// A goroutine of this step as in Touch, and back.
std::uint32_t Machine::role(std::size_t g) const {
    return g == mover_ ? 0 : g < first_new_ ? 1 : static_cast<std::uint32_t>(g - first_new_) + 2;
}

std::size_t Machine::player(std::uint32_t role, const Move& move) const {
    if (role == 0) return static_cast<std::size_t>(move.goroutine);
    return role == 1 ? static_cast<std::size_t>(move.peer) : goroutines() + role - 2;
}

void Machine::happen(std::size_t g, Happening what) {
    if (!monitor_) return;
    what.who = role(g);
    happenings_.push_back(what);
}

// The mover's instruction.
std::int32_t Machine::own_place(const Stack& s) const {
    auto place = [&](const Frame& f) {
        return program_.functions[static_cast<std::size_t>(f.function)].code[static_cast<std::size_t>(f.pc)].place;
    };
    for (std::size_t i = s.depth; i-- > 0;)
        if (!program_.functions[static_cast<std::size_t>(s.frames[i].function)].foreign) return place(s.frames[i]);
    return place(s.frames[s.depth - 1]);
}

// Looks at a step's accesses: can another goroutine reach the object, or did one use it in this very step?
void Machine::judge_accesses(const Change& change, const Move& move) {
    constexpr std::uint32_t SEVERAL = 0xFFFFFFFF;
    auto shape_of = [&](const Touch& access) {
        return static_cast<std::size_t>(heap_[raw_objects_[raw_index(access.object)]].words[0]);
    };
    auto known = [&](const Touch& access) { return (contended_[shape_of(access)] & SHARED) != 0; };
    if (std::all_of(change.touches.begin(), change.touches.end(), known)) return;
    reached_by_.assign(raw_objects_.size(), 0);
    std::vector<std::uint32_t> todo;
    auto reach = [&](const Words& from, std::uint32_t who) {
        auto mark = [&](const Words& w) {
            for (std::uint32_t i = 0; i < w.addresses; i++) {
                auto n = static_cast<std::uint32_t>(raw_target(w, i));
                if (reached_by_[n] == who || reached_by_[n] == SEVERAL) continue;
                reached_by_[n] = reached_by_[n] == 0 ? who : SEVERAL;
                todo.push_back(n);
            }
        };
        mark(from);
        while (!todo.empty()) {
            std::uint32_t n = todo.back();
            todo.pop_back();
            mark(heap_[raw_objects_[n]]);
        }
    };
    reached_by_[1] = SEVERAL;
    reach(heap_[raw_objects_[1]], SEVERAL);
    for (std::uint32_t g = 0; g < raw_goroutines_.size(); g++)
        if (raw_goroutines_[g] != NONE) reach(stacks_[raw_goroutines_[g]], g + 1);
    for (const Touch& access : change.touches) {
        auto who = static_cast<std::uint32_t>(player(access.who, move));
        std::uint32_t by = reached_by_[raw_index(access.object)];
        bool alone = by == who + 1 || by == 0;
        for (const Touch& other : change.touches) alone = alone && (other.object != access.object || other.who == access.who);
        if (!alone) contended_[shape_of(access)] |= SHARED;
    }
}

// Tells the monitor of a step. Objects have their index in `raw_objects_`.
void Machine::watch(const std::vector<Happening>& happenings, const Move& move) {
    if (!monitor_) return;
    monitor_->begin();
    for (const Happening& h : happenings) {
        std::size_t who = player(h.who, move);
        Cell object = object_of(h.address);
        if (object >= NEW_OBJECTS) object += static_cast<Cell>(first_goroutine()) - NEW_OBJECTS;
        Cell at = address(object, offset_of(h.address));
        switch (h.kind) {
        case HappeningKind::access: monitor_->access(who, at, h.access, h.place); break;
        case HappeningKind::acquire: monitor_->acquire(who, {at, h.number}); break;
        case HappeningKind::release: monitor_->release(who, {at, h.number}, h.replace); break;
        case HappeningKind::meet: monitor_->meet(who, player(h.other, move)); break;
        case HappeningKind::spawn: monitor_->spawn(who, player(h.other, move)); break;
        case HappeningKind::learn: monitor_->learn(who); break;
        case HappeningKind::rotate: monitor_->rotate(at, h.number); break;
        }
    }
}

bool Machine::knows_less(std::uint32_t a, std::uint32_t b) const {
    return monitor_ && !monitor_->empty() && monitor_->knowledge(a, number_) < monitor_->knowledge(b, number_);
}

// Who can reach what in the state that is about to be stored.
void Machine::find_reach() {
    std::size_t objects = found_.size();
    reach_.reset(objects + 1, order_.size());
    std::vector<std::uint32_t> todo{1};
    reach_.add_everyone(1);
    for (std::size_t g = 0; g < order_.size(); g++) {
        const Words& w = stacks_[next_[1 + objects + g]];
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (reach_.add(w.target(i), g)) todo.push_back(w.target(i));
    }
    while (!todo.empty()) {
        std::uint32_t from = todo.back();
        todo.pop_back();
        const Words& w = heap_[next_[from]];
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (reach_.add_all(w.target(i), from)) todo.push_back(w.target(i));
    }
}

void Machine::append_facts(std::vector<Cell>& head) {
    if (!monitor_ || monitor_->empty()) return;
    find_reach();
    renumbered_.assign(raw_goroutines_.size(), -1);
    for (std::size_t g = 0; g < order_.size(); g++)
        renumbered_[static_cast<std::size_t>(order_[g])] = static_cast<std::int32_t>(g);
    const auto& facts = monitor_->settled(number_, renumbered_, reach_);
    head.insert(head.end(), facts.begin(), facts.end());
}

}  // namespace chancheck
