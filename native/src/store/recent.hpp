// A cache in which a newer entry takes an older one's place.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace chancheck {

// It begins small: most programs have few states, and memory that is touched for the first time costs more than to work
// an entry out again. When as many entries were put as it has places, it grows, up to MOST places, and forgets them.
template <class Entry, std::size_t MOST>
class Recent {
public:
    // The entry in the place of this hash, which may be another one's.
    const Entry& operator[](std::uint64_t hash) const { return entries_[hash & (entries_.size() - 1)]; }
    Entry& known(std::uint64_t hash) { return entries_[hash & (entries_.size() - 1)]; }
    Entry& put(std::uint64_t hash, Entry entry) {
        if (++put_ > entries_.size() && entries_.size() < MOST) grow();
        return entries_[hash & (entries_.size() - 1)] = std::move(entry);
    }
    void clear() { entries_.assign(entries_.size(), Entry{}); }

private:
    static constexpr std::size_t FIRST = 1 << 8, TIMES = 4;
    static_assert((MOST & (MOST - 1)) == 0 && MOST >= FIRST);

    void grow() {
        entries_ = std::vector<Entry>(std::min(TIMES * entries_.size(), MOST));
        put_ = 0;
    }

    std::vector<Entry> entries_ = std::vector<Entry>(FIRST);
    std::size_t put_ = 0;  // since it grew
};

}  // namespace chancheck
