// Floating-point numbers: IEEE 754 doubles as the bits of a cell, with one NaN; docs: chancheck/machine/floats.py.
#pragma once

#include <string>

#include "program/program.hpp"

namespace chancheck::floats {

Cell add(Cell a, Cell b);
Cell sub(Cell a, Cell b);
Cell mul(Cell a, Cell b);
Cell div(Cell a, Cell b);
bool equal(Cell a, Cell b);
bool less(Cell a, Cell b);
bool at_most(Cell a, Cell b);
Cell rounded(Cell a);  // to 32 bits
Cell root(Cell a);
Cell from_integer(Cell a, bool is_unsigned, Cell bits);
Cell to_integer(Cell a, bool is_unsigned);
// style 0, 1: the fewest digits that identify a 64- or 32-bit number, as d.ddde+dd; 2: such with `precision`
// digits behind the point; 3: without an exponent.
std::string written(Cell a, Cell precision, Cell style);

}  // namespace chancheck::floats
