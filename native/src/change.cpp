#include "change.hpp"

#include <algorithm>
#include <utility>

namespace chancheck {

Plan& Memo::solo(Id goroutine) {
    if (goroutine >= solo_.size()) solo_.resize(goroutine + goroutine / 2 + 64, nullptr);
    if (solo_[goroutine] == nullptr) solo_[goroutine] = &plans_.emplace_back();
    return *solo_[goroutine];
}

Plan& Memo::meeting(Id goroutine, Id peer, std::uint32_t& pair) {
    Met& met = met_lately_[mix(static_cast<std::uint64_t>(goroutine) << 32 | peer) % MET_LATELY];
    if (met.plan == nullptr || met.goroutine != goroutine || met.peer != peer) {
        pairs_.make_room();
        bool fresh = false;
        Id number = pairs_.intern({goroutine, peer}, fresh);
        if (fresh) meetings_.push_back(&plans_.emplace_back());
        met = {goroutine, peer, number, meetings_[number]};
    }
    pair = met.pair;
    return *met.plan;
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

std::size_t Memo::place(const Slot& slot, const Waiter& waiter) {
    auto bits = [](const void* at) { return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(at)); };
    return mix(bits(&slot) * 31 + bits(waiter.entry));
}

Answer Memo::answer(const Slot& slot, const Waiter& waiter) const {
    const Answered& known = answers_[place(slot, waiter) % MOST_ANSWERS];
    return known.slot == &slot && known.waiter == waiter.entry ? known.answer : Answer::unknown;
}

void Memo::learn(const Slot& slot, const Waiter& waiter, Answer answer) {
    if (waiter.entry != nullptr) answers_[place(slot, waiter) % MOST_ANSWERS] = {&slot, waiter.entry, answer};
}

std::uint64_t Memo::hash_of(const Slot& slot, const std::vector<Waiter>& waiters, const std::vector<Cell>& given) {
    std::uint64_t hash = waiters.size();
    for (const Waiter& w : waiters) hash = mix(hash ^ place(slot, w)) + static_cast<std::uint64_t>(w.insists);
    for (Cell choice : given) hash = mix(hash * 31 + static_cast<std::uint64_t>(choice));
    return hash;
}

const Change* Memo::find_waking(const Slot& slot, const std::vector<Waiter>& waiters, const std::vector<Cell>& given) const {
    const Waking& known = waking_[hash_of(slot, waiters, given) % MOST_WAKING];
    bool alike = known.slot == &slot && known.change->given == given && known.waiters.size() == waiters.size();
    for (std::size_t k = 0; k < waiters.size() && alike; k++) alike = waiters[k].is_like(known.waiters[k]);
    return alike ? known.change : nullptr;
}

void Memo::keep_waking(const Slot& slot, const std::vector<Waiter>& waiters, const Change& change) {
    std::uint64_t hash = hash_of(slot, waiters, change.given);
    Waking& known = waking_[hash % MOST_WAKING];
    if (std::exchange(known.asked, hash) != hash) return;
    known.slot = &slot;
    known.waiters = waiters;
    known.change = &changes_.emplace_back(change);
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
    if (bytes_ < MOST_BYTES) return;
    std::fill(index_.begin(), index_.end(), Place{});
    for (Plan& plan : plans_) plan.last = nullptr;
    entries_.clear();
    changes_.clear();
    outlines_.clear();
    for (Waking& known : waking_) known = {};
    for (Answered& known : answers_) known = {};
    times_forgotten_++;
    bytes_ = 0;
}

}  // namespace chancheck
