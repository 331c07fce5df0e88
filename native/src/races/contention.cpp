#include "races/contention.hpp"

#include <algorithm>

namespace chancheck {

Contention::Contention(const std::vector<Shape>& shapes) {
    std::uint32_t begin = 0;
    for (const Shape& shape : shapes) {
        auto header = static_cast<std::uint32_t>(shape.header.size()),
             width = static_cast<std::uint32_t>(shape.elem.size());
        layouts_.push_back({begin, header, width, shape.keys > 0});
        begin += header + width + 1;
        shape_of_.resize(begin, static_cast<std::int32_t>(layouts_.size()) - 1);
    }
    cells_.resize(begin);
    several_.resize(shapes.size(), 0);
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

std::uint8_t Contention::Accesses::against(Owner owner) const {
    std::uint8_t kinds = 0;
    for (Owner other = 0; other < OWNERS; other++)
        if (other != owner || owner == OTHERS) kinds |= second[other];
    return kinds;
}

bool Contention::Accesses::race() const {
    for (Owner owner = 0; owner < OWNERS; owner++)
        if (conflict(first[owner], against(owner))) return true;
    return false;
}

void Contention::Accesses::settle() {
    for (Owner owner = 0; owner < OWNERS; owner++)
        if (conflict(unjudged[owner], against(owner))) first[owner] |= unjudged[owner];
}

void Contention::access(std::uint32_t cell, Access kind, Owner owner, bool alone) {
    Accesses& all = cells_[cell];
    if (alone) {
        all.alone |= bit(kind);
        return;
    }
    if ((all.second[owner] & bit(kind)) != 0) return;
    all.second[owner] |= bit(kind);
    all.settle();
}

bool Contention::matters(std::uint32_t cell, Access kind, Owner owner) {
    Accesses& all = cells_[cell];
    if ((all.first[owner] & bit(kind)) != 0) return false;
    if (all.judged_early < MOST_EARLY || conflict(bit(kind), all.against(owner))) return true;
    all.unjudged[owner] |= bit(kind);
    return false;
}

void Contention::not_alone() {
    misjudged_ = true;
    for (Accesses& all : cells_) {
        all.marks |= all.alone_marks;
        if (all.alone == 0) continue;
        all.second[ROOT] |= all.alone;
        all.accessed = true;
        all.guards.clear();
        all.settle();
    }
    std::fill(several_.begin(), several_.end(), 1);
}

// Of several threads none knows what a goroutine holds that another one has stored.
void Contention::absorb(const Contention& other) {
    for (std::size_t i = 0; i < cells_.size(); i++) {
        Accesses& all = cells_[i];
        const Accesses& more = other.cells_[i];
        for (Owner owner = 0; owner < OWNERS; owner++) {
            all.first[owner] |= more.first[owner];
            all.second[owner] |= more.second[owner];
            all.unjudged[owner] |= more.unjudged[owner];
        }
        all.alone |= more.alone;
        all.marks |= more.marks;
        all.alone_marks |= more.alone_marks;
        all.guards.clear();
        all.settle();
    }
}

std::string Contention::packed() const {
    std::string bytes;
    for (const Accesses& all : cells_) {
        for (const Kinds* kinds : {&all.first, &all.second, &all.unjudged}) bytes.append(kinds->begin(), kinds->end());
        bytes.push_back(static_cast<char>(all.alone));
    }
    return bytes;
}

void Contention::absorb(const std::string& packed) {
    constexpr std::size_t EACH = 3 * OWNERS + 1;
    if (packed.size() != cells_.size() * EACH) throw BadProgram("accesses of another program");
    Contention other(*this);
    for (std::size_t i = 0; i < cells_.size(); i++) {
        auto from = packed.begin() + static_cast<std::ptrdiff_t>(i * EACH);
        Accesses& more = other.cells_[i];
        for (Kinds* kinds : {&more.first, &more.second, &more.unjudged}) {
            std::copy_n(from, OWNERS, kinds->begin());
            from += OWNERS;
        }
        more.alone = static_cast<std::uint8_t>(*from);
    }
    absorb(other);
}

void Contention::guard(std::uint32_t cell, Access kind, const std::vector<Guard>& held) {
    Accesses& all = cells_[cell];
    const bool writes = kind == Access::write || kind == Access::atomic_write;
    auto holds = [&](const Guard& guard) {
        return std::any_of(held.begin(), held.end(), [&](const Guard& one) {
            return one.cell == guard.cell && one.offset == guard.offset && one.same_object == guard.same_object &&
                   (one.exclusive || !writes);
        });
    };
    if (!all.accessed) all.guards = held;
    all.accessed = true;
    std::erase_if(all.guards, [&](const Guard& guard) { return !holds(guard); });
}

bool Contention::is_trusted(std::uint32_t cell) const {
    const Accesses& lock = cells_[cell];
    return !lock.distrusted && ((lock.against(OTHERS) | lock.alone) & bit(Access::write)) == 0;
}

bool Contention::is_guarded(const Accesses& accesses) const {
    return std::any_of(accesses.guards.begin(), accesses.guards.end(), [&](const Guard& guard) {
        return is_trusted(guard.cell) && (guard.same_object || is_only_one(shape_of(guard.cell)));
    });
}

bool Contention::operations_meet_memory() const {
    return std::any_of(cells_.begin(), cells_.end(),
                       [](const Accesses& all) { return (all.marks & PLAIN) != 0 && (all.marks & WRITTEN) != 0; });
}

bool Contention::is_quiet() const {
    return std::none_of(cells_.begin(), cells_.end(), [](const Accesses& all) {
        std::uint8_t first = 0;
        for (std::uint8_t kinds : all.first) first |= kinds;
        return conflict(first, all.against(OTHERS));
    });
}

std::vector<std::uint8_t> Contention::cells() const {
    std::vector<std::uint8_t> marks;
    marks.reserve(cells_.size());
    for (const Accesses& all : cells_) marks.push_back(race(all));
    return marks;
}

std::vector<std::int32_t> Contention::shapes() const {
    std::vector<std::int32_t> found;
    for (std::uint32_t i = 0; i < cells_.size(); i++)
        if (race(cells_[i]) && (found.empty() || found.back() != shape_of(i))) found.push_back(shape_of(i));
    return found;
}

}  // namespace chancheck
