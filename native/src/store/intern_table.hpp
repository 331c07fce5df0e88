// Sets of short tuples of numbers, numbered in order of arrival. Threads may add at the same time.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <thread>

#include "store/segmented_vector.hpp"

namespace chancheck {

using Id = std::uint32_t;
constexpr Id NONE = 0xFFFFFFFF;

inline std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93ULL;
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93ULL;
    return x ^ x >> 32;
}

// Open addressing. A slot is 0 or a tuple's number + 1, with as many bits of its hash above it as there is room for.
template <std::size_t W>
class Tuples {
public:
    using Tuple = std::array<Id, W>;

    Tuples() { resize(FIRST_SLOTS); }

    static std::uint64_t hash(const Tuple& tuple) {
        std::uint64_t h = 0;
        for (std::size_t i = 0; i < W; i += 2)
            h = mix(h * 0x9E3779B97F4A7C15ULL + (static_cast<std::uint64_t>(tuple[i]) << 32 | tuple[i + 1]));
        return h;
    }
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots()[place(hash)], 1); }
    // Once the slot is there: the tuple that it may name.
    void prefetch_more(std::uint64_t hash) const {
        std::uint32_t slot = slots()[place(hash)].load(std::memory_order_relaxed);
        if (slot != 0 && slot != BUSY && (slot & ~number_mask()) == tag_of(hash))
            __builtin_prefetch(&items_[(slot & number_mask()) - 1]);
    }

    // The tuple's number; `fresh`: whether it was just added. There must be room: see `make_room`.
    Id intern(const Tuple& tuple, std::uint64_t hash, bool& fresh) {
        std::uint32_t tag = tag_of(hash);
        for (std::size_t at = place(hash);; at = at + 1 == count_ ? 0 : at + 1) {
            std::uint32_t slot = slots()[at].load(std::memory_order_acquire);
            if (slot == 0 && slots()[at].compare_exchange_strong(slot, BUSY, std::memory_order_acquire)) {
                fresh = true;
                return add(tuple, tag, at);
            }
            while (slot == BUSY) {
                std::this_thread::yield();
                slot = slots()[at].load(std::memory_order_acquire);
            }
            if (slot == 0 || (slot & ~number_mask()) != tag) continue;
            Id id = (slot & number_mask()) - 1;
            if (!same(items_[id], tuple)) continue;
            fresh = false;
            return id;
        }
    }
    // Its number, or NONE; no thread adds.
    Id find(const Tuple& tuple) const {
        std::uint64_t h = hash(tuple);
        for (std::size_t at = place(h);; at = at + 1 == count_ ? 0 : at + 1) {
            std::uint32_t slot = slots()[at].load(std::memory_order_relaxed);
            if (slot == 0) return NONE;
            Id id = (slot & number_mask()) - 1;
            if ((slot & ~number_mask()) == tag_of(h) && same(items_[id], tuple)) return id;
        }
    }
    Id intern(const Tuple& tuple, bool& fresh) { return intern(tuple, hash(tuple), fresh); }
    const Tuple& operator[](Id id) const { return items_[id]; }
    std::size_t size() const { return size_.load(std::memory_order_relaxed); }
    std::size_t bytes() const { return size() * sizeof(Tuple) + index_.bytes(); }

    // Whether `make_room` has to be called before so many more are added; no other thread may be at work then.
    bool crowded(std::size_t more = 1) const { return size() + more > most_; }
    void make_room(std::size_t more = 1) {
        std::size_t wanted = count_;
        while (size() + more > most(wanted)) wanted += wanted < LARGE ? wanted : wanted / 3;
        if (wanted == count_) return;
        index_.release();  // not needed to build the new one
        resize(wanted);
    }

    // Gives the tuples from `first` on other numbers: `order` has their present ones in the new order. In two steps, each
    // of which may be taken by several threads with parts of the range at a time; `places` is as long as `order`.
    void find_places(const Id* order, std::size_t from, std::size_t to, std::uint32_t* places, Tuple* copy) const {
        constexpr std::size_t AHEAD = 16;
        for (std::size_t i = from; i < to; i++) {
            if (i + AHEAD < to) prefetch(hash(items_[order[i + AHEAD]]));
            copy[i] = items_[order[i]];
            std::uint64_t h = hash(copy[i]);
            std::uint32_t slot = (order[i] + 1) | tag_of(h);
            std::size_t at = place(h);
            while (slots()[at].load(std::memory_order_relaxed) != slot) at = at + 1 == count_ ? 0 : at + 1;
            places[i] = static_cast<std::uint32_t>(at);
        }
    }
    void renumber(Id first, std::size_t from, std::size_t to, const std::uint32_t* places, const Tuple* copy) {
        for (std::size_t i = from; i < to; i++) {
            Id id = first + static_cast<Id>(i);
            items_[id] = copy[i];
            std::uint32_t slot = slots()[places[i]].load(std::memory_order_relaxed);
            slots()[places[i]].store((slot & ~number_mask()) | (id + 1), std::memory_order_relaxed);
        }
    }

private:
    static constexpr std::size_t most(std::size_t slots) { return slots / 8 * 7; }
    static bool same(const Tuple& a, const Tuple& b) {
        Id differs = 0;
        for (std::size_t i = 0; i < W; i++) differs |= a[i] ^ b[i];
        return differs == 0;
    }

    static constexpr std::size_t FIRST_SLOTS = 1 << 13, LARGE = 1 << 20;  // slots; from there on memory matters more
    static constexpr std::uint32_t BUSY = 0xFFFFFFFF;  // a tuple is being written; no number has all bits set

    std::atomic<std::uint32_t>* slots() const { return static_cast<std::atomic<std::uint32_t>*>(index_.start()); }
    std::size_t place(std::uint64_t hash) const {
        return static_cast<std::size_t>((hash >> 32) * static_cast<std::uint64_t>(count_) >> 32);
    }
    std::uint32_t number_mask() const { return (std::uint32_t{1} << bits_) - 1; }
    std::uint32_t tag_of(std::uint64_t hash) const { return static_cast<std::uint32_t>(hash << bits_); }

    Id add(const Tuple& tuple, std::uint32_t tag, std::size_t at) {
        Id id = size_.fetch_add(1, std::memory_order_relaxed);
        try {
            items_.reach(id);
        } catch (...) {
            slots()[at].store(0, std::memory_order_release);
            throw;
        }
        items_[id] = tuple;
        slots()[at].store((id + 1) | tag, std::memory_order_release);
        return id;
    }

    void resize(std::size_t slots_wanted) {
        if (slots_wanted >= std::size_t{1} << 31) throw std::bad_alloc();
        index_ = Pages(slots_wanted * sizeof(std::uint32_t));
        count_ = slots_wanted;
        most_ = most(count_);
        bits_ = static_cast<int>(std::bit_width(count_));
        constexpr Id AHEAD = 16;
        for (Id id = 0; id < size(); id++) {
            if (id + AHEAD < size()) prefetch(hash(items_[id + AHEAD]));
            std::uint64_t h = hash(items_[id]);
            std::size_t at = place(h);
            while (slots()[at].load(std::memory_order_relaxed) != 0) at = at + 1 == count_ ? 0 : at + 1;
            slots()[at].store((id + 1) | tag_of(h), std::memory_order_relaxed);
        }
    }

    Blocks<Tuple> items_;
    Pages index_;
    std::size_t count_ = 0;  // slots
    std::size_t most_ = 0;   // tuples for which these are enough
    int bits_ = 0;           // of a slot that hold the number
    std::atomic<Id> size_{0};
};

}  // namespace chancheck
