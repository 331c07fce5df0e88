// Moves: what a goroutine, or two that meet, or a processor can do in a state.
#pragma once

#include <cstdint>

#include "program/program.hpp"

namespace chancheck {

struct Slot;

// A step from a state, all but the choices of its local code.
struct Move {
    std::int32_t goroutine, alternative, rule = 0, peer = -1, peer_alternative = 0;
    Slot* slot = nullptr;         // what the machine remembers of it, until another state is loaded
    std::int32_t processor = -1;  // that makes it, with a scheduler; -1: a blocking call ends
};

// How a step ends the run, if it does.
enum class Ending { none, fault, exit, unknown };

}  // namespace chancheck
