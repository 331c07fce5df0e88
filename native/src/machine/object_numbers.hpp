// The numbers that the objects of a step's result get: in the order in which a traversal of the heap meets them.
#pragma once

#include <cstdint>
#include <vector>

#include "machine/alarm.hpp"
#include "machine/successor.hpp"
#include "machine/workspace.hpp"
#include "machine/world.hpp"

namespace chancheck {

class ObjectNumbers {
public:
    ObjectNumbers(World& world, Alarm& alarm, const RawSuccessor& raw) : world_(world), alarm_(alarm), raw_(raw) {}

    std::vector<std::uint32_t> number;  // of a raw object, 0: none yet
    std::vector<std::uint32_t> found;   // raw objects by their numbers, from 1

    void begin() {
        names_.reset();
        number.assign(raw_.objects.size(), 0);
        found.clear();
        explored_ = 0;
    }
    const Component& object(std::uint32_t raw) const { return world_.heap[raw_.objects[raw]]; }
    std::uint32_t target(const Words& words, std::uint32_t i) const {
        return static_cast<std::uint32_t>(raw_.target(words, i));
    }
    // Numbers an object and all that it leads to, breadth first; not through bags.
    void reach(std::uint32_t object);
    // Numbers what a component's addresses lead to: for each address all behind it.
    void reach(const Words& from) {
        for (std::uint32_t i = 0; i < from.addresses; i++) reach(target(from, i));
    }
    void take_back(std::size_t size);  // the numbers of all but so many objects
    // Numbers objects of the state before in their order, which lead to no others without a number.
    void number_range(std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t n = first; n < last; n++) {
            found.push_back(n);
            number[n] = static_cast<std::uint32_t>(found.size());
        }
        explored_ = found.size();
    }
    // How many of a component's addresses are those of objects without numbers.
    std::uint32_t unnumbered(const Words& words) const {
        std::uint32_t count = 0;
        for (std::uint32_t i = 0; i < words.addresses; i++) count += number[target(words, i)] == 0;
        return count;
    }

    bool keeps_names(const Words& words) const;
    // The words with the new numbers, until the next `begin`; -1 or 0 in place of addresses without a number.
    const Cell* renamed(const Words& words, Cell without);
    // The same of an object; the entries of a bag are sorted, by all of their cells or by the keys with nil last.
    Words renamed_object(const Component& object);
    const Cell* renamed_entries(const Component& bag);
    Cell* take(std::size_t cells) { return names_.take(cells); }

private:
    void visit(std::size_t n);

    World& world_;
    Alarm& alarm_;
    const RawSuccessor& raw_;
    std::size_t explored_ = 0;
    Arena names_;  // of components with new numbers
    std::vector<std::uint32_t> bag_places_;
};

// The entries of a map in the words of its object.
struct Entries {
    Entries(const Program& program, const Cell* object)
        : first(OBJECT_HEAD + program.shapes[static_cast<std::size_t>(object[0])].header.size()),
          wide(program.shapes[static_cast<std::size_t>(object[0])].elem.size()),
          count(static_cast<std::size_t>(object[1])) {}
    std::size_t at(std::size_t entry) const { return first + entry * wide; }
    std::size_t first, wide, count;
};

}  // namespace chancheck
