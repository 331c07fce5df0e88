// The order of two goroutines, as far as it follows from their words alone.
//
// With symmetry, the objects are numbered in the order of the goroutines that refer to them. The result of a comparison
// follows from the numbers of the objects that both point to and from all else in their words. The latter is a pattern,
// of which there are few.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "program/program.hpp"
#include "store/components.hpp"
#include "store/recent.hpp"

namespace chancheck {

class Comparisons {
public:
    Comparisons(const Program& program, const Components& goroutines) : program_(program), goroutines_(goroutines) {}

    // The number of the pattern of two goroutines. Two pairs with the same pattern that point to the same objects, in
    // the same order, compare alike, however these are numbered.
    std::uint32_t pattern(Id a, Id b) {
        const std::uint64_t hash = mix(static_cast<std::uint64_t>(a) << 32 | b);
        const Pair& known = known_[hash];
        if (known.a == a && known.b == b) return known.pattern;
        return known_.put(hash, {a, b, find(goroutines_[a], goroutines_[b])}).pattern;
    }

private:
    using Events = std::vector<std::uint64_t>;
    std::uint32_t find(const Component& a, const Component& b);

    struct Pair {
        Id a = NONE, b = NONE;
        std::uint32_t pattern = 0;
    };
    const Program& program_;
    const Components& goroutines_;
    Recent<Pair, 1 << 14> known_;
    std::map<Events, std::uint32_t> patterns_;
    Events events_;
};

}  // namespace chancheck
