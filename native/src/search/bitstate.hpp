// A search that continues where there is no memory for more states: depth first, with a table of bits that may take a new
// state for one seen before.
//
// G. J. Holzmann, An analysis of bitstate hashing, Formal Methods in System Design 13 (1998). A state sets BITS bits; it
// counts as seen if they all were set. What is found is real, what is not found proves nothing.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "reduction/reduction.hpp"
#include "search/expander.hpp"
#include "search/traces.hpp"

namespace chancheck {

class BitTable {
public:
    explicit BitTable(std::size_t bytes) : pages_(bytes), bits_(std::uint64_t{bytes} * 8) {}  // throws std::bad_alloc
    // Of a state's parts. False: it counts as seen.
    bool add(const std::vector<Id>& parts);
    double fill() const { return static_cast<double>(set_) / static_cast<double>(bits_); }
    // The probability that a new state counts as seen.
    double confusion() const;
    std::size_t bytes() const { return pages_.bytes(); }

private:
    static constexpr int BITS = 3;
    Pages pages_;
    std::uint64_t bits_, set_ = 0;
};

class Lossy {
public:
    Lossy(Expander& expander, const Task& task, const States& states, const Traces& traces, Findings& findings)
        : expander_(expander),
          machine_(expander.machine),
          task_(task),
          states_(states),
          traces_(traces),
          findings_(findings),
          reduction_(task.reduction, expander.machine, task.alike()) {}
    // Enters the first `known` states into a table of so many bytes and continues from `roots`. All moves are to be taken
    // from the first `whole` of them. `stop`: called often, true ends the search; `found`: called after each state when
    // there is a defect.
    void run(std::size_t bytes, Id known, const std::vector<Id>& roots, std::size_t whole,
             const std::function<bool()>& stop, const std::function<void()>& found);
    const Coverage& coverage() const { return coverage_; }
    std::size_t depth() const { return deepest_; }  // of runs, from where they left what is known exactly

private:
    struct Entry {  // its parts are on top of those of the entries below
        std::uint32_t size, depth;
        Step step;  // that leads to it from the state one step nearer to the root
    };
    std::size_t longest_from(Id root) const;
    void go_on_from(Id root, bool whole, const std::function<bool()>& stop);
    void expand(std::uint32_t depth, bool whole, const std::function<bool()>& stop);
    void push(std::uint32_t depth, const Move& move, const std::vector<Cell>& choices);
    bool pop();

    Expander& expander_;
    Machine& machine_;
    const Task& task_;
    const States& states_;
    const Traces& traces_;
    Findings& findings_;
    Reduction reduction_;
    std::unique_ptr<BitTable> table_;
    Coverage coverage_;
    Id root_ = 0;
    std::vector<Entry> stack_;
    std::vector<Id> parts_, now_;
    std::vector<Step> path_;  // from the root to the state that is expanded
    std::size_t deepest_ = 0, most_ = 0;
    bool met_known_ = false;  // a step led to a state that counts as seen
};

}  // namespace chancheck
