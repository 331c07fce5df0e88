#include "machine/step_cache.hpp"

#include <algorithm>
#include <utility>

#include "machine/world.hpp"

namespace chancheck {

Memo::Memo(World& world) : heap_(world.heap), patches_(world) {}

Plan& Memo::add_plan() {
    Plan& plan = plans_.emplace_back();
    plan.number = static_cast<std::uint32_t>(plans_.size());
    return plan;
}

Plan& Memo::of(std::vector<Plan*>& plans, Id goroutine) {
    if (goroutine >= plans.size()) plans.resize(goroutine + goroutine / 2 + 64, nullptr);
    if (plans[goroutine] == nullptr) plans[goroutine] = &add_plan();
    return *plans[goroutine];
}

Plan& Memo::meeting(Id goroutine, Id peer, std::uint32_t& pair) {
    const std::uint64_t hash = mix(static_cast<std::uint64_t>(goroutine) << 32 | peer);
    const Met* met = &met_lately_[hash];
    if (met->plan == nullptr || met->goroutine != goroutine || met->peer != peer) {
        pairs_.make_room();
        bool fresh = false;
        Id number = pairs_.intern({goroutine, peer}, fresh);
        if (fresh) meetings_.push_back(&add_plan());
        met = &met_lately_.put(hash, {goroutine, peer, number, meetings_[number]});
    }
    pair = met->pair;
    return *met->plan;
}

// What a plan reads there. A word counts with the shape of its object.
Content Memo::content(const Place& place, const std::vector<Id>& leaves, std::size_t last) const {
    const Id component = place.object <= last ? leaves[place.object] : NONE;
    if (place.word == WHOLE || component == NONE) return {0, component, component};
    const Component& object = heap_[component];
    const auto shape = static_cast<Id>(object.words[0]);
    return place.word < object.length ? Content{object.words[place.word], shape, component}
                                      : Content{0, ~shape, component};
}

Memo::Key Memo::key(const Plan& plan, std::uint32_t first, Kind kind, const std::vector<Id>& leaves,
                    std::size_t last) const {
    Key key;
    key.hash = static_cast<std::uint64_t>(first) << 2 | static_cast<std::uint64_t>(kind);
    key.first = first;
    key.kind = kind;
    key.whole = plan.whole;
    key.size = 0;
    for (const Place& place : plan.places) {
        const Content here = key.contents[key.size++] = content(place, leaves, last);
        key.hash = (key.hash ^ here.part ^ static_cast<std::uint64_t>(here.word) << 32) * 0x9FB21C651E98DF25ULL;
        key.hash ^= key.hash >> 29;
    }
    key.hash = mix(key.hash);
    return key;
}

bool Memo::Key::is_of(const Entry& entry) const {
    return entry.first == first && entry.kind == kind && entry.whole == whole && entry.looked_at == size &&
           std::equal(contents.begin(), contents.begin() + size, entry.contents.begin());
}

// Whether the plan's places have the contents of the entry.
bool Memo::holds(const Entry& entry, const Plan& plan, const std::vector<Id>& leaves, std::size_t last) const {
    if (!entry.is_current()) return false;
    for (std::uint32_t i = 0; i < entry.looked_at; i++) {
        const std::uint32_t object = plan.places[i].object;
        if (entry.contents[i].component == (object <= last ? leaves[object] : NONE)) continue;
        if (content(plan.places[i], leaves, last) != entry.contents[i]) return false;
    }
    return true;
}

Entry* Memo::find(Plan& plan, std::uint32_t first, Kind kind, const std::vector<Id>& leaves, std::size_t last) {
    if (plan.last != nullptr && holds(*plan.last, plan, leaves, last)) {
        plan.hits++;
        return plan.last;
    }
    const Key wanted = key(plan, first, kind, leaves, last);
    std::size_t mask = index_.size() - 1;
    for (std::size_t at = wanted.hash & mask; index_[at].entry != nullptr; at = (at + 1) & mask) {
        if (index_[at].hash != wanted.hash || !wanted.is_of(*index_[at].entry)) continue;
        plan.hits++;
        plan.last = index_[at].entry;
        std::copy_n(wanted.contents.begin(), wanted.size, plan.last->contents.begin());
        return plan.last;
    }
    return nullptr;
}

Entry& Memo::add(Plan& plan, std::uint32_t first, Kind kind, const std::vector<Id>& leaves, std::size_t last) {
    const Key of = key(plan, first, kind, leaves, last);
    Entry& entry = entries_.emplace_back(Entry{&plan, of.hash, first, kind, of.whole, of.size, {}, nullptr, {}});
    std::copy_n(of.contents.begin(), of.size, entry.contents.begin());
    bytes_ += sizeof(Entry);
    plan.entries++;
    // What is hardly ever met again is not worth remembering.
    if (plan.entries > 2048 && plan.hits < plan.entries) plan.loose = true;
    if (entries_.size() * 2 > index_.size()) {
        index_.assign(index_.size() * 2, {});
        for (Entry& each : entries_) enter(each);
    } else {
        enter(entry);
    }
    return entry;
}

void Memo::enter(Entry& entry) {
    std::size_t mask = index_.size() - 1, at = entry.hash & mask;
    while (index_[at].entry != nullptr) at = (at + 1) & mask;
    index_[at] = {entry.hash, &entry};
}

Change* Memo::keep(Change*& known, const Change& change) {
    Change** end = &known;
    while (*end != nullptr) end = &(*end)->next;
    *end = &changes_.emplace_back(change);
    bytes_ += sizeof(Change) + 64;
    return *end;
}

Plan* Memo::steps_of(const Slot& slot) {
    for (const OwnSteps& steps : slot.entry->plan->steps)
        if (steps.alternative == slot.alternative && steps.rule == slot.rule &&
            steps.peer_alternative == slot.peer_alternative)
            return steps.plan;
    return nullptr;
}

Change* Memo::find_steps(const Slot& slot, const std::vector<Id>& leaves, std::size_t last) {
    Plan* plan = steps_of(slot);
    if (plan == nullptr || plan->loose) return nullptr;
    const Entry* entry = find(*plan, plan->number, Kind::steps, leaves, last);
    return entry == nullptr ? nullptr : entry->changes;
}

Change* Memo::keep_step(const Slot& slot, const Change& change, std::span<const Place> used, bool used_more,
                        const std::vector<Id>& leaves, std::size_t last) {
    Plan* plan = steps_of(slot);
    if (plan == nullptr) {
        plan = &add_plan();
        slot.entry->plan->steps.push_back({slot.alternative, slot.rule, slot.peer_alternative, plan});
    }
    plan->loose = plan->loose || used_more;
    if (plan->loose) return nullptr;
    if (!covers(plan->places, used)) {  // most steps are never met again
        extend(*plan, used);
        return nullptr;
    }
    Entry* entry = find(*plan, plan->number, Kind::steps, leaves, last);
    if (entry == nullptr) entry = &add(*plan, plan->number, Kind::steps, leaves, last);
    return keep(entry->changes, change);
}

std::uint64_t Memo::hash(Stage stage, const Entry& waiter, Cell way) {
    auto bits = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&waiter));
    return mix((bits * 31 + stage) * 31 + static_cast<std::uint64_t>(way));
}

