#include "components.hpp"

#include <algorithm>

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

namespace {

std::uint32_t hash_words(const Cell* words, std::size_t n) {
    std::uint64_t h = 0x9E3779B97F4A7C15ULL + n;
    for (std::size_t i = 0; i < n; i++) {
        h = (h ^ static_cast<std::uint64_t>(words[i])) * 0x9FB21C651E98DF25ULL;
        h ^= h >> 29;
    }
    return static_cast<std::uint32_t>(mix(h));
}

}  // namespace

Id Components::intern(const Cell* words, std::uint32_t length, const std::uint32_t* places, std::uint32_t addresses,
                      bool& fresh) {
    std::uint32_t hash = hash_words(words, length);
    std::size_t mask = index_.size() - 1, at = hash & mask;
    for (; index_[at] != NONE; at = (at + 1) & mask) {
        Id id = index_[at];
        if (hashes_[id] != hash) continue;
        const Component& item = items_[id];
        if (item.length == length && std::memcmp(item.words, words, length * sizeof(Cell)) == 0) {
            fresh = false;
            return id;
        }
    }
    fresh = true;
    Cell* own = arena_.take(length + (addresses + 1) / 2);
    std::memcpy(own, words, length * sizeof(Cell));
    if (addresses != 0) std::memcpy(own + length, places, addresses * sizeof(std::uint32_t));
    Id id = static_cast<Id>(items_.size());
    items_.push_back({own, length, addresses, -1, 0, 0});
    hashes_.push_back(hash);
    index_[at] = id;
    if (items_.size() * 2 > index_.size()) grow();
    return id;
}

void Components::grow() {
    index_.assign(index_.size() * 2, NONE);
    std::size_t mask = index_.size() - 1;
    for (Id id = 0; id < items_.size(); id++) {
        std::size_t at = hashes_[id] & mask;
        while (index_[at] != NONE) at = (at + 1) & mask;
        index_[at] = id;
    }
}

namespace {

std::uint64_t hash_pair(Pairs::Pair pair) { return mix(static_cast<std::uint64_t>(pair.a) << 32 | pair.b); }

}  // namespace

Id Pairs::intern(Pair pair, bool& fresh) {
    std::size_t mask = index_.size() - 1;
    std::size_t at = hash_pair(pair) & mask;
    for (; index_[at] != NONE; at = (at + 1) & mask) {
        if ((*this)[index_[at]] == pair) {
            fresh = false;
            return index_[at];
        }
    }
    fresh = true;
    Id id = static_cast<Id>(size_++);
    if ((id >> BLOCK_BITS) == blocks_.size()) blocks_.push_back(std::make_unique_for_overwrite<Pair[]>(BLOCK));
    blocks_[id >> BLOCK_BITS][id & (BLOCK - 1)] = pair;
    index_[at] = id;
    if (size_ * 4 > index_.size() * 3) grow();
    return id;
}

void Pairs::grow() {
    std::size_t size = index_.size() * 2, mask = size - 1;
    std::vector<Id>().swap(index_);  // the old one is not needed to build the new one
    index_.assign(size, NONE);
    for (Id id = 0; id < size_; id++) {
        std::size_t at = hash_pair((*this)[id]) & mask;
        while (index_[at] != NONE) at = (at + 1) & mask;
        index_[at] = id;
    }
}

Id States::fold(const Id* leaves, std::size_t n, const Id* near_leaves, const Id* near_nodes) {
    if (n == 1) return leaves[0];
    if (near_leaves != nullptr && std::memcmp(leaves, near_leaves, n * sizeof(Id)) == 0) return *near_nodes;
    std::size_t half = n / 2;
    bool known = near_leaves != nullptr, fresh = false;
    Id left = fold(leaves, half, near_leaves, near_nodes + known);
    Id right = fold(leaves + half, n - half, known ? near_leaves + half : nullptr, known ? near_nodes + half : near_nodes);
    return nodes_.intern({left, right}, fresh);
}

Id States::fold(const std::vector<Id>& leaves, const Unfolded& near) {
    if (leaves.empty()) return NONE;
    bool alike = near.leaves.size() == leaves.size();
    return fold(leaves.data(), leaves.size(), alike ? near.leaves.data() : nullptr, near.nodes.data());
}

void States::unfold(Id node, std::size_t n, Unfolded& out) const {
    if (n == 0) return;
    if (n == 1) {
        out.leaves.push_back(node);
        return;
    }
    out.nodes.push_back(node);
    auto [left, right] = nodes_[node];
    unfold(left, n / 2, out);
    unfold(right, n - n / 2, out);
}

Id States::intern(const std::vector<Id>& objects, const std::vector<Id>& goroutines, Id head, bool& fresh,
                  const Unfolded& near_objects, const Unfolded& near_goroutines) {
    bool ignored = false;
    Id both = nodes_.intern({fold(objects, near_objects), fold(goroutines, near_goroutines)}, ignored);
    return roots_.intern({both, head}, fresh);
}

void States::unpack(Id state, std::size_t objects, std::size_t goroutines, Unfolded& out_objects,
                    Unfolded& out_goroutines) const {
    auto [heap, stacks] = nodes_[roots_[state].a];
    for (Unfolded* out : {&out_objects, &out_goroutines}) {
        out->leaves.clear();
        out->nodes.clear();
    }
    unfold(heap, objects, out_objects);
    unfold(stacks, goroutines, out_goroutines);
}

}  // namespace chancheck
