// Written by `python -m chancheck.explore.native_header`; do not edit.
#pragma once

#include "program/program.hpp"

namespace chancheck {

constexpr Cell FORMAT = 957438474871718461;  // of a program's words

}  // namespace chancheck