std::uint64_t Memo::hash(Stage stage, const std::vector<Cell>& given) {
    std::uint64_t bits = stage;
    for (Cell choice : given) bits = bits * 31 + static_cast<std::uint64_t>(choice);
    return mix(bits);
}

std::size_t Memo::place_of(Stage stage, const Entry& waiter) const {
    std::size_t mask = asked_.size() - 1, at = hash(stage, waiter, 0) & mask;
    while (asked_[at].stage != 0 && (asked_[at].stage != stage || asked_[at].waiter != &waiter)) at = (at + 1) & mask;
    return at;
}

void Memo::learn(Stage stage, const Entry& waiter, Chance chance) {
    Asked& known = asked_[place_of(stage, waiter)];
    times_asked_ += known.stage == 0;
    known = {stage, &waiter, chance};
    if (times_asked_ * 2 < asked_.size()) return;
    std::vector<Asked> all = std::exchange(asked_, std::vector<Asked>(asked_.size() * 2));
    for (const Asked& one : all)
        if (one.stage != 0) asked_[place_of(one.stage, *one.waiter)] = one;
    bytes_ += all.size() * sizeof(Asked);
}

Stage Memo::after(Stage stage, const Entry& waiter, Cell way) const {
    const Reached& known = reached_[hash(stage, waiter, way)];
    return known.stage == stage && known.waiter == &waiter && known.way == way ? known.next : 0;
}

