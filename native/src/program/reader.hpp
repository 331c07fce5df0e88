// Reads tables that Python wrote as 64-bit words.
#pragma once

#include "program/program.hpp"

namespace chancheck {

class Reader {
public:
    explicit Reader(const std::vector<Cell>& words) : words_(words) {}

    Cell word() {
        if (at_ >= words_.size()) throw BadProgram("tables end too early");
        return words_[at_++];
    }
    std::int32_t number() { return static_cast<std::int32_t>(word()); }
    bool flag() { return word() != 0; }
    std::size_t length() {
        Cell n = word();
        if (n < 0 || static_cast<std::size_t>(n) > words_.size() - at_) throw BadProgram("a table's length is wrong");
        return static_cast<std::size_t>(n);
    }
    std::string kinds() {
        std::string text(length(), ' ');
        for (char& c : text) c = static_cast<char>(word());
        return text;
    }
    Expression expression() {
        Expression code(length());
        for (Cell& c : code) c = word();
        return code;
    }
    std::vector<std::int32_t> numbers() {
        std::vector<std::int32_t> list(length());
        for (auto& n : list) n = number();
        return list;
    }
    bool done() const { return at_ == words_.size(); }

private:
    const std::vector<Cell>& words_;
    std::size_t at_ = 0;
};

}  // namespace chancheck
