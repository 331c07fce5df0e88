// Strings by number, and the operations on their bytes that Go programs use.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "program/program.hpp"
#include "store/segmented_vector.hpp"

namespace chancheck {

// Every byte sequence met so far, once. Numbers never change; the table only grows. Threads may use it at the same time.
//
// `hashed`: the numbers of those that the program does not have follow from their bytes, so that processes agree on them
// (Shard); then one thread uses the table.
class Strings {
public:
    explicit Strings(const std::vector<std::string>& texts, std::size_t first = 0, bool hashed = false);
    Cell number(std::string_view text);
    const std::string& text(Cell number) const {
        if (number >= HASHED) return hashed_text(number);
        if (number < 0 || static_cast<std::size_t>(number) >= size_.load(std::memory_order_acquire))
            throw std::out_of_range("no such string");
        return *by_number_[static_cast<std::uint32_t>(number)];
    }

    // In the order in which they were met, those that the program does not have.
    std::size_t further() const { return texts_.size() - first_; }
    const std::string& further(std::size_t n) const { return texts_[first_ + n]; }

private:
    static constexpr Cell HASHED = Cell{1} << 60;
    Cell add(std::string_view text);
    Cell add_hashed(std::string_view text);
    const std::string& hashed_text(Cell number) const;

    std::mutex mutex_;
    std::size_t first_ = 0;
    bool hashed_ = false;
    std::unordered_map<Cell, const std::string*> by_hash_;
    std::deque<std::string> texts_;  // a deque: views into it stay valid
    Blocks<const std::string*> by_number_;
    std::atomic<std::size_t> size_{0};
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
