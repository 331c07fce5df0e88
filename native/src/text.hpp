// Strings by number, and the operations on their bytes that Go programs use.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "program.hpp"

namespace chancheck {

// Every byte sequence met so far, once. Numbers never change; the table only grows.
class Strings {
public:
    explicit Strings(const std::vector<std::string>& texts, std::size_t first = 0);
    Cell number(std::string_view text);
    const std::string& text(Cell number) const { return texts_.at(static_cast<std::size_t>(number)); }
    std::size_t size() const { return texts_.size(); }

private:
    std::deque<std::string> texts_;  // a deque: views into it stay valid
    std::unordered_map<std::string_view, Cell> numbers_;
};

struct Rune {
    Cell code;
    int width;
};
Rune decode_rune(std::string_view text, std::size_t at);
std::string encode_rune(Cell code);
std::string format_integer(Cell value, Cell base, bool is_unsigned);

// strconv.Quote for ASCII; what lies beyond needs Unicode's tables and is left to `wide`.
std::string quote(const std::string& text, const std::function<std::string(const std::string&)>& wide);

}  // namespace chancheck
