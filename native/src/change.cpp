#include "change.hpp"

#include <algorithm>

namespace chancheck {

Plan& Memo::solo(Id goroutine) {
    if (goroutine >= solo_.size()) solo_.resize(goroutine + goroutine / 2 + 64, nullptr);
    if (solo_[goroutine] == nullptr) solo_[goroutine] = &plans_.emplace_back();
    return *solo_[goroutine];
}

Plan& Memo::meeting(Id goroutine, Id peer, std::uint32_t& pair) {
    pairs_.make_room();
    bool fresh = false;
    pair = pairs_.intern({goroutine, peer}, fresh);
    if (fresh) meetings_.push_back(&plans_.emplace_back());
    return *meetings_[pair];
}

std::uint64_t Memo::key(const Plan& plan, std::uint32_t first, bool pair, const std::vector<Id>& leaves, std::size_t last) {
    key_.clear();
    std::uint64_t hash = static_cast<std::uint64_t>(first) << 1 | pair;
    for (std::uint32_t object : plan.objects) {
        Id component = object <= last ? leaves[object] : NONE;
        key_.push_back(component);
        hash = (hash ^ component) * 0x9FB21C651E98DF25ULL;
        hash ^= hash >> 29;
    }
    return mix(hash);
}

Entry* Memo::find(Plan& plan, std::uint32_t first, bool pair, const std::vector<Id>& leaves, std::size_t last) {
    std::uint64_t hash = key(plan, first, pair, leaves, last);
    std::size_t mask = index_.size() - 1;
    for (std::size_t at = hash & mask; index_[at] != nullptr; at = (at + 1) & mask) {
        Entry* entry = index_[at];
        if (entry->hash == hash && entry->first == first && entry->pair == pair &&
            std::equal(entry->objects.begin(), entry->objects.end(), key_.begin(), key_.end(), std::equal_to<>{})) {
            plan.hits++;
            return entry;
        }
    }
    return nullptr;
}

Entry& Memo::add(Plan& plan, std::uint32_t first, bool pair, const std::vector<Id>& leaves, std::size_t last) {
    std::uint64_t hash = key(plan, first, pair, leaves, last);
    Entry& entry = entries_.emplace_back(Entry{&plan, hash, first, pair, key_, {}});
    bytes_ += sizeof(Entry) + key_.size() * sizeof(Id);
    plan.entries++;
    // What is hardly ever met again is not worth remembering.
    if (plan.entries > 2048 && plan.hits < plan.entries) plan.loose = true;
    if (entries_.size() * 2 > index_.size()) {
        index_.assign(index_.size() * 2, nullptr);
        for (Entry& each : entries_) {
            std::size_t at = each.hash & (index_.size() - 1);
            while (index_[at] != nullptr) at = (at + 1) & (index_.size() - 1);
            index_[at] = &each;
        }
        return entry;
    }
    std::size_t at = hash & (index_.size() - 1);
    while (index_[at] != nullptr) at = (at + 1) & (index_.size() - 1);
    index_[at] = &entry;
    return entry;
}

Change* Memo::keep(Slot& slot, const Change& change) {
    Change* kept = &changes_.emplace_back(change);
    Change** end = &slot.changes;
    while (*end != nullptr) end = &(*end)->next;
    *end = kept;
    bytes_ += sizeof(Change) + 64;
    return kept;
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
    auto end = entry.plan->objects.begin() + static_cast<std::ptrdiff_t>(entry.objects.size());
    return std::all_of(objects.begin(), objects.end(), [&](std::uint32_t object) {
        return std::find(entry.plan->objects.begin(), end, object) != end;
    });
}

void Memo::tidy() {
    if (bytes_ < MOST_BYTES) return;
    std::fill(index_.begin(), index_.end(), nullptr);
    entries_.clear();
    changes_.clear();
    outlines_.clear();
    times_forgotten_++;
    bytes_ = 0;
}

}  // namespace chancheck
