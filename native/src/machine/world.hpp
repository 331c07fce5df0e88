// The data that machines of one program share, and the settings of a machine.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "machine/text.hpp"
#include "program/program.hpp"
#include "store/components.hpp"

namespace chancheck {

struct Settings {
    bool symmetry = true;
    std::vector<std::int32_t> monitored{};  // shapes that the race monitor follows
    std::vector<std::uint8_t>
        recorded{};  // cells (Contention) for which accesses and their order are recorded; empty: none
    std::function<std::string(const std::string&)> wide_quote{};
    std::vector<Cell> scheduler{};           // its table; empty: every enabled goroutine may step
    std::vector<std::int32_t> lone{};        // functions that at most one goroutine of a run begins with
    std::vector<Cell> unordered{};           // see OperationOrder
    bool races = false;                      // are looked for after the search
};

// A program and the components of its states, which several machines may share.
struct World {
    // partitioned: other processes explore the same program, and the words of components mean the same to all of them.
    explicit World(Program program_, bool partitioned = false)
        : program(std::move(program_)),
          strings(program.strings, program.own_strings, partitioned),
          outputs({""}, 1, partitioned) {}
    Program program;
    Strings strings, outputs;
    Components heap, stacks, heads;

    Id intern_object(const Words& words) {
        return heap.intern(words, [this](Component& object) { return std::uint32_t{is_bag(object)}; });
    }
    bool is_bag(const Words& object) const { return program.shapes[static_cast<std::size_t>(object.words[0])].bag; }
    Id intern_goroutine(const Words& words) {
        return stacks.intern(words, [this](Component& goroutine) { return describe(goroutine); });
    }

private:
    std::uint32_t describe(Component& goroutine) const;  // returns its sort, which the numbering distinguishes
};

}  // namespace chancheck
