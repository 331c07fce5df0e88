// Written by `python -m chancheck.explore.native_header`; do not edit.
#pragma once

#include "program/program.hpp"

namespace chancheck {

constexpr Cell FORMAT = 658825880767622025;  // of a program's words

}  // namespace chancheck
