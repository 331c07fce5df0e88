#include "races/contention.hpp"

#include <algorithm>

namespace chancheck {

Contention::Contention(const std::vector<Shape>& shapes) {
    std::uint32_t begin = 0;
    for (const Shape& shape : shapes) {
        auto header = static_cast<std::uint32_t>(shape.header.size()), width = static_cast<std::uint32_t>(shape.elem.size());
        layouts_.push_back({begin, header, width, shape.keys > 0});
        begin += header + width + 1;
    }
    cells_.resize(begin);
}

std::uint32_t Contention::cell(std::int32_t shape, Cell offset) const {
    const Layout& layout = layouts_[static_cast<std::size_t>(shape)];
    if (layout.map) return layout.begin;
    auto at = static_cast<std::uint32_t>(offset);
    if (at >= layout.header && layout.width > 0) at = layout.header + (at - layout.header) % layout.width;
    return layout.begin + std::min(at, layout.header + layout.width);
}

// Two plain accesses of which one writes, or a plain one and an atomic one of which one writes.
bool Contention::conflict(std::uint8_t some, std::uint8_t others) {
    const std::uint8_t write = bit(Access::write), stored = bit(Access::atomic_write);
    const std::uint8_t read = bit(Access::read);
    auto one_way = [&](std::uint8_t a, std::uint8_t b) {
        return ((a & write) != 0 && b != 0) || ((a & stored) != 0 && (b & (read | write)) != 0);
    };
    return one_way(some, others) || one_way(others, some);
}

bool Contention::Kinds::race() const { return conflict(first, second); }

void Contention::Kinds::settle() {
    if (conflict(unjudged, second)) first |= unjudged;
}

void Contention::access(std::uint32_t cell, Access kind, bool alone) {
    Kinds& kinds = cells_[cell];
    if (alone) {
        kinds.alone |= bit(kind);
        return;
    }
    if ((kinds.second & bit(kind)) != 0) return;
    kinds.second |= bit(kind);
    kinds.settle();
}

bool Contention::matters(std::uint32_t cell, Access kind) {
    Kinds& kinds = cells_[cell];
    if ((kinds.first & bit(kind)) != 0) return false;
    if (conflict(bit(kind), kinds.second)) return true;
    kinds.unjudged |= bit(kind);
    return false;
}

void Contention::not_alone() {
    for (Kinds& kinds : cells_) {
        kinds.second |= kinds.alone;
        kinds.settle();
    }
}

void Contention::absorb(const Contention& other) {
    for (std::size_t i = 0; i < cells_.size(); i++) {
        Kinds& kinds = cells_[i];
        kinds.first |= other.cells_[i].first;
        kinds.second |= other.cells_[i].second;
        kinds.alone |= other.cells_[i].alone;
        kinds.unjudged |= other.cells_[i].unjudged;
        kinds.settle();
    }
}

std::vector<std::uint8_t> Contention::cells() const {
    std::vector<std::uint8_t> marks;
    for (const Kinds& kinds : cells_) marks.push_back(kinds.race());
    return marks;
}

std::vector<std::int32_t> Contention::shapes() const {
    std::vector<std::int32_t> found;
    for (std::size_t shape = 0; shape < layouts_.size(); shape++) {
        auto begin = cells_.begin() + layouts_[shape].begin;
        auto end = begin + layouts_[shape].header + layouts_[shape].width + 1;
        if (std::any_of(begin, end, [](const Kinds& kinds) { return kinds.race(); }))
            found.push_back(static_cast<std::int32_t>(shape));
    }
    return found;
}

}  // namespace chancheck