Stage Memo::reach(Stage stage, const Entry& waiter, Cell way) {
    if (Stage known = after(stage, waiter, way); known != 0) return known;
    reached_.put(hash(stage, waiter, way), {stage, ++last_stage_, &waiter, way});
    return last_stage_;
}

const Change* Memo::find(Stage stage, const std::vector<Cell>& given) const {
    const Ended& known = ended_[hash(stage, given)];
    return known.stage == stage && known.change->given == given ? known.change : nullptr;
}

void Memo::keep(Stage stage, const Change& change) {
    ended_.put(hash(stage, change.given), {stage, &changes_.emplace_back(change)});
    bytes_ += sizeof(Change) + 64;
}

std::uint32_t Memo::outline(const std::vector<std::uint32_t>& changed) {
    auto [at, fresh] = outlines_.try_emplace(changed, last_outline_ + 1);
    if (fresh) {
        last_outline_++;
        bytes_ += (changed.size() + 16) * sizeof(std::uint32_t);
    }
    return at->second;
}

void Memo::extend(Plan& plan, std::span<const Place> places) {
    auto reads = [&](const Place& place) {
        return std::find(plan.places.begin(), plan.places.end(), place) != plan.places.end() ||
               std::find(plan.places.begin(), plan.places.end(), Place{place.object, WHOLE}) != plan.places.end();
    };
    auto add = [&](Place place) {
        if (plan.whole) place.word = WHOLE;
        if (reads(place)) return;
        plan.places.push_back(place);
        plan.looks_at |= Plan::bit(place.object);
    };
    for (const Place& place : places) add(place);
    if (plan.places.size() > MOST_PLACES && !plan.whole) {
        plan.whole = true;
        for (const Place& place : std::exchange(plan.places, {})) add(place);
    }
    if (plan.places.size() > MOST_PLACES) plan.loose = true;
}

bool Memo::covers(std::span<const Place> known, std::span<const Place> places) {
    return std::all_of(places.begin(), places.end(), [&](const Place& place) {
        return std::any_of(known.begin(), known.end(), [&](const Place& one) {
            return one.object == place.object && (one.word == WHOLE || one.word == place.word);
        });
    });
}

bool Memo::covers(const Entry& entry, std::span<const Place> places) {
    return entry.whole == entry.plan->whole && covers(std::span(entry.plan->places).first(entry.looked_at), places);
}

void Memo::tidy() {
    if (bytes_ < most_bytes_) return;
    most_bytes_ = std::min(2 * most_bytes_, MOST_BYTES);
    std::fill(index_.begin(), index_.end(), Indexed{});
    for (Plan& plan : plans_) plan.last = nullptr;
    entries_.clear();
    changes_.clear();
    patches_.clear();
    outlines_.clear();
    asked_.assign(FIRST_ASKED, {});
    times_asked_ = 0;
    reached_.clear();
    ended_.clear();
    times_forgotten_++;
    bytes_ = 0;
}

}  // namespace chancheck
