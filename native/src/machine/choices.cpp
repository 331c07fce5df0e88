#include "machine/choices.hpp"

namespace chancheck {

Cell Choices::choose(Cell alternatives) {
    std::size_t n = taken_.size();
    Cell value = n < given_->size() ? (*given_)[n] : 0;
    taken_.push_back(value);
    limits_.push_back(alternatives);
    return value;
}

bool Choices::forked_enough(Cell alternatives) const {
    if (alternatives <= 1 || limits_.empty()) return false;
    Cell room = MOST_FORKS;
    for (Cell n : limits_) room /= n;
    return alternatives > room;
}

bool Choices::next(std::vector<Cell>& choices) const {
    choices = taken_;
    while (!choices.empty()) {
        if (++choices.back() < limits_[choices.size() - 1]) return true;
        choices.pop_back();
    }
    return false;
}

}  // namespace chancheck
