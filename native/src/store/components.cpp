#include "store/components.hpp"

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
    __extension__ using Product = unsigned __int128;
    constexpr std::uint64_t ODD = 0x9FB21C651E98DF25ULL, OTHER = 0x9E3779B97F4A7C15ULL;
    auto add = [&](std::uint64_t lane, std::size_t i, std::uint64_t b) {  // a word and b
        const Product p = Product{lane ^ static_cast<std::uint64_t>(words.words[i])} * (b ^ ODD);
        return static_cast<std::uint64_t>(p) ^ static_cast<std::uint64_t>(p >> 64);
    };
    auto second = [&](std::size_t i) { return static_cast<std::uint64_t>(words.words[i]); };
    std::uint64_t a = OTHER + words.length, b = ODD + words.length;  // which need not wait for each other
    std::size_t i = 0;
    for (; i + 4 <= words.length; i += 4) {
        a = add(a, i, second(i + 1));
        b = add(b, i + 2, second(i + 3));
    }
    for (; i < words.length; i++) a = add(a, i, OTHER);
    return static_cast<std::uint32_t>(mix(a + b * ODD));
}

Id Components::find(const Words& words, std::uint32_t hash) const {
    const Index& index = *index_.load(std::memory_order_acquire);
    std::size_t mask = index.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        Id id = index[at].load(std::memory_order_acquire);
        if (id == NONE) return NONE;
        const Component& item = items_[id];
        if (item.hash == hash && item.is_same(words)) return id;
    }
}

Component Components::copy(const Words& from, std::uint32_t hash) {
    Cell* own = arena_.take(from.length + (from.addresses + 1) / 2);
    std::memcpy(own, from.words, from.length * sizeof(Cell));
    auto* places = reinterpret_cast<std::uint32_t*>(own + from.length);
    if (from.addresses != 0) std::memcpy(places, from.places, from.addresses * sizeof(std::uint32_t));
    return {{own, from.length, from.addresses, places}, hash, 0, -1, 0, 0, 0, 0};
}

std::uint32_t Components::pointing(const Words& words, std::uint32_t sort) {
    targets_.assign(1, sort);
    for (std::uint32_t i = 0; i < words.addresses; i++) targets_.push_back(words.target(i));
    return pointings_.try_emplace(targets_, static_cast<std::uint32_t>(pointings_.size())).first->second;
}

Id Components::add(const Component& component) {
    Id id = size_;
    items_.reach(id);
    items_[id] = component;
    size_++;
    Index& index = *indices_.back();
    if (std::size_t{size_} * 2 > index.size()) grow();
    else enter(index, id);
    return id;
}

void Components::enter(Index& index, Id id) {
    std::size_t mask = index.size() - 1, at = items_[id].hash & mask;
    while (index[at].load(std::memory_order_relaxed) != NONE) at = (at + 1) & mask;
    index[at].store(id, std::memory_order_release);
}

void Components::grow() {
    std::size_t slots = indices_.empty() ? FIRST_SLOTS : indices_.back()->size() * 2;
    auto index = std::make_unique<Index>(slots);
    for (auto& slot : *index) slot.store(NONE, std::memory_order_relaxed);
    for (Id id = 0; id < size_; id++) enter(*index, id);
    indices_.push_back(std::move(index));
    index_.store(indices_.back().get(), std::memory_order_release);
}

}  // namespace chancheck
