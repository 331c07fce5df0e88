#include "races/race_tracker.hpp"

#include <algorithm>

namespace chancheck {

RaceTracker::RaceTracker(const World& world, const Settings& settings, const LoadedState& state, Workspace& work)
    : settings_(settings),
      heap_(world.heap),
      stacks_(world.stacks),
      heads_(world.heads),
      state_(state),
      work_(work),
      contention_(world.program.shapes),
      locks_(world, state, work, contention_),
      latest_(world, contention_, !settings.unordered.empty()),
      order_(world, state, work, contention_, locks_, settings.unordered),
      kept_(world.stacks) {
    owners_.resize(world.program.functions.size(), Contention::OTHERS);
    Contention::Owner next = Contention::ROOT;
    for (std::int32_t function : settings.lone)
        if (++next < Contention::OWNERS) owners_[static_cast<std::size_t>(function)] = next;
    if (!settings.monitored.empty()) monitor_.emplace(settings.monitored, world.program.shapes.size());
}

void RaceTracker::load() {
    if (!monitor_) return;
    std::span<const Cell> facts = state_.behind_head();
    monitor_->load(facts.data(), facts.size());
}

void RaceTracker::begin_step(std::size_t mover, std::size_t first_new) {
    mover_ = mover;
    first_new_ = first_new;
    spawned_ = false;
    happenings_.clear();
    accesses_.clear();
    locks_.begin_step();
    latest_.begin_step();
    order_.begin_step();
    kept_.begin_step();
}

void RaceTracker::note_start() {
    if (!spawned_) made_before_ = work_.objects.size();
    spawned_ = true;
}

void RaceTracker::note_hold(std::size_t g, Cell address, std::int32_t holds) {
    if (!is_first_search()) return;
    constexpr std::int32_t ALONE = 2;
    if (holds > 0) locks_.take(g, address, holds == ALONE);
    else locks_.give_back(g, address, holds == -ALONE);
}

void RaceTracker::note_access(std::size_t g, Cell address, Cell cells, Access kind, std::int32_t place, bool by_rule) {
    if (records()) return watch_access(g, address, cells, kind, place);
    auto object = static_cast<std::uint32_t>(object_of(address));
    if (is_fresh(object, g)) return;
    const std::int32_t shape = work_.objects.at(work_.index(object)).shape;
    const Contention::Owner by = owner(g);
    const bool alone = is_before_all();
    const auto* held = alone ? nullptr : &locks_.guards(g, static_cast<Cell>(object));
    for (Cell i = 0; i < cells; i++) {
        std::uint32_t cell = contention_.cell(shape, offset_of(address) + i);
        contention_.access(cell, kind, by, alone);
        if (!by_rule) contention_.mark(cell, Contention::PLAIN, alone);
        if (!by_rule || !exclusive_) contention_.mark(cell, Contention::SHARED, alone);
        if (alone) continue;
        contention_.guard(cell, kind, *held);
        if (settings_.races) kept_.note(g, address + i, cell, kind);
        if (latest_.is_on()) latest_.note(g, address + i, cell, kind, locks_.held_by(g));
        if (!contention_.matters(cell, kind, by)) continue;
        Touch touch{object, static_cast<std::uint32_t>(g), cell, kind};
        if (accesses_.empty() || accesses_.back() != touch) accesses_.push_back(touch);
    }
}

void RaceTracker::note_operation(std::int32_t operation, const Rule& rule, std::size_t g, const Operands& with) {
    if (!is_first_search()) return;
    reports_ = std::any_of(rule.effects.begin(), rule.effects.end(),
                           [](const Effect& effect) { return effect.kind == EffectKind::access; });
    exclusive_ = reports_ && order_.is_exclusive(operation, rule);
    if (!latest_.is_on()) return;
    if (rule.pace == Pace::idle) note_dependence();
    if (!is_before_all()) order_.note(operation, rule, g, with);
}

void RaceTracker::note_element(std::int32_t shape, const std::vector<Cell>& cells) {
    if (is_first_search() && latest_.is_on()) order_.note_element(shape, cells);
}

// Nobody else has done anything with an object that was made in this step.
void RaceTracker::note_eager(Cell address, std::size_t g) {
    if (address == 0 || !is_fresh(static_cast<std::uint32_t>(object_of(address)), g)) note_dependence();
}

void RaceTracker::note_default(const Site& site) {
    if (is_first_search() && latest_.is_on() && !is_before_all()) order_.note_default(site);
}

void RaceTracker::note_slot(Cell address) {
    if (!is_first_search() || reports_) return;
    const std::int32_t shape = work_.objects.at(work_.index(object_of(address))).shape;
    contention_.mark(contention_.cell(shape, offset_of(address)), Contention::WRITTEN, is_before_all());
}

Contention::Owner RaceTracker::owner_of(Cell function) const {
    return function < 0 ? Contention::OTHERS : owners_[static_cast<std::size_t>(function)];
}

Contention::Owner RaceTracker::owner(std::size_t g) const {
    if (g < state_.goroutines()) return state_.is_root(g) ? Contention::ROOT : owner_of(state_.first_function(g));
    return owner_of(work_.first_function(g));
}

// A goroutine that began and ended in the step is not known any more.
Contention::Owner RaceTracker::owner(const Touch& access, const RawSuccessor& raw, const Move& move) const {
    const std::size_t g = player(access.who, move);
    if (g < state_.goroutines()) return owner(g);
    const Id component = raw.goroutines[g];
    if (component == NONE) return Contention::OTHERS;
    const Component& c = stacks_[component];
    return c.frame == 0 ? Contention::OTHERS : owner_of(c.words[GOROUTINE_HEAD]);
}

// Whether an object was made in this step and no other goroutine can have its address.
bool RaceTracker::is_fresh(std::uint32_t object, std::size_t g) const {
    return g == mover_ && !work_.is_published(object);
}

// A map is one location.
void RaceTracker::watch_access(std::size_t g, Cell at, Cell cells, Access kind, std::int32_t place) {
    const Object& o = work_.used_at(at);
    if (monitor_ && !monitor_->follows(o.shape)) return;
    bool map = work_.shape(o).keys > 0;
    for (Cell i = 0; i < (map ? 1 : cells); i++) {
        if (!monitor_ && settings_.recorded[contention_.cell(o.shape, offset_of(at) + i)] == 0) continue;
        happen(g, {HappeningKind::access, kind, false, 0, 0, place, map ? address(object_of(at)) : at + i});
    }
}

// A goroutine of this step as in Touch, and back.
std::uint32_t RaceTracker::role(std::size_t g) const {
    return g == mover_ ? 0 : g < first_new_ ? 1 : static_cast<std::uint32_t>(g - first_new_) + 2;
}

std::size_t RaceTracker::player(std::uint32_t role, const Move& move) const {
    if (role == 0) return static_cast<std::size_t>(move.goroutine);
    return role == 1 ? static_cast<std::size_t>(move.peer) : state_.goroutines() + role - 2;
}

void RaceTracker::happen(std::size_t g, Happening what) {
    if (!records()) return;
    what.who = role(g);
    happenings_.push_back(what);
}

// Looks at a step's accesses: can another goroutine reach the object, or did one use it in this very step?
void RaceTracker::judge_accesses(const Change& change, const RawSuccessor& raw, const Move& move) {
    auto matters = [&](const Touch& access) {
        return contention_.matters(access.cell, access.kind, owner(access, raw, move));
    };
    if (std::none_of(change.touches.begin(), change.touches.end(), matters)) return;
    find_owners(raw);
    auto user = [&](const Touch& access) { return static_cast<std::uint32_t>(player(access.who, move)) + 1; };
    used_by_.assign(raw.objects.size(), 0);
    for (const Touch& access : change.touches) {
        std::uint32_t& by = used_by_[raw.index(access.object)];
        by = by == 0 || by == user(access) ? user(access) : SEVERAL;
    }
    for (const Touch& access : change.touches) {
        const std::size_t at = raw.index(access.object);
        const bool alone = (reached_by_[at] == user(access) || reached_by_[at] == 0) && used_by_[at] == user(access);
        if (alone) contention_.judged_alone(access.cell, access.kind, owner(access, raw, move));
        else if (matters(access)) contention_.share(access.cell, access.kind, owner(access, raw, move));
    }
}

// Which goroutine reaches each object; all goroutines reach those of the globals.
void RaceTracker::find_owners(const RawSuccessor& raw) {
    reached_by_.assign(raw.objects.size(), 0);
    auto is_there = [](Id goroutine) { return goroutine != NONE; };
    auto present = std::count_if(raw.goroutines.begin(), raw.goroutines.end(), is_there);
    auto some = std::find_if(raw.goroutines.begin(), raw.goroutines.end(), is_there) - raw.goroutines.begin();
    reached_by_[1] = present == 1 ? static_cast<std::uint32_t>(some) + 1 : SEVERAL;
    mark_reached(raw, heap_[raw.objects[1]], reached_by_[1]);
    for (std::uint32_t g = 0; g < raw.goroutines.size(); g++)
        if (raw.goroutines[g] != NONE) mark_reached(raw, stacks_[raw.goroutines[g]], g + 1);
}

void RaceTracker::mark_reached(const RawSuccessor& raw, const Words& from, std::uint32_t who) {
    auto mark = [&](const Words& w) {
        for (std::uint32_t i = 0; i < w.addresses; i++) {
            auto n = static_cast<std::uint32_t>(raw.target(w, i));
            if (reached_by_[n] == who || reached_by_[n] == SEVERAL) continue;
            reached_by_[n] = reached_by_[n] == 0 ? who : SEVERAL;
            todo_.push_back(n);
        }
    };
    mark(from);
    while (!todo_.empty()) {
        std::uint32_t n = todo_.back();
        todo_.pop_back();
        mark(heap_[raw.objects[n]]);
    }
}

void RaceTracker::describe(Change& change, bool touches) const {
    change.touches.clear();
    for (const Touch& access : accesses_) {
        if (!touches) break;
        change.touches.push_back(access);
        change.touches.back().who = role(access.who);
    }
    if (change.touches.size() > 1) {  // a loop repeats them
        std::sort(change.touches.begin(), change.touches.end());
        change.touches.erase(std::unique(change.touches.begin(), change.touches.end()), change.touches.end());
    }
    change.happenings = happenings_;
    change.accesses = std::any_of(happenings_.begin(), happenings_.end(),
                                  [](const Happening& h) { return h.kind == HappeningKind::access; });
}

// Objects that it made, and what goroutines hold after it.
void RaceTracker::note_outcome(const Change& change, const Move& move) {
    if (!is_first_search()) return;
    note_made_objects();
    auto leave = [&](std::size_t g, Id component) {
        if (component != NONE) locks_.leave(g, component);
        if (latest_.is_on()) {
            order_.leave(g, component, !latest_.has_noted(g) && !spawned_);
            latest_.leave(g, component);
        }
        if (settings_.races) kept_.leave(g, g < state_.goroutines() ? state_.component_of(g) : NONE, component);
    };
    leave(static_cast<std::size_t>(move.goroutine), change.mover);
    if (move.peer >= 0) leave(static_cast<std::size_t>(move.peer), change.peer);
    if (!change.others.empty()) note_dependence();
    for (const Write& other : change.others) leave(other.at, other.component);
    for (std::size_t i = 0; i < change.goroutines.size(); i++) leave(first_new_ + i, change.goroutines[i]);
}

void RaceTracker::note_made_objects() {
    const auto& objects = work_.objects;
    for (std::size_t n = work_.old_objects(); n < objects.size(); n++) {
        const std::int32_t shape = objects[n].shape;
        bool only = alone_ && (!spawned_ || n < made_before_) && contention_.is_only_one(shape);
        for (std::size_t m = 1; m < objects.size() && only; m++) only = m == n || objects[m].shape != shape;
        contention_.made(shape, only);
    }
}

// The components after the end of the run are not known.
void RaceTracker::abandon(const Move& move) {
    latest_.give_up();
    for (const Touch& access : accesses_) {
        const Contention::Owner by = owner(access.who);
        if (contention_.matters(access.cell, access.kind, by)) contention_.share(access.cell, access.kind, by);
    }
    watch(happenings_, move);
}

// Tells the monitor of a step. Objects have their index in the raw successor.
void RaceTracker::watch(const std::vector<Happening>& happenings, const Move& move) {
    if (monitor_) tell(*monitor_, happenings, move);
}

void RaceTracker::tell(Monitor& monitor, const std::vector<Happening>& happenings, const Move& move) const {
    monitor.begin();
    for (const Happening& h : happenings) {
        std::size_t who = player(h.who, move);
        Cell object = object_of(h.address);
        if (object >= NEW_OBJECTS) object += static_cast<Cell>(state_.first_goroutine()) - NEW_OBJECTS;
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

// It depends only on the outline.
const Reach& RaceTracker::reach(const std::vector<Id>& parts) {
    if (reaches_.empty()) reaches_.resize(MOST_REACHES);
    auto objects = static_cast<std::size_t>(heads_[parts[0]].words[HEAD_OBJECTS]), all = parts.size();
    std::uint64_t hash = objects;
    reach_key_.assign(1, static_cast<std::uint32_t>(objects));
    for (std::size_t i = 1; i < all; i++) {
        reach_key_.push_back(i <= objects ? heap_[parts[i]].pointing : stacks_[parts[i]].pointing);
        hash = (hash ^ reach_key_.back()) * 0x9FB21C651E98DF25ULL;
        hash ^= hash >> 29;
    }
    KnownReach& known = reaches_[mix(hash) % MOST_REACHES];
    if (known.key != reach_key_) {
        known.key = reach_key_;
        find_reach(known.reach, parts, objects, all - 1 - objects);
    }
    return known.reach;
}

bool RaceTracker::knows_less(std::uint32_t a, std::uint32_t b, const std::vector<std::uint32_t>& numbers) const {
    return monitor_ && !monitor_->empty() && monitor_->knowledge(a, numbers) < monitor_->knowledge(b, numbers);
}

// Which goroutine can reach which object, in the state that is about to be stored.
void RaceTracker::find_reach(Reach& reach, const std::vector<Id>& parts, std::size_t objects,
                             std::size_t goroutines) const {
    reach.reset(objects + 1, goroutines);
    std::vector<std::uint32_t> todo{1};
    reach.add_everyone(1);
    for (std::size_t g = 0; g < goroutines; g++) {
        const Words& w = stacks_[parts[1 + objects + g]];
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (reach.add(w.target(i), g)) todo.push_back(w.target(i));
    }
    while (!todo.empty()) {
        std::uint32_t from = todo.back();
        todo.pop_back();
        const Words& w = heap_[parts[from]];
        for (std::uint32_t i = 0; i < w.addresses; i++)
            if (reach.add_all(w.target(i), from)) todo.push_back(w.target(i));
    }
}

void RaceTracker::append_facts(std::vector<Cell>& head, const std::vector<std::uint32_t>& numbers,
                               std::size_t goroutines, Successor& next) {
    if (!monitor_ || monitor_->empty()) return;
    const std::size_t present = next.order.size();
    find_reach(reach_, next.parts, next.parts.size() - 1 - present, present);
    const auto& facts = monitor_->settled(numbers, next.numbers(goroutines), reach_);
    head.insert(head.end(), facts.begin(), facts.end());
}

}  // namespace chancheck
