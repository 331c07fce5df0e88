// Accesses to memory that others may reach: noted in a first pass, followed by the race monitor in a second.
#include <algorithm>
#include <numeric>

#include "machine/machine.hpp"

namespace chancheck {

void Machine::note_access(std::size_t g, Cell address, Cell cells, Access kind, std::int32_t place) {
    if (records()) return watch_access(g, address, cells, kind, place);
    auto object = static_cast<std::uint32_t>(object_of(address));
    if (is_fresh(object, g)) return;
    std::int32_t shape = work_.objects.at(work_.index(object)).shape;
    for (Cell i = 0; i < cells; i++) {
        std::uint32_t cell = contention_.cell(shape, offset_of(address) + i);
        bool alone = alone_ && !spawned_;
        contention_.access(cell, kind, alone);
        if (alone || !contention_.matters(cell, kind)) continue;
        Touch touch{object, static_cast<std::uint32_t>(g), cell, kind};
        if (accesses_.empty() || accesses_.back() != touch) accesses_.push_back(touch);
    }
}

// Whether an object was made in this step and nobody else can have heard of it.
bool Machine::is_fresh(std::uint32_t object, std::size_t g) const {
    return g == mover_ && !work_.is_published(object);
}

// A map is one location.
void Machine::watch_access(std::size_t g, Cell at, Cell cells, Access kind, std::int32_t place) {
    const Object& o = work_.object(at);
    if (monitor_ && !monitor_->follows(o.shape)) return;
    bool map = work_.shape(o).keys > 0;
    for (Cell i = 0; i < (map ? 1 : cells); i++) {
        if (!monitor_ && settings_.recorded[contention_.cell(o.shape, offset_of(at) + i)] == 0) continue;
        happen(g, {HappeningKind::access, kind, false, 0, 0, place, map ? address(object_of(at)) : at + i});
    }
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
    if (!records()) return;
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
    auto matters = [&](const Touch& access) { return contention_.matters(access.cell, access.kind); };
    if (std::none_of(change.touches.begin(), change.touches.end(), matters)) return;
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
    auto is_there = [](Id goroutine) { return goroutine != NONE; };
    auto present = std::count_if(raw_goroutines_.begin(), raw_goroutines_.end(), is_there);
    auto some = std::find_if(raw_goroutines_.begin(), raw_goroutines_.end(), is_there) - raw_goroutines_.begin();
    reached_by_[1] = present == 1 ? static_cast<std::uint32_t>(some) + 1 : SEVERAL;
    reach(heap_[raw_objects_[1]], reached_by_[1]);
    for (std::uint32_t g = 0; g < raw_goroutines_.size(); g++)
        if (raw_goroutines_[g] != NONE) reach(stacks_[raw_goroutines_[g]], g + 1);
    for (const Touch& access : change.touches) {
        auto who = static_cast<std::uint32_t>(player(access.who, move));
        std::uint32_t by = reached_by_[raw_index(access.object)];
        bool alone = by == who + 1 || by == 0;
        for (const Touch& other : change.touches) alone = alone && (other.object != access.object || other.who == access.who);
        if (!alone && matters(access)) contention_.share(access.cell, access.kind);
    }
}

// Tells the monitor of a step. Objects have their index in `raw_objects_`.
void Machine::watch(const std::vector<Happening>& happenings, const Move& move) {
    if (monitor_) tell(*monitor_, happenings, move);
}

void Machine::tell(Monitor& monitor, const std::vector<Happening>& happenings, const Move& move) const {
    monitor.begin();
    for (const Happening& h : happenings) {
        std::size_t who = player(h.who, move);
        Cell object = object_of(h.address);
        if (object >= NEW_OBJECTS) object += static_cast<Cell>(first_goroutine()) - NEW_OBJECTS;
        Cell at = address(object, offset_of(h.address));
        switch (h.kind) {
        case HappeningKind::access: monitor.access(who, at, h.access, h.place); break;
        case HappeningKind::acquire: monitor.acquire(who, {at, h.number}); break;
        case HappeningKind::release: monitor.release(who, {at, h.number}, h.replace); break;
        case HappeningKind::meet: monitor.meet(who, player(h.other, move)); break;
        case HappeningKind::spawn: monitor.spawn(who, player(h.other, move)); break;
        case HappeningKind::learn: monitor.learn(who); break;
        case HappeningKind::rotate: monitor.rotate(at, h.number); break;
        }
    }
}

void Machine::tell(Monitor& monitor, const Move& move) const {
    tell(monitor, shown_ != nullptr ? shown_->happenings : happenings_, move);
}

const std::vector<std::uint32_t>& Machine::numbers_after() {
    if (numbered_ == Numbered::anew) return number_;
    std::size_t before = first_goroutine();
    number_.assign(before + shown_->objects.size(), 0);
    if (numbered_ == Numbered::in_place) {
        std::iota(number_.begin(), number_.begin() + static_cast<std::ptrdiff_t>(before), 0);
    } else {
        const auto& found = known_numbering_->found;
        for (std::size_t i = 0; i < found.size(); i++) number_[found[i]] = static_cast<std::uint32_t>(i + 1);
    }
    return number_;
}

const std::vector<std::int32_t>& Machine::goroutines_after() {
    renumbered_.assign(goroutines() + shown_->goroutines.size(), -1);
    for (std::size_t g = 0; g < order_.size(); g++)
        renumbered_[static_cast<std::size_t>(order_[g])] = static_cast<std::int32_t>(g);
    return renumbered_;
}

// It depends on nothing but who points where.
const Reach& Machine::reach_after() {
    if (reaches_.empty()) reaches_.resize(MOST_REACHES);
    auto objects = static_cast<std::size_t>(heads_[next_[0]].words[HEAD_OBJECTS]), all = next_.size();
    std::uint64_t hash = objects;
    reach_key_.assign(1, static_cast<std::uint32_t>(objects));
    for (std::size_t i = 1; i < all; i++) {
        reach_key_.push_back(i <= objects ? heap_[next_[i]].pointing : stacks_[next_[i]].pointing);
        hash = (hash ^ reach_key_.back()) * 0x9FB21C651E98DF25ULL;
        hash ^= hash >> 29;
    }
    KnownReach& known = reaches_[mix(hash) % MOST_REACHES];
    if (known.key != reach_key_) {
        known.key = reach_key_;
        find_reach(known.reach, objects, all - 1 - objects);
    }
    return known.reach;
}

bool Machine::knows_less(std::uint32_t a, std::uint32_t b) const {
    return monitor_ && !monitor_->empty() && monitor_->knowledge(a, number_) < monitor_->knowledge(b, number_);
}

// Who can reach what in the state that is about to be stored.
void Machine::find_reach(Reach& reach, std::size_t objects, std::size_t goroutines) const {
    reach.reset(objects + 1, goroutines);
    std::vector<std::uint32_t> todo{1};
    reach.add_everyone(1);
    for (std::size_t g = 0; g < goroutines; g++) {
        const Words& w = stacks_[next_[1 + objects + g]];
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (reach.add(w.target(i), g)) todo.push_back(w.target(i));
    }
    while (!todo.empty()) {
        std::uint32_t from = todo.back();
        todo.pop_back();
        const Words& w = heap_[next_[from]];
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (reach.add_all(w.target(i), from)) todo.push_back(w.target(i));
    }
}

void Machine::append_facts(std::vector<Cell>& head) {
    if (!monitor_ || monitor_->empty()) return;
    find_reach(reach_, found_.size(), order_.size());
    renumbered_.assign(raw_goroutines_.size(), -1);
    for (std::size_t g = 0; g < order_.size(); g++)
        renumbered_[static_cast<std::size_t>(order_[g])] = static_cast<std::int32_t>(g);
    const auto& facts = monitor_->settled(number_, renumbered_, reach_);
    head.insert(head.end(), facts.begin(), facts.end());
}

}  // namespace chancheck
