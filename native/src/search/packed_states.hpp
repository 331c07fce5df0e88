// States as bytes that every process with the same program reads alike. docs/cluster.md
//
// A batch has the texts that its reader may not know, each component of its states once, and for each state where it comes
// from and the places of its components among those of the batch.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "machine/world.hpp"
#include "search/traces.hpp"

namespace chancheck {

// Of a state in a batch: the state from which a step leads to it, by its shard and its number there, and the run to it.
// alone: no goroutine was started in it.
struct Origin {
    std::uint32_t shard = 0;
    Id state = 0;
    Traces::Arrival arrival{0, Traces::NOBODY};
    bool alone = false;
};

// The hash of a state follows from the words of its components.
class Fingerprints {
public:
    explicit Fingerprints(const World& world) : world_(world) {}
    std::uint64_t of(const std::vector<Id>& parts, std::size_t objects);

private:
    static std::uint64_t hash_of(const Words& words);
    static std::uint64_t known(std::vector<std::uint64_t>& hashes, const Components& components, Id id) {
        if (id >= hashes.size()) hashes.resize(components.size(), 0);
        if (hashes[id] == 0) hashes[id] = hash_of(components[id]) | 1;
        return hashes[id];
    }
    const World& world_;
    std::vector<std::uint64_t> heads_, objects_, goroutines_;  // by number; 0: not computed yet
};

// How many of the texts of a world a reader has.
struct TextsSent {
    std::size_t strings = 0, outputs = 0;
};

class Packing {
public:
    // once: a state that is in the batch already is not added again; the better origin counts.
    Packing(const World& world, bool once) : world_(&world), once_(once) {}
    void add(const std::vector<Id>& parts, std::size_t objects, std::uint64_t hash, const Origin& origin);
    std::size_t bytes() const { return components_.size() + places_.size() + ORIGIN_BYTES * entries_.size(); }  // about
    bool empty() const { return entries_.empty(); }
    // The batch, with the texts that `sent` does not count; then it is empty.
    std::string take(TextsSent& sent);

private:
    static constexpr std::size_t ORIGIN_BYTES = 6;
    enum Sort : std::size_t { HEAD, OBJECT, GOROUTINE, SORTS };
    struct Entry {
        std::uint64_t hash;
        std::size_t begin;  // of its places
        std::uint32_t parts;
        Origin origin;
    };
    std::uint32_t place(Sort sort, Id id);
    Entry* find(const Entry& wanted);
    void grow();

    const World* world_;
    bool once_;
    std::array<std::vector<std::uint32_t>, SORTS> known_;  // by component, its place in the batch + 1
    std::vector<std::pair<Sort, Id>> members_;
    std::string components_;
    std::vector<std::uint32_t> places_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> index_;  // of entries by hash, + 1
};

// Enters what a batch has into a world, and gives one state after the other. Throws BadProgram on bytes that are none.
class Unpacking {
public:
    Unpacking(World& world, std::string_view batch);
    bool next();
    // Of the state that `next` came to.
    const std::vector<Id>& parts() const { return parts_; }
    std::size_t objects() const { return objects_; }
    const Origin& origin() const { return origin_; }

private:
    std::uint64_t number();
    Cell word();
    void texts();
    Id component();

    World& world_;
    std::string_view rest_;
    std::vector<Id> components_, parts_;
    std::size_t states_ = 0, objects_ = 0;
    Origin origin_;
    std::vector<Cell> words_;
    std::vector<std::uint32_t> addresses_;
};

}  // namespace chancheck
