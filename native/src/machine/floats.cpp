#include "machine/floats.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace chancheck::floats {
namespace {

constexpr Cell NOT_A_NUMBER = 0x7FF8000000000001;  // Go's math.NaN
constexpr double LARGE = 9223372036854775808.0;    // 2^63

double number(Cell cell) {
    double x;
    std::memcpy(&x, &cell, sizeof x);
    return x;
}

Cell cell(double x) {
    if (std::isnan(x)) return NOT_A_NUMBER;
    Cell bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}

// On amd64 numbers that are too large become the smallest integer.
Cell truncated(double x) { return x >= -LARGE && x < LARGE ? static_cast<Cell>(x) : std::numeric_limits<Cell>::min(); }

}  // namespace

Cell add(Cell a, Cell b) { return cell(number(a) + number(b)); }
Cell sub(Cell a, Cell b) { return cell(number(a) - number(b)); }
Cell mul(Cell a, Cell b) { return cell(number(a) * number(b)); }
Cell div(Cell a, Cell b) { return cell(number(a) / number(b)); }
bool equal(Cell a, Cell b) { return number(a) == number(b); }
bool less(Cell a, Cell b) { return number(a) < number(b); }
bool at_most(Cell a, Cell b) { return number(a) <= number(b); }
Cell rounded(Cell a) { return cell(static_cast<double>(static_cast<float>(number(a)))); }
Cell root(Cell a) { return cell(std::sqrt(number(a))); }

Cell from_integer(Cell a, bool is_unsigned, Cell bits) {
    auto u = static_cast<std::uint64_t>(a);
    if (bits == 32) return cell(static_cast<double>(is_unsigned ? static_cast<float>(u) : static_cast<float>(a)));
    return cell(is_unsigned ? static_cast<double>(u) : static_cast<double>(a));
}

Cell to_integer(Cell a, bool is_unsigned) {
    double x = number(a);
    if (!is_unsigned || !(x >= LARGE)) return truncated(x);
    return static_cast<Cell>(static_cast<std::uint64_t>(truncated(x - LARGE)) ^ (std::uint64_t{1} << 63));
}

std::string written(Cell a, Cell precision, Cell style) {
    double x = number(a);
    if (std::isnan(x)) return "NaN";
    if (std::isinf(x)) return x > 0 ? "+Inf" : "-Inf";
    std::string out(static_cast<std::size_t>(400 + (precision > 0 ? precision : 0)), '\0');
    char *begin = out.data(), *end = begin + out.size();
    auto digits = static_cast<int>(precision);
    std::to_chars_result done{};
    if (style == 0) done = std::to_chars(begin, end, x, std::chars_format::scientific);
    else if (style == 1) done = std::to_chars(begin, end, static_cast<float>(x), std::chars_format::scientific);
    else if (style == 2) done = std::to_chars(begin, end, x, std::chars_format::scientific, digits);
    else done = std::to_chars(begin, end, x, std::chars_format::fixed, digits);
    out.resize(static_cast<std::size_t>(done.ptr - begin));
    return out;
}

}  // namespace chancheck::floats
