// Breadth-first exploration of all states of a Program.
#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "machine.hpp"

namespace chancheck {

struct Limits {
    Cell states = -1, depth = -1, memory = -1;
    double seconds = -1;
};

struct Progress {
    std::size_t states = 0, transitions = 0, depth = 0, frontier = 0, memory = 0;
    double seconds = 0;
};

struct Task {
    bool symmetry = true, stop_first = false, components = true;
    Limits limits;
    std::function<bool(const Progress&)> progress;  // true asks to stop
    std::function<std::string(const std::string&)> wide_quote;
};

struct Step {
    Move move;
    std::vector<Cell> choices;
};

struct Report {
    std::string kind, text, output;
    std::vector<Step> trace;
    std::vector<std::int32_t> doomed, spinning;
    std::vector<std::pair<Cell, Cell>> places;  // of a fault: where; of others: of the doomed, sorted. Function and index
    std::vector<Cell> functions;                // that the spinning ones were started with, sorted
    bool root_done = false, root_spins = false;
};

struct Outcome {
    std::vector<Report> reports;
    Progress statistics;
    bool root_can_end = false;
    std::vector<std::int32_t> contended;  // per shape: 1 if it was written while shared
    std::string limit;  // empty: every reachable state was visited
};

class Search {
public:
    Search(Program program, Task task);
    Outcome run();

private:
    using Key = std::tuple<std::string, std::string, std::string, std::vector<std::pair<Cell, Cell>>, std::vector<Cell>,
                           bool, bool>;

    void expand(Id state);
    void ended(Ending how, Id state, const Move& move, const std::vector<Cell>& choices);
    void note_end(Id state, const Move& move);
    void report(Report report, Id state, const Step* last);
    void halted(Id state);
    bool out_of_limits();
    bool look_up(bool force);
    Progress progress() const;
    std::vector<Step> trace_to(Id state);
    Step step_between(Id from, Id to);

    void bottom_components();
    void judge_component(const std::vector<Id>& members);

    Task task_;
    Machine machine_;
    States states_;
    std::vector<Id> parents_;
    std::vector<Id> targets_;            // of edges, state after state
    std::vector<std::uint64_t> rows_;    // where each state's targets end
    std::vector<bool> leaves_;           // states from which the run can end at once
    std::set<Key> seen_;
    Outcome outcome_;
    std::size_t depth_ = 0, level_end_ = 1, next_ = 0;
    bool stop_ = false;
    std::chrono::steady_clock::time_point begin_, last_look_;
};

std::size_t process_memory();
std::size_t peak_memory();

}  // namespace chancheck
