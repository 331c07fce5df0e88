// The state after a step: first with the numbers of the state before, then in its canonical form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "store/components.hpp"

namespace chancheck {

// The parts with the numbers of the state before; new objects have numbers from NEW_OBJECTS on.
struct RawSuccessor {
    std::vector<Id> objects;      // nil, those of the state before, new ones
    std::vector<Id> goroutines;   // NONE: gone
    std::size_t old_objects = 1;  // index of the first new object
    Cell root = 0, output = 0;

    std::size_t index(std::uint32_t object) const {
        return object < NEW_OBJECTS ? object : old_objects + (object - NEW_OBJECTS);
    }
    std::size_t target(const Words& words, std::uint32_t i) const { return index(words.target(i)); }
};

// The state's vector, and its goroutines by their numbers before.
struct Successor {
    static constexpr std::int32_t GONE = -1;
    std::vector<Id> parts;
    std::vector<std::int32_t> order;

    std::int32_t number_of(std::int32_t goroutine) const;  // or GONE
    // Of each of so many goroutines before; valid until the next call.
    const std::vector<std::int32_t>& numbers(std::size_t before);

private:
    std::vector<std::int32_t> numbers_;
};

}  // namespace chancheck
