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

namespace chancheck {

class Comparisons {
public:
    Comparisons(const Program& program, const Components& goroutines) : program_(program), goroutines_(goroutines) {}

    // The number of the pattern of two goroutines. Two pairs with the same pattern that point to the same objects, in
    // the same order, compare alike, however these are numbered.
    std::uint32_t pattern(Id a, Id b) {
        Pair& known = known_[(a * 0x9E3779B1U ^ b * 0x85EBCA77U) >> (32 - BITS)];
        if (known.a != a || known.b != b) known = {a, b, find(goroutines_[a], goroutines_[b])};
        return known.pattern;
    }

private:
    using Events = std::vector<std::uint64_t>;
    std::uint32_t find(const Component& a, const Component& b);

    static constexpr int BITS = 14;  // of the number of pairs; a newer one takes an older one's place
    struct Pair {
        Id a = NONE, b = NONE;
        std::uint32_t pattern = 0;
    };
    const Program& program_;
    const Components& goroutines_;
    std::vector<Pair> known_ = std::vector<Pair>(std::size_t{1} << BITS);
    std::map<Events, std::uint32_t> patterns_;
    Events events_;
};

}  // namespace chancheck
