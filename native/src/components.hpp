// Where states live: components (one object, one goroutine) stored once each, states as trees of pairs of numbers.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "program.hpp"

namespace chancheck {

using Id = std::uint32_t;
constexpr Id NONE = 0xFFFFFFFF;

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

inline std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93ULL;
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93ULL;
    return x ^ x >> 32;
}

// What is known of a stored component besides its words.
struct Component {
    const Cell* words;
    std::uint32_t length;
    std::uint32_t addresses;  // how many of the words are addresses; their indices follow the words
    std::int32_t site;        // of a goroutine: where it stands (-1: about to yield, -2 to end, -3 to crash)
    std::uint32_t registers;  // of a goroutine: index of its top frame's registers
    std::uint32_t frame;      // of a goroutine: index of its top frame; 0 without frames

    const std::uint32_t* places() const { return reinterpret_cast<const std::uint32_t*>(words + length); }
};

class Components {
public:
    Components() : index_(1 << 12, NONE) {}
    // The number of a component with these words; `fresh` tells whether it was just stored.
    Id intern(const Cell* words, std::uint32_t length, const std::uint32_t* places, std::uint32_t addresses, bool& fresh);
    Component& operator[](Id id) { return items_[id]; }
    const Component& operator[](Id id) const { return items_[id]; }
    std::size_t size() const { return items_.size(); }
    std::size_t bytes() const { return arena_.bytes() + items_.capacity() * sizeof(Component) + index_.size() * 8; }

private:
    void grow();
    std::vector<Component> items_;
    std::vector<std::uint32_t> hashes_;
    std::vector<Id> index_;
    Arena arena_;
};

// A set of pairs, numbered in order of arrival: open addressing over blocks that never move.
class Pairs {
public:
    struct Pair {
        Id a, b;
        bool operator==(const Pair&) const = default;
    };
    Pairs() : index_(1 << 10, NONE) {}
    Id intern(Pair pair, bool& fresh);
    Pair operator[](Id id) const { return blocks_[id >> BLOCK_BITS][id & (BLOCK - 1)]; }
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return blocks_.size() * BLOCK * sizeof(Pair) + index_.size() * sizeof(Id); }

private:
    static constexpr int BLOCK_BITS = 14;
    static constexpr Id BLOCK = Id{1} << BLOCK_BITS;
    void grow();
    std::vector<std::unique_ptr<Pair[]>> blocks_;
    std::size_t size_ = 0;
    std::vector<Id> index_;
};

// A vector of component numbers taken from its tree, with the tree's inner nodes in preorder.
struct Unfolded {
    std::vector<Id> leaves, nodes;
};

// The set of states met, numbered in order of arrival. A state is two vectors of component numbers (objects, goroutines)
// and a head (a component with all else); vectors are folded into balanced trees whose common parts are stored once.
class States {
public:
    // `near` is a state that was unpacked and differs little: its trees save look-ups.
    Id intern(const std::vector<Id>& objects, const std::vector<Id>& goroutines, Id head, bool& fresh,
              const Unfolded& near_objects, const Unfolded& near_goroutines);
    void unpack(Id state, std::size_t objects, std::size_t goroutines, Unfolded& out_objects,
                Unfolded& out_goroutines) const;
    Id head(Id state) const { return roots_[state].b; }
    std::size_t size() const { return roots_.size(); }
    std::size_t bytes() const { return roots_.bytes() + nodes_.bytes(); }

private:
    Id fold(const std::vector<Id>& leaves, const Unfolded& near);
    Id fold(const Id* leaves, std::size_t n, const Id* near_leaves, const Id* near_nodes);
    void unfold(Id node, std::size_t n, Unfolded& out) const;
    Pairs nodes_, roots_;
};

}  // namespace chancheck
