// Written by `python -m chancheck.explore.native_header`; do not edit.
#pragma once

#include "program/program.hpp"

namespace chancheck {

constexpr Cell FORMAT = 258659224541325662;  // of a program's words

}  // namespace chancheck
