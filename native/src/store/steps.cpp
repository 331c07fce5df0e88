#include "store/steps.hpp"

#include <algorithm>
#include <new>
#include <numeric>

namespace chancheck {

void Steps::add(Id from, Id to) {
    if (size_ == NONE) throw std::bad_alloc();
    const bool first = rows_ == 0 || from_[rows_ - 1] != from;
    if (first) {
        from_.reach(rows_);
        from_[rows_++] = from;
    }
    to_.reach(size_);
    to_[size_++] = first ? to | FIRST : to;
}

StepsBack::StepsBack(const Steps& steps, std::vector<bool>& marked) : marked_(marked) {
    bool left = false;
    steps.each_backwards([&](Id from, Id to) {
        if (marked_[from]) return;
        if (marked_[to]) marked_[from] = true;
        else left = true;
    });
    if (left) index(steps);
}

// The steps from states that are not marked, by the states that they lead to: counted, then put in their places.
void StepsBack::index(const Steps& steps) {
    begin_.assign(marked_.size() + 1, 0);
    steps.each_backwards([&](Id from, Id to) {
        if (!marked_[from]) begin_[to + 1]++;
    });
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
    from_.resize(begin_.back());
    steps.each_backwards([&](Id from, Id to) {
        if (!marked_[from]) from_[at[to]++] = from;
    });
    for (Id state = 0; state < marked_.size(); state++)
        if (marked_[state]) mark(state);
}

void StepsBack::mark(Id state) {
    marked_[state] = true;
    for (todo_.push_back(state); !todo_.empty();) {
        const Id to = todo_.back();
        todo_.pop_back();
        if (begin_.empty()) continue;
        for (std::uint32_t i = begin_[to]; i < begin_[to + 1]; i++) {
            if (marked_[from_[i]]) continue;
            marked_[from_[i]] = true;
            todo_.push_back(from_[i]);
        }
    }
}

}  // namespace chancheck
