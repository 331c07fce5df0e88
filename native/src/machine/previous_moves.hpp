// A cache of the previous state's moves: most goroutines and objects are the same in the next state.
#pragma once

#include <vector>

#include "machine/step_cache.hpp"

namespace chancheck {

class Lately {
public:
    // From the state before to this one. `forgotten`: how often the memory was emptied.
    void turn_to(const std::vector<Id>& parts, std::size_t first_goroutine, std::uint32_t forgotten,
                 const Components& stacks);
    // Of goroutine g in the state turned to: as in Component.
    std::uint64_t offers(std::size_t g) const { return meets_[g].offers; }
    std::uint64_t wants(std::size_t g) const { return meets_[g].wants; }

    // The note on these two (or on one, twice) from an earlier state, if it still holds, or null.
    Entry* entry(std::size_t g, std::size_t h) const {
        if (meets_[g].changed || meets_[h].changed || !keeps(g, h)) return nullptr;
        Entry* known = entries_[place(g, h)];
        if (known == nullptr) return nullptr;
        Plan& plan = *known->plan;
        if (plan.loose || (plan.looks_at & changed_objects_) != 0 || !known->is_current()) return nullptr;
        plan.hits++;
        return known;
    }
    // In this state; null: nothing.
    void note(std::size_t g, std::size_t h, Entry* entry) {
        if (keeps(g, h)) entries_[place(g, h)] = entry;
    }

private:
    static constexpr std::size_t FEW = 512;
    // Pairs take room by the square: of many goroutines only what each does alone is noted.
    bool keeps(std::size_t g, std::size_t h) const { return few_ || g == h; }
    std::size_t place(std::size_t g, std::size_t h) const { return few_ ? g * meets_.size() + h : g; }
    struct Meets {
        std::uint64_t offers, wants;
        bool changed;
    };
    std::vector<Id> parts_;
    std::size_t first_goroutine_ = 0;
    std::uint32_t forgotten_ = 0;
    std::uint64_t changed_objects_ = 0;  // as in Plan::looks_at
    std::vector<Meets> meets_;
    bool few_ = true;
    std::vector<Entry*> entries_;  // of each goroutine with each, or of each alone
};

}  // namespace chancheck
