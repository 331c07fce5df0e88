// The request to a search, and its answer.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "machine/machine.hpp"
#include "search/limits.hpp"

namespace chancheck {

struct Progress {
    std::size_t states = 0, transitions = 0, depth = 0, frontier = 0, memory = 0;
    double seconds = 0;
};

enum class Order { breadth_first, depth_first, random_walk };

struct Task {
    Order order = Order::breadth_first;
    std::uint64_t seed = 0;
    std::size_t jobs = 1;  // threads; more than one only breadth first, in levels of so many states:
    std::size_t jobs_from = 0;
    std::vector<std::int32_t> monitored;  // shapes that the race monitor follows, as part of the states
    bool races = false;                   // look for races beside the states (Racing), after these
    bool symmetry = true, stop_first = false, components = true;
    std::vector<std::int32_t> lone{};  // functions that at most one goroutine of a run begins with
    std::vector<Cell> unordered{};     // see OperationOrder
    std::vector<Cell> reduction;       // tables for partial order reduction; empty: none
    std::vector<Cell> scheduler;       // table of processors with queues; empty: none
    bool measure = false;              // the most of things in any one state
    // Whether goroutines with the same stack are indistinguishable.
    bool alike() const { return symmetry && monitored.empty() && scheduler.empty(); }
    // Goes on with a lossy table where half of the memory is used up, or there are so many states (negative: memory alone
    // counts); its bytes (0: what memory there is).
    bool lossy = false;
    Cell lossy_after = -1;
    std::size_t lossy_bytes = 0;
    Limits limits;
    std::function<bool(const Progress&)> progress;  // true stops the search
    std::function<std::string(const std::string&)> wide_quote;
};

struct Step {
    Move move;
    std::vector<Cell> choices;
};

struct Report {
    std::string kind, text, output;
    std::vector<Step> trace;
    std::vector<std::int32_t> doomed, spinning,
        starved;  // starved: of the doomed, those that wait for a processor only
    std::vector<std::pair<Cell, Cell>>
        places;                   // of a fault: where; of others: of the doomed, each once. Function and index.
                                  // Of a race: the two in the source, in one pair
    std::vector<Cell> functions;  // that the spinning ones were started with, sorted
    bool root_done = false, root_spins = false;
};

// The most in any state from which a run continues: goroutines, those of them that cannot step (with a scheduler: that are
// parked), by shape the longest tail, and the longest local queue of a processor with the one to run next.
struct Bounds {
    std::size_t goroutines = 0, blocked = 0, queue = 0;
    std::vector<Cell> longest;
};

// The coverage of a lossy search. exact: states in the exact table; seen: further ones in the lossy one, of so many bytes;
// fill: the share of its bits that are set; omitted: the expected number of new states that counted as seen; cut: states
// that were not explored since the run to them is too long; open: since the search was ended.
struct Coverage {
    bool used = false;
    std::size_t exact = 0, seen = 0, bytes = 0, cut = 0, open = 0;
    double fill = 0, omitted = 0;
};

struct Outcome {
    Bounds bounds;
    Coverage coverage;
    std::vector<Report> reports;
    Progress statistics;
    std::size_t threads = 1;  // that searched
    bool root_can_end = false;
    std::vector<std::int32_t> contended;  // shapes with memory that may take part in a race
    bool quiet = false;                   // no two accesses conflict, ordered or not
    struct Racing {
        std::size_t transitions = 0, accesses = 0;  // steps that were taken; accesses that were followed, a state each
        double seconds = 0;
    };
    std::optional<Racing> racing;  // races were looked for beside the states
    bool presumed_wrong = false;   // the reduction had to begin again
    std::size_t runs = 0;          // of a random walk, those that were followed to their end
    std::vector<bool> sites;       // by number: some goroutine was there
    std::string limit;             // empty: every reachable state was visited
    bool defect = false;           // while the search pauses: one was found
};

}  // namespace chancheck
