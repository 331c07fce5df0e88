// A memory of how objects were numbered. Which numbers they get depends, where goroutines are not compared, on nothing but
// who points where: the same in very many states.
#pragma once

#include <array>
#include <vector>

#include "components.hpp"

namespace chancheck {

struct Numbering {
    std::vector<std::uint32_t> key;    // who points where; empty: none
    std::vector<std::uint32_t> found;  // objects in the new order, by their number before
    std::vector<std::int32_t> order;   // goroutines in the new order
    Cell fixed = 0;
    std::uint32_t id = 0;   // no other one had it
    bool identity = false;  // all objects keep their numbers
};

class Numberings {
public:
    // The one for this key, or null.
    const Numbering* find(const std::vector<std::uint32_t>& key) const {
        const Numbering& known = known_[place(key)];
        return known.key == key ? &known : nullptr;
    }
    void learn(const std::vector<std::uint32_t>& key, Numbering numbering) {
        numbering.key = key;
        numbering.id = ++last_;
        known_[place(key)] = std::move(numbering);
    }

    // What a component becomes under a numbering, as it was told before; NONE.
    Id renamed(const Numbering& under, Id component, bool goroutine) const {
        const Renamed& known = renamed_[place(under, component, goroutine)];
        return known.numbering == under.id && known.from == component && known.goroutine == goroutine ? known.to : NONE;
    }
    void learn(const Numbering& under, Id component, bool goroutine, Id to) {
        renamed_[place(under, component, goroutine)] = {under.id, component, to, goroutine};
    }

private:
    static constexpr std::size_t MOST = 1 << 10, MOST_RENAMED = 1 << 13;  // a newer one takes an older one's place
    static std::size_t place(const std::vector<std::uint32_t>& key) {
        std::uint64_t h = key.size();
        for (std::uint32_t word : key) {
            h = (h ^ word) * 0x9FB21C651E98DF25ULL;
            h ^= h >> 29;
        }
        return mix(h) % MOST;
    }
    static std::size_t place(const Numbering& under, Id component, bool goroutine) {
        return mix(static_cast<std::uint64_t>(component) << 32 | under.id << 1 | goroutine) % MOST_RENAMED;
    }
    struct Renamed {
        std::uint32_t numbering = 0;  // 0: none
        Id from = 0, to = 0;
        bool goroutine = false;
    };
    std::vector<Numbering> known_ = std::vector<Numbering>(MOST);
    std::vector<Renamed> renamed_ = std::vector<Renamed>(MOST_RENAMED);
    std::uint32_t last_ = 0;
};

}  // namespace chancheck
