#include "machine/text.hpp"

#include <algorithm>
#include <array>

#include "store/intern_table.hpp"

namespace chancheck {

Strings::Strings(const std::vector<std::string>& texts, std::size_t first, bool hashed)
    : first_(first), hashed_(hashed) {
    for (std::size_t i = 0; i < first; i++) {
        Cell number = add(texts[i]);
        numbers_[texts_.back()] = number;  // of duplicates the last counts
    }
}

Cell Strings::add(std::string_view text) {
    auto number = static_cast<std::uint32_t>(texts_.size());
    by_number_.reach(number);
    texts_.emplace_back(text);
    by_number_[number] = &texts_.back();
    size_.store(texts_.size(), std::memory_order_release);
    return number;
}

Cell Strings::add_hashed(std::string_view text) {
    std::uint64_t hash = text.size();
    for (char c : text) hash = mix(hash * 0x9E3779B97F4A7C15ULL + static_cast<unsigned char>(c));
    const Cell number = HASHED | static_cast<Cell>(hash & (static_cast<std::uint64_t>(HASHED) - 1));
    if (by_hash_.contains(number))
        throw BadProgram("two texts have the same number: this program cannot be partitioned");
    texts_.emplace_back(text);
    by_hash_.emplace(number, &texts_.back());
    return number;
}

const std::string& Strings::hashed_text(Cell number) const {
    auto known = by_hash_.find(number);
    if (known == by_hash_.end()) throw std::out_of_range("no such string");
    return *known->second;
}

Cell Strings::number(std::string_view text) {
    std::lock_guard lock(mutex_);
    auto known = numbers_.find(text);
    if (known != numbers_.end()) return known->second;
    Cell number = hashed_ ? add_hashed(text) : add(text);
    numbers_.emplace(texts_.back(), number);
    return number;
}

namespace {

constexpr Cell REPLACEMENT = 0xFFFD;

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

}  // namespace

Rune decode_rune(std::string_view text, std::size_t at) {
    auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return {first, 1};
    int width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return {REPLACEMENT, 1};
    Cell code = first & (0xFF >> (width + 1));
    for (int i = 1; i < width; i++) {
        if (!continues(text, at + static_cast<std::size_t>(i))) return {REPLACEMENT, 1};
        code = code << 6 | (static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]) & 0x3F);
    }
    constexpr std::array<Cell, 5> least{0, 0, 0x80, 0x800, 0x10000};
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least[static_cast<std::size_t>(width)] || code > 0x10FFFF || surrogate) return {REPLACEMENT, 1};
    return {code, width};
}

std::string encode_rune(Cell code) {
    if (code < 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = REPLACEMENT;
    auto byte = [](Cell c) { return static_cast<char>(static_cast<unsigned char>(c)); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F))};
    if (code < 0x10000) return {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
    return {byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)), byte(0x80 | (code >> 6 & 0x3F)),
            byte(0x80 | (code & 0x3F))};
}

std::string format_integer(Cell value, Cell base, bool is_unsigned) {
    auto magnitude = static_cast<std::uint64_t>(value);
    bool negative = !is_unsigned && value < 0;
    if (negative) magnitude = 0 - magnitude;
    auto radix = static_cast<std::uint64_t>(base < 2 ? 10 : base);
    std::string digits;
    do {
        digits += "0123456789abcdef"[magnitude % radix];
        magnitude /= radix;
    } while (magnitude != 0);
    if (negative) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::string quote(const std::string& text, const std::function<std::string(const std::string&)>& wide) {
    if (std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; })) return wide(text);
    std::string out = "\"";
    for (char c : text) {
        constexpr std::string_view named = "\a\b\f\n\r\t\v\"\\", names = "abfnrtv\"\\";
        std::size_t which = named.find(c);
        if (which != std::string_view::npos) {
            out += '\\';
            out += names[which];
        } else if (c < 0x20 || c == 0x7F) {
            out += "\\x";
            out += "0123456789abcdef"[c >> 4];
            out += "0123456789abcdef"[c & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace chancheck
