#include "machine/step_cache.hpp"

#include <algorithm>
#include <utility>

namespace chancheck {

Plan& Memo::of(std::vector<Plan*>& plans, Id goroutine) {
    if (goroutine >= plans.size()) plans.resize(goroutine + goroutine / 2 + 64, nullptr);
    if (plans[goroutine] == nullptr) plans[goroutine] = &plans_.emplace_back();
    return *plans[goroutine];
}

Plan& Memo::meeting(Id goroutine, Id peer, std::uint32_t& pair) {
    const std::uint64_t hash = mix(static_cast<std::uint64_t>(goroutine) << 32 | peer);
    const Met* met = &met_lately_[hash];
    if (met->plan == nullptr || met->goroutine != goroutine || met->peer != peer) {
        pairs_.make_room();
        bool fresh = false;
        Id number = pairs_.intern({goroutine, peer}, fresh);
        if (fresh) meetings_.push_back(&plans_.emplace_back());
        met = &met_lately_.put(hash, {goroutine, peer, number, meetings_[number]});
    }
    pair = met->pair;
    return *met->plan;
}

Memo::Key Memo::key(const Plan& plan, std::uint32_t first, bool pair, const std::vector<Id>& leaves, std::size_t last) {
    Key key{static_cast<std::uint64_t>(first) << 1 | pair, first, pair, 0, {}};
    for (std::uint32_t object : plan.objects) {
        Id component = object <= last ? leaves[object] : NONE;
        key.objects[key.size++] = component;
        key.hash = (key.hash ^ component) * 0x9FB21C651E98DF25ULL;
        key.hash ^= key.hash >> 29;
    }
    key.hash = mix(key.hash);
    return key;
}

bool Memo::Key::is_of(const Entry& entry) const {
    return entry.first == first && entry.pair == pair && entry.looked_at == size &&
           std::equal(objects.begin(), objects.begin() + size, entry.objects.begin());
}

// Whether the plan's objects are those of the entry.
bool Memo::holds(const Entry& entry, const Plan& plan, const std::vector<Id>& leaves, std::size_t last) {
    if (entry.looked_at != plan.objects.size()) return false;
    for (std::uint32_t i = 0; i < entry.looked_at; i++) {
        std::uint32_t object = plan.objects[i];
        if (entry.objects[i] != (object <= last ? leaves[object] : NONE)) return false;
    }
    return true;
}

Entry* Memo::find(Plan& plan, std::uint32_t first, bool pair, const std::vector<Id>& leaves, std::size_t last) {
    if (plan.last != nullptr && holds(*plan.last, plan, leaves, last)) {
        plan.hits++;
        return plan.last;
    }
    const Key wanted = key(plan, first, pair, leaves, last);
    std::size_t mask = index_.size() - 1;
    for (std::size_t at = wanted.hash & mask; index_[at].entry != nullptr; at = (at + 1) & mask) {
        if (index_[at].hash != wanted.hash || !wanted.is_of(*index_[at].entry)) continue;
        plan.hits++;
        return plan.last = index_[at].entry;
    }
    return nullptr;
}

Entry& Memo::add(Plan& plan, std::uint32_t first, bool pair, const std::vector<Id>& leaves, std::size_t last) {
    const Key of = key(plan, first, pair, leaves, last);
    Entry& entry = entries_.emplace_back(Entry{&plan, of.hash, first, pair, of.size, of.objects, {}});
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

Change* Memo::keep(Slot& slot, const Change& change) {
    Change* kept = &changes_.emplace_back(change);
    Change** end = &slot.changes;
    while (*end != nullptr) end = &(*end)->next;
    *end = kept;
    bytes_ += sizeof(Change) + 64;
    return kept;
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

void Memo::extend(Plan& plan, std::span<const std::uint32_t> objects) {
    for (std::uint32_t object : objects) {
        if (std::find(plan.objects.begin(), plan.objects.end(), object) != plan.objects.end()) continue;
        plan.objects.push_back(object);
        plan.looks_at |= Plan::bit(object);
    }
    if (plan.objects.size() > MOST_OBJECTS) plan.loose = true;
}

bool Memo::covers(const Entry& entry, std::span<const std::uint32_t> objects) {
    auto end = entry.plan->objects.begin() + static_cast<std::ptrdiff_t>(entry.looked_at);
    return std::all_of(objects.begin(), objects.end(), [&](std::uint32_t object) {
        return std::find(entry.plan->objects.begin(), end, object) != end;
    });
}

void Memo::tidy() {
    if (bytes_ < most_bytes_) return;
    most_bytes_ = std::min(2 * most_bytes_, MOST_BYTES);
    std::fill(index_.begin(), index_.end(), Place{});
    for (Plan& plan : plans_) plan.last = nullptr;
    entries_.clear();
    changes_.clear();
    outlines_.clear();
    asked_.assign(FIRST_ASKED, {});
    times_asked_ = 0;
    reached_.clear();
    ended_.clear();
    times_forgotten_++;
    bytes_ = 0;
}

}  // namespace chancheck
