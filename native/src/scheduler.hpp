// Processors with queues. chancheck/program/scheduler.py says what they are, explore/exact/processors.py defines them.
#pragma once

#include "program.hpp"

namespace chancheck {

constexpr std::int32_t PARK = 0, INSIST = 1, PREEMPT = 2, FIRST_PICK = 3;  // numbers of turns

enum class Source : Cell { next, local, shared, other_local, other_next };

struct Pick {
    Source source;
    Expression take;
    bool last, counts, looks;
};

enum class Preemption : Cell { off, calls, any };

struct Scheduler {
    std::size_t procs, queue, spill;
    std::int32_t every, first;
    bool counted;
    Preemption preempt;
    bool steals_from_any;
    std::vector<bool> yields, sleeps, blocks, retries, last_first;  // by operation
    std::vector<std::vector<bool>> timed;                           // by operation and rule
    std::vector<Pick> picks;

    static Scheduler read(const std::vector<Cell>& words, const Program& program);
    std::int32_t last() const { return every > 0 ? every - 1 : 0; }
};

// The queues of a state. Goroutines by number, -1: none.
struct Processors {
    struct Processor {
        std::int32_t running = -1, next = -1, least = 0, most = 0;
        std::vector<std::int32_t> queue;
    };
    std::vector<std::int32_t> shared, parked, woken, insisting;
    std::vector<Processor> all;

    void start(const Scheduler& scheduler);
    void load(const Scheduler& scheduler, const Cell* words, std::size_t goroutines);
    // Adds them to a state's head; `number`: what goroutines are called there, -1: gone; `goroutines`: how many it has.
    void store(const Scheduler& scheduler, const std::vector<std::int32_t>& number, std::size_t goroutines,
               std::vector<Cell>& head) const;

    bool has_work() const;
    bool is_parked(std::int32_t g) const { return holds(parked, g); }
    bool is_woken(std::int32_t g) const { return holds(woken, g); }
    bool insists(std::int32_t g) const { return holds(insisting, g); }
    static bool holds(const std::vector<std::int32_t>& list, std::int32_t g);
    static void drop(std::vector<std::int32_t>& list, std::int32_t g);

    void run_next(const Scheduler& scheduler, std::size_t p, std::int32_t g);
    void append(const Scheduler& scheduler, std::size_t p, std::int32_t g);
    void park(std::int32_t g, bool insist);
    void unpark(std::int32_t g);
    bool leave(std::int32_t g);  // false: no processor ran it

    // Of a free processor: how many goroutines it finds there, which one it runs if it takes n of them, and taking them.
    std::size_t available(std::size_t at, Source source) const;
    std::int32_t first_of(std::size_t at, const Pick& pick, std::size_t n) const;
    void take(const Scheduler& scheduler, std::size_t p, const Pick& pick, std::size_t at, std::size_t n);

private:
    template <class Number> void unpack(const Cell* words);
    template <class Number>
    void pack(const Scheduler& scheduler, const std::vector<std::int32_t>& number, std::vector<Cell>& head) const;
};

}  // namespace chancheck
