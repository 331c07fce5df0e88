// Values that no model knows, as chancheck/program/unknown.py has them.
#pragma once

#include <string>
#include <string_view>

#include "machine/text.hpp"
#include "program/program.hpp"

namespace chancheck {

namespace unknown {

constexpr Cell FIRST = 0x5EED'0000'0000'0000, COUNT = Cell{1} << 48;
constexpr int NAME_BITS = 24;
constexpr Cell DERIVED = Cell{1} << (NAME_BITS - 1), MOST_SAMPLE = 255;
constexpr std::string_view OPEN = "\xE2\x81\xA3\xE2\x9F\xA8", CLOSE = "\xE2\x9F\xA9\xE2\x81\xA3";

inline bool is_number(Cell cell) { return cell >= FIRST && cell < FIRST + COUNT; }
inline Cell number(Cell name) {
    if (name >= COUNT >> NAME_BITS) throw BadProgram("the name of an unknown value has no small number");
    return FIRST + (name << NAME_BITS) + DERIVED;
}
inline Cell name_of(Cell cell) { return (cell - FIRST) >> NAME_BITS; }
Cell sample_of(Cell cell);
std::string text(std::string_view name);
std::string_view name_in(std::string_view text);

}  // namespace unknown

// The text of bytes, one a cell; neighbours of one unknown text are the text.
std::string text_of(const Strings& strings, const Cell* cells, Cell count);

}  // namespace chancheck
