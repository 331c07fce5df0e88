#include "races/race_monitor.hpp"

#include <algorithm>

namespace chancheck {
namespace {

bool writes(Access kind) { return kind == Access::write || kind == Access::atomic_write; }
bool atomic(Access kind) { return kind == Access::atomic_read || kind == Access::atomic_write; }

// Whether every access that conflicts with the old one conflicts with the new one too.
bool subsumes(Access fresh, Access old) {
    switch (fresh) {
    case Access::write: return true;
    case Access::atomic_write: return atomic(old);
    case Access::read: return !writes(old);
    case Access::atomic_read: return old == Access::atomic_read;
    }
    return false;
}

// Same location and place, conflicts with no less, known to no more.
bool covers(const Fact& a, const Fact& b) {
    return a.location == b.location && a.place == b.place && subsumes(a.kind, b.kind) &&
           std::includes(b.holders.begin(), b.holders.end(), a.holders.begin(), a.holders.end());
}

constexpr std::size_t FACT_HEAD = 4;  // location, kind, place, number of holders

}  // namespace

bool conflicting(Access a, Access b) { return (writes(a) || writes(b)) && !(atomic(a) && atomic(b)); }

bool Fact::known_to(Holder who) const { return std::binary_search(holders.begin(), holders.end(), who); }

void Fact::tell(Holder who) {
    auto at = std::lower_bound(holders.begin(), holders.end(), who);
    if (at == holders.end() || *at != who) holders.insert(at, who);
}

void Fact::forget(Holder who) {
    auto at = std::lower_bound(holders.begin(), holders.end(), who);
    if (at != holders.end() && *at == who) holders.erase(at);
}

void Reach::reset(std::size_t objects, std::size_t goroutines) {
    goroutines_ = goroutines;
    words_ = (goroutines + 63) / 64;
    bits_.assign(objects * words_, 0);
}

bool Reach::add(std::size_t object, std::size_t g) {
    std::uint64_t& word = bits_[object * words_ + g / 64];
    std::uint64_t bit = std::uint64_t{1} << g % 64;
    bool fresh = (word & bit) == 0;
    word |= bit;
    return fresh;
}

bool Reach::add_all(std::size_t object, std::size_t from) {
    bool fresh = false;
    for (std::size_t i = 0; i < words_; i++) {
        std::uint64_t& word = bits_[object * words_ + i];
        std::uint64_t more = bits_[from * words_ + i] & ~word;
        word |= more;
        fresh = fresh || more != 0;
    }
    return fresh;
}

void Reach::add_everyone(std::size_t object) {
    for (std::size_t g = 0; g < goroutines_; g++) add(object, g);
}

bool Reach::only(std::size_t object, const std::vector<Holder>& known) const {
    auto at = known.begin();
    for (std::size_t g = 0; g < goroutines_; g++) {
        if ((bits_[object * words_ + g / 64] >> g % 64 & 1) == 0) continue;
        while (at != known.end() && *at < Holder::goroutine(g)) ++at;
        if (at == known.end() || *at != Holder::goroutine(g)) return false;
    }
    return true;
}

Monitor::Monitor(const std::vector<std::int32_t>& shapes, std::size_t all_shapes) : followed_(all_shapes, false) {
    for (std::int32_t shape : shapes) followed_.at(static_cast<std::size_t>(shape)) = true;
}

void Monitor::load(const Cell* words, std::size_t length) {
    loaded_.clear();
    for (const Cell* at = words; at < words + length;) {
        Fact& fact = loaded_.emplace_back();
        fact.location = at[0];
        fact.kind = static_cast<Access>(at[1]);
        fact.place = static_cast<std::int32_t>(at[2]);
        fact.holders.reserve(static_cast<std::size_t>(at[3]));
        const Cell* holder = at + FACT_HEAD;
        for (Cell i = 0; i < at[3]; i++, holder += 2) fact.holders.push_back({holder[0], holder[1]});
        at = holder;
    }
}

void Monitor::load(std::span<const Fact* const> facts) {
    loaded_.clear();
    for (const Fact* fact : facts) {
        loaded_.push_back(*fact);
        loaded_.back().origin = static_cast<std::int32_t>(loaded_.size()) - 1;
    }
}

void Monitor::begin() {
    facts_ = loaded_;
    facts_.insert(facts_.end(), joining_.begin(), joining_.end());
    joining_.clear();
    accesses_.clear();
    races_.clear();
    origins_.clear();
}

void Monitor::access(std::size_t g, Cell location, Access kind, std::int32_t place) {
    Holder me = Holder::goroutine(g);
    accesses_.push_back({g, location, kind});
    std::erase_if(facts_, [&](const Fact& fact) {
        if (fact.location != location && fact.location != address(object_of(location), Fact::WHOLE)) return false;
        bool known = fact.known_to(me);
        if (!known && conflicting(fact.kind, kind)) {
            races_.emplace_back(fact.place, place);
            origins_.push_back(fact.origin);
        }
        return known && fact.location == location && subsumes(kind, fact.kind);
    });
    facts_.push_back({location, kind, place, {me}, -1, -1, static_cast<std::int32_t>(g)});
}

void Monitor::acquire(std::size_t g, Holder clock) {
    for (Fact& fact : facts_)
        if (fact.known_to(clock)) fact.tell(Holder::goroutine(g));
}

void Monitor::release(std::size_t g, Holder clock, bool replace) {
    for (Fact& fact : facts_) {
        if (fact.known_to(Holder::goroutine(g))) fact.tell(clock);
        else if (replace) fact.forget(clock);
    }
}

void Monitor::meet(std::size_t a, std::size_t b) {
    Holder one = Holder::goroutine(a), other = Holder::goroutine(b);
    for (Fact& fact : facts_) {
        if (!fact.known_to(one) && !fact.known_to(other)) continue;
        fact.tell(one);
        fact.tell(other);
    }
}

void Monitor::learn(std::size_t g) {
    for (Fact& fact : facts_) fact.tell(Holder::goroutine(g));
}

void Monitor::spawn(std::size_t parent, std::size_t child) {
    for (Fact& fact : facts_)
        if (fact.known_to(Holder::goroutine(parent))) fact.tell(Holder::goroutine(child));
}

void Monitor::rotate(Cell base, Cell capacity) {
    if (capacity <= 0) return;
    for (Fact& fact : facts_) {
        for (Holder& holder : fact.holders) {
            if (holder.address != base || holder.number % 2 == 0) continue;
            holder = Holder::clock(base, (holder.number / 2 + capacity - 1) % capacity, true);
        }
        std::sort(fact.holders.begin(), fact.holders.end());
    }
}

Monitor::Knowledge Monitor::knowledge(std::size_t g, const std::vector<std::uint32_t>& number) const {
    Knowledge known;
    for (const Fact& fact : facts_) {
        Cell object = number[static_cast<std::size_t>(object_of(fact.location))];
        if (object == 0 || !fact.known_to(Holder::goroutine(g))) continue;
        known.emplace_back(address(object, offset_of(fact.location)), Cell(fact.kind) << 32 | fact.place);
    }
    std::sort(known.begin(), known.end());
    return known;
}

// False for a fact that can never race again: its object is gone, or all goroutines that reach it know of the access.
bool Monitor::rename(const Fact& fact, const std::vector<std::uint32_t>& number,
                     const std::vector<std::int32_t>& renumbered, const Reach& reach, Fact& to) const {
    std::uint32_t object = number[static_cast<std::size_t>(object_of(fact.location))];
    if (object == 0) return false;
    to.location = address(object, offset_of(fact.location));
    to.kind = fact.kind;
    to.place = fact.place;
    to.holders.clear();
    for (Holder h : fact.holders)
        if (std::int32_t g; !h.is_clock() && (g = renumbered[static_cast<std::size_t>(h.number)]) >= 0)
            to.holders.push_back(Holder::goroutine(static_cast<std::size_t>(g)));
    std::sort(to.holders.begin(), to.holders.end());
    if (reach.only(object, to.holders)) return false;
    std::size_t goroutines = to.holders.size();
    for (Holder h : fact.holders) {
        std::uint32_t n = h.is_clock() ? number[static_cast<std::size_t>(object_of(h.address))] : 0;
        if (n != 0 && !reach.only(n, to.holders)) to.holders.push_back({address(n, offset_of(h.address)), h.number});
    }
    std::sort(to.holders.begin() + static_cast<std::ptrdiff_t>(goroutines), to.holders.end());
    return true;
}

// The facts are sorted, so those that can cover each other stand together.
void Monitor::drop_covered(std::vector<Fact>& facts) const {
    std::vector<bool> covered(facts.size(), false);
    for (std::size_t first = 0, end = 0; first < facts.size(); first = end) {
        while (end < facts.size() && facts[end].location == facts[first].location) end++;
        for (std::size_t a = first; a < end; a++)
            for (std::size_t b = first; b < end; b++)
                if (a != b && covers(facts[a], facts[b])) covered[b] = true;
    }
    std::size_t i = 0;
    std::erase_if(facts, [&](const Fact&) { return covered[i++]; });
}

const std::vector<Cell>& Monitor::settled(const std::vector<std::uint32_t>& number,
                                          const std::vector<std::int32_t>& renumbered, const Reach& reach) {
    kept_.clear();
    Fact renamed;
    for (const Fact& fact : facts_)
        if (rename(fact, number, renumbered, reach, renamed)) kept_.push_back(renamed);
    std::sort(kept_.begin(), kept_.end());
    kept_.erase(std::unique(kept_.begin(), kept_.end()), kept_.end());
    drop_covered(kept_);
    words_.clear();
    for (const Fact& fact : kept_) {
        words_.insert(words_.end(),
                      {fact.location, Cell(fact.kind), Cell{fact.place}, static_cast<Cell>(fact.holders.size())});
        for (Holder h : fact.holders) words_.insert(words_.end(), {h.address, h.number});
    }
    return words_;
}

}  // namespace chancheck
