// What machines that run the same program share, and how a machine is set up.
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
    std::vector<std::int32_t> monitored;  // shapes whose memory is followed for races
    std::vector<std::uint8_t>
        recorded;  // cells (Contention) whose accesses are recorded with what orders them; empty: none
    std::function<std::string(const std::string&)> wide_quote;
    std::vector<Cell> scheduler;  // its table; empty: every enabled goroutine may step
};

// A program and the components of its states, which several machines may share.
struct World {
    explicit World(Program program_)
        : program(std::move(program_)), strings(program.strings, program.own_strings), outputs({""}, 1) {}
    Program program;
    Strings strings, outputs;
    Components heap, stacks, heads;

    Id intern_goroutine(const Words& words) {
        return stacks.intern(words, [this](Component& goroutine) { return describe(goroutine); });
    }

private:
    std::uint32_t describe(Component& goroutine) const;  // returns its sort, which the numbering distinguishes
};

}  // namespace chancheck
