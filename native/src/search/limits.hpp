// Limits of a search.
#pragma once

#include "program/program.hpp"

namespace chancheck {

// Limits of a search; negative: no limit. Memory in bytes of the process, seconds of wall time; patience: seconds
// from the first defect on.
struct Limits {
    Cell states = -1, depth = -1, memory = -1;
    double seconds = -1, patience = -1;
    double share = -1;  // of the seconds, before races are looked for
    double near = 0;    // where no more than this part of the states is open at their limit, twice as many are allowed
};

}  // namespace chancheck
