// The steps of a search between states, by number: four bytes each, and four for each state that steps were taken from.
#pragma once

#include <vector>

#include "store/intern_table.hpp"

namespace chancheck {

class Steps {
public:
    // The steps from a state are told one after the other.
    void add(Id from, Id to);
    std::size_t size() const { return size_; }

    // Calls `visit` with the states between which a step leads, for states from the last one that was expanded to the first.
    template <class F>
    void each_backwards(F visit) const {
        for (std::uint32_t row = rows_, at = size_; row-- > 0;) {
            do visit(from_[row], to_[--at] & ~FIRST);
            while ((to_[at] & FIRST) == 0);
        }
    }

private:
    static constexpr Id FIRST = Id{1} << 31;  // of those from a state; states have fewer numbers
    Blocks<Id> from_, to_;
    std::uint32_t rows_ = 0, size_ = 0;
};

// What leads to certain states. Nearly all of it is found in one pass over the steps, since most lead to a state with a higher
// number; an index is made of the steps that are left.
class StepsBack {
public:
    // Marks all states from which steps lead to a marked one.
    StepsBack(const Steps& steps, std::vector<bool>& marked);
    // Marks this one, and those from which steps lead to it.
    void mark(Id state);

private:
    void index(const Steps& steps);

    std::vector<bool>& marked_;
    std::vector<std::uint32_t> begin_;  // by state, where in the other list those begin from which a step leads to it
    std::vector<Id> from_, todo_;
};

}  // namespace chancheck
