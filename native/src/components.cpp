#include "components.hpp"

#include <algorithm>
#include <cstring>

namespace chancheck {

Cell* Arena::take(std::size_t cells) {
    while (block_ < blocks_.size() && used_ + cells > blocks_[block_].size) {
        block_++;
        used_ = 0;
    }
    if (block_ == blocks_.size()) {
        std::size_t size = std::max<std::size_t>(cells, std::size_t{1} << std::min<std::size_t>(10 + block_, 17));
        blocks_.push_back({std::unique_ptr<Cell[]>(new Cell[size]), size});
        bytes_ += size * sizeof(Cell);
        used_ = 0;
    }
    Cell* start = blocks_[block_].cells.get() + used_;
    used_ += cells;
    return start;
}

std::uint32_t Components::hash_of(const Words& words) {
    std::uint64_t h = 0x9E3779B97F4A7C15ULL + words.length;
    for (std::size_t i = 0; i < words.length; i++) {
        h = (h ^ static_cast<std::uint64_t>(words.words[i])) * 0x9FB21C651E98DF25ULL;
        h ^= h >> 29;
    }
    return static_cast<std::uint32_t>(mix(h));
}

Id Components::find(const Words& words, std::uint32_t hash) const {
    std::size_t mask = index_.size() - 1;
    for (std::size_t at = hash & mask; index_[at] != NONE; at = (at + 1) & mask) {
        const Component& item = items_[index_[at]];
        if (item.hash == hash && item.length == words.length &&
            std::memcmp(item.words, words.words, words.length * sizeof(Cell)) == 0)
            return index_[at];
    }
    return NONE;
}

Component Components::copy(const Words& from, std::uint32_t hash) {
    Cell* own = arena_.take(from.length + (from.addresses + 1) / 2);
    std::memcpy(own, from.words, from.length * sizeof(Cell));
    auto* places = reinterpret_cast<std::uint32_t*>(own + from.length);
    if (from.addresses != 0) std::memcpy(places, from.places, from.addresses * sizeof(std::uint32_t));
    return {{own, from.length, from.addresses, places}, hash, -1, 0, 0, 0, 0};
}

Id Components::add(const Component& component) {
    Id id = size_;
    items_.reach(id);
    items_[id] = component;
    size_++;
    if (std::size_t{size_} * 2 > index_.size()) {
        grow();
        return id;
    }
    std::size_t mask = index_.size() - 1, at = component.hash & mask;
    while (index_[at] != NONE) at = (at + 1) & mask;
    index_[at] = id;
    return id;
}

void Components::grow() {
    index_.assign(index_.size() * 2, NONE);
    std::size_t mask = index_.size() - 1;
    for (Id id = 0; id < size_; id++) {
        std::size_t at = items_[id].hash & mask;
        while (index_[at] != NONE) at = (at + 1) & mask;
        index_[at] = id;
    }
}

}  // namespace chancheck
