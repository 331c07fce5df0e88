// A cache of numberings of objects. Where goroutines are not compared, the numbers depend only on the *outline*: which
// component has addresses of which object. Many states share an outline. The outline after a step follows from the one
// before and from what the step changes in it, so most steps need one look-up.
#pragma once

#include <array>
#include <bit>
#include <memory>
#include <utility>
#include <vector>

#include "store/components.hpp"
#include "store/recent.hpp"

namespace chancheck {

// Goroutines with the same words so far: the numbers behind them depend on what objects hold (ties.hpp).
struct Tie {
    std::vector<std::uint32_t> looks_at;  // these objects, by their number before; empty: there is no tie
    // Not empty: only the order of these counts, for each tie the objects of each goroutine.
    std::vector<std::vector<std::vector<std::uint32_t>>> islands;
    // By object: the number it has if it has the same whatever decides, or the next after these by its place.
    std::vector<std::uint32_t> numbers;
};

// With a tie, only that counts: its numberings have keys of their own.
struct Numbering {
    std::vector<std::uint32_t> key;    // the outline; empty: none
    std::vector<std::uint32_t> found;  // objects in the new order, by their number before
    std::vector<std::int32_t> order;   // goroutines in the new order
    std::vector<std::uint8_t> keeps;   // which of these, one after the other, point to nothing that gets another number
    Cell fixed = 0;
    Tie tie;
    std::uint32_t id = 0;  // no other one had it
    std::uint32_t hits = 0;
    // The head that a state had which was numbered so, and what else it depends on. NONE: none yet.
    Id head = NONE;
    Cell root = 0, output = 0;
};

class Numberings {
public:
    // The one for this key, or null.
    Numbering* find(const std::vector<std::uint32_t>& key) {
        Numbering* known = known_[place(key)].get();
        if (known == nullptr || known->key != key) return nullptr;
        known->hits++;
        return known;
    }
    // Whether to learn the one for this key: its place is free, or it was wanted not long ago and the one there is of little use.
    bool is_worth(const std::vector<std::uint32_t>& key) {
        Numbering* known = known_[place(key)].get();
        if (known == nullptr) return true;
        auto hash = static_cast<std::uint32_t>(hash_of(key) >> 32);
        return std::exchange(asked_[place(key)], hash) == hash && (known->hits /= 2) == 0;
    }
    // To be filled in.
    Numbering& learn(const std::vector<std::uint32_t>& key) {
        std::unique_ptr<Numbering>& known = known_[place(key)];
        if (known == nullptr) known = std::make_unique<Numbering>();
        known->key = key;
        known->keeps.clear();
        known->tie = {};
        known->id = ++last_;
        known->head = NONE;
        return *known;
    }

    // The number of an outline: the same as before if it was requested recently; two outlines never share one.
    std::uint32_t outline(const std::vector<std::uint32_t>& key) {
        const std::uint64_t hash = hash_of(key);
        const Outline& known = outlines_[hash];
        return known.id != 0 && known.key == key ? known.id : outlines_.put(hash, {key, ++last_outline_}).id;
    }
    // A step: the outline before it and the order of the goroutines, the number of its change of the outline
    // (Change::outline), the goroutines that move, and the number of the order of the changed goroutines and the others.
    struct Step {
        std::uint32_t before = 0, change = 0;  // 0: none
        std::int32_t mover = 0, peer = 0;
        std::uint32_t comparisons = 0;
        bool operator==(const Step&) const = default;
    };
    // The cached numbering after such a step, or null.
    Numbering* after(const Step& step) const {
        const After& known = after_[hash_of(step)];
        return known.step == step && known.numbering->id == known.id ? known.numbering : nullptr;
    }
    void learn(const Step& step, Numbering& after) {
        if (step.change != 0) after_.put(hash_of(step), {step, &after, after.id});
    }

    // The component under a numbering, if cached; else NONE.
    Id renamed(const Numbering& under, Id component, bool goroutine) const {
        const Renamed& known = renamed_[hash_of(under, component, goroutine)];
        return known.numbering == under.id && known.from == component && known.goroutine == goroutine ? known.to : NONE;
    }
    void learn(const Numbering& under, Id component, bool goroutine, Id to) {
        renamed_.put(hash_of(under, component, goroutine), {under.id, component, to, goroutine});
    }

private:
    static constexpr std::size_t MOST = 1 << 13, MOST_STEPS = 1 << 14;
    static std::uint64_t hash_of(const std::vector<std::uint32_t>& key) {
        constexpr std::uint64_t ODD = 0x9FB21C651E98DF25ULL;
        std::uint64_t h[4] = {key.size(), 1, 2, 3};  // which need not wait for each other
        std::size_t i = 0;
        for (; i + 4 <= key.size(); i += 4)
            for (std::size_t lane = 0; lane < 4; lane++) h[lane] = std::rotl((h[lane] ^ key[i + lane]) * ODD, 29);
        for (; i < key.size(); i++) h[0] = std::rotl((h[0] ^ key[i]) * ODD, 29);
        return mix(mix(h[0] + h[1] * ODD) + mix(h[2] + h[3] * ODD) * ODD);
    }
    static std::size_t place(const std::vector<std::uint32_t>& key) { return hash_of(key) % MOST; }
    static std::uint64_t hash_of(const Numbering& under, Id component, bool goroutine) {
        return mix(static_cast<std::uint64_t>(component) << 32 | under.id << 1 | goroutine);
    }
    static std::uint64_t hash_of(const Step& step) {
        std::uint64_t who = static_cast<std::uint64_t>(static_cast<std::uint32_t>(step.mover)) << 32 |
                            static_cast<std::uint32_t>(step.peer);
        std::uint64_t what = static_cast<std::uint64_t>(step.before) << 32 | step.change;
        return mix((what + step.comparisons * 0xD6E8FEB86659FD93ULL) * 0x9FB21C651E98DF25ULL + who);
    }
    struct Outline {
        std::vector<std::uint32_t> key;
        std::uint32_t id = 0;
    };
    struct After {
        Step step;
        Numbering* numbering = nullptr;
        std::uint32_t id = 0;
    };
    struct Renamed {
        std::uint32_t numbering = 0;  // 0: none
        Id from = 0, to = 0;
        bool goroutine = false;
    };
    std::vector<std::unique_ptr<Numbering>> known_ = std::vector<std::unique_ptr<Numbering>>(MOST);
    std::vector<std::uint32_t> asked_ = std::vector<std::uint32_t>(MOST);  // the key of the last request in each place
    Recent<Renamed, MOST> renamed_;
    Recent<Outline, MOST> outlines_;
    Recent<After, MOST_STEPS> after_;
    std::uint32_t last_ = 0, last_outline_ = 0;
};

}  // namespace chancheck
