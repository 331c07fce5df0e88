#include "machine/unknown.hpp"

#include "machine/interpreter.hpp"

namespace chancheck {
namespace unknown {

Cell sample_of(Cell cell) {
    Cell sample = (cell - FIRST) % (Cell{1} << NAME_BITS) - DERIVED;
    return sample > 0 && sample <= MOST_SAMPLE ? sample : 0;
}

std::string text(std::string_view name) { return std::string(OPEN).append(name).append(CLOSE); }

std::string_view name_in(std::string_view text) {
    std::size_t start = text.find(OPEN);
    if (start == std::string_view::npos) return {};
    std::size_t end = text.find(CLOSE, start);
    return end == std::string_view::npos ? std::string_view{}
                                         : text.substr(start + OPEN.size(), end - start - OPEN.size());
}

}  // namespace unknown

std::string text_of(const Strings& strings, const Cell* cells, Cell count) {
    std::string out;
    for (Cell k = 0, before = 0; k < count; before = cells[k++]) {
        if (!unknown::is_number(cells[k])) out += static_cast<char>(static_cast<unsigned char>(cells[k]));
        else if (cells[k] != before) out += unknown::text(strings.text(unknown::name_of(cells[k])));
    }
    return out;
}

// The number of an unknown value's name; 0 if it is known. what: 0 a number, 1 a text, 2 of the type in the register
// before.
Cell Interpreter::unknown_name(const Cell* r, std::int32_t at, std::int32_t what) {
    bool text = what == 1 || (what == 2 && program_.payloads.at(static_cast<std::size_t>(r[at - 1])) == 'b');
    if (text) return strings_.number(unknown::name_in(strings_.text(r[at])));
    return unknown::is_number(r[at]) ? unknown::name_of(r[at]) : 0;
}

Cell Interpreter::unknown_span(const Cell* cells, Cell count) const {
    for (Cell k = 0; k < count; k++)
        if (unknown::is_number(cells[k])) return unknown::name_of(cells[k]);
    return 0;
}

void Interpreter::end_unknown(const Stack& stack, Cell name, const char* before) {
    end_run(Ending::unknown, before + strings_.text(name) + "@" + std::to_string(own_place(stack)));
}

}  // namespace chancheck
