// Components of states (one object, one goroutine), each distinct one stored once.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "program/program.hpp"
#include "store/intern_table.hpp"
#include "store/segmented_vector.hpp"

namespace chancheck {

// Cells that stay where they are until reset; one growing list of blocks.
class Arena {
public:
    Cell* take(std::size_t cells);
    void reset() {
        block_ = 0;
        used_ = 0;
    }
    std::size_t bytes() const { return bytes_; }

private:
    struct Block {
        std::unique_ptr<Cell[]> cells;
        std::size_t size;
    };
    std::vector<Block> blocks_;
    std::size_t block_ = 0, used_ = 0, bytes_ = 0;
};

// A component's words with the indices of those that are addresses.
struct Words {
    const Cell* words;
    std::uint32_t length;
    std::uint32_t addresses;
    const std::uint32_t* places;

    bool is_same(const Words& other) const {
        return length == other.length && std::memcmp(words, other.words, length * sizeof(Cell)) == 0;
    }
    Cell address(std::uint32_t i) const { return words[places[i]]; }
    std::uint32_t target(std::uint32_t i) const { return static_cast<std::uint32_t>(object_of(address(i))); }
};

struct Component : Words {
    std::uint32_t hash;
    std::uint32_t pointing;  // the same for components of one sort with the same addresses, but for their offsets
    // Of a goroutine:
    std::int32_t site;        // where it stands (-1: about to yield, -2 to end, -3 to crash)
    std::uint32_t registers;  // index of its top frame's registers
    std::uint32_t frame;      // index of its top frame; 0 without frames
    // Which meetings (operation, object) it offers and looks for, as sets of hashes: disjoint ones never meet.
    std::uint64_t offers, wants;
};

// Threads may intern at the same time, and read what they know the number of.
class Components {
public:
    Components() { grow(); }
    // The number of the component with these words. `describe` completes what is known of a new one, and gives its sort.
    template <class F>
    Id intern(const Words& words, const F& describe) {
        std::uint32_t hash = hash_of(words);
        if (Id id = find(words, hash); id != NONE) return id;
        std::lock_guard lock(mutex_);
        if (Id id = find(words, hash); id != NONE) return id;  // another thread was quicker
        Component component = copy(words, hash);
        component.pointing = pointing(words, describe(component));
        return add(component);
    }
    Id intern(const Words& words) {
        return intern(words, [](Component&) { return std::uint32_t{0}; });
    }
    const Component& operator[](Id id) const { return items_[id]; }
    std::size_t size() const { return size_; }

private:
    static constexpr std::size_t FIRST_SLOTS = 1 << 10;
    using Index = std::vector<std::atomic<Id>>;  // NONE, or a number
    static std::uint32_t hash_of(const Words& words);
    Id find(const Words& words, std::uint32_t hash) const;
    Component copy(const Words& words, std::uint32_t hash);
    std::uint32_t pointing(const Words& words, std::uint32_t sort);
    Id add(const Component& component);
    void enter(Index& index, Id id);
    void grow();

    std::mutex mutex_;
    Blocks<Component> items_;
    Id size_ = 0;
    std::atomic<const Index*> index_;
    std::vector<std::unique_ptr<Index>> indices_;  // the last is in use; other threads may still read the others
    Arena arena_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> pointings_;
    std::vector<std::uint32_t> targets_;  // of the component that is added
};

}  // namespace chancheck
