// Written by `python -m chancheck.explore.native_header`; do not edit.
#pragma once

#include "program/program.hpp"

namespace chancheck {

constexpr Cell FORMAT = 997772314424402467;  // of a program's words

}  // namespace chancheck
