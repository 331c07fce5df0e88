// Arithmetic on cells as Go defines it: it wraps around, and shifts may be as far as one likes.
#pragma once

#include "program/program.hpp"

namespace chancheck {

using Unsigned = std::uint64_t;

inline Cell wrap_add(Cell a, Cell b) { return static_cast<Cell>(static_cast<Unsigned>(a) + static_cast<Unsigned>(b)); }
inline Cell wrap_sub(Cell a, Cell b) { return static_cast<Cell>(static_cast<Unsigned>(a) - static_cast<Unsigned>(b)); }
inline Cell wrap_mul(Cell a, Cell b) { return static_cast<Cell>(static_cast<Unsigned>(a) * static_cast<Unsigned>(b)); }

inline Cell divided(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return b == -1 ? wrap_sub(0, a) : a / b;
}
inline Cell remainder(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return b == -1 ? 0 : a % b;
}
inline Cell divided_unsigned(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return static_cast<Cell>(static_cast<Unsigned>(a) / static_cast<Unsigned>(b));
}
inline Cell remainder_unsigned(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return static_cast<Cell>(static_cast<Unsigned>(a) % static_cast<Unsigned>(b));
}
inline Cell shifted_left(Cell a, Cell n) {
    return n < 0 || n > 63 ? 0 : static_cast<Cell>(static_cast<Unsigned>(a) << n);
}
inline Cell shifted_right(Cell a, Cell n) { return n < 0 || n > 63 ? (a < 0 ? -1 : 0) : a >> n; }
inline Cell shifted_unsigned(Cell a, Cell n) {
    return n < 0 || n > 63 ? 0 : static_cast<Cell>(static_cast<Unsigned>(a) >> n);
}

// The low bits as a number, with a sign or without.
inline Cell reduced(Cell a, Cell bits, bool is_signed) {
    if (bits <= 0 || bits >= 64) return a;
    Unsigned low = static_cast<Unsigned>(a) & ((Unsigned{1} << bits) - 1);
    if (is_signed && (low >> (bits - 1) & 1) != 0) low |= ~Unsigned{0} << bits;
    return static_cast<Cell>(low);
}

}  // namespace chancheck
