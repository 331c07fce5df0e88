// Processors with queues. chancheck/program/scheduler.py says what they are, machine/scheduling/run_queues.py defines them.
#pragma once

#include <span>

#include "program/program.hpp"

namespace chancheck {

constexpr std::int32_t FIRST_PICK = PREEMPT + 1;  // numbers of turns

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
    static bool has(const std::vector<bool>& set, std::int32_t operation) {
        return operation >= 0 && set[static_cast<std::size_t>(operation)];
    }
};

// The queues of a state: in memory the same run of numbers as in a state's head. Goroutines by number, -1: none.
class Processors {
public:
    using Number = std::int32_t;
    using List = std::span<const Number>;

    void start(const Scheduler& scheduler);
    void load(const Scheduler& scheduler, const Cell* words, std::size_t length);
    void rename(const std::vector<std::int32_t>& number);             // -1: gone
    void store(const Scheduler& scheduler, std::vector<Cell>& head);  // adds them to a state's head

    std::size_t count() const { return procs_; }
    List shared() const { return list(SHARED); }
    List parked() const { return list(PARKED); }
    List woken() const { return list(WOKEN); }
    List queue(std::size_t p) const { return list(QUEUES + p); }
    bool somebody_insists() const { return !list(INSISTING).empty(); }
    Number running(std::size_t p) const { return of(p)[RUNNING]; }
    Number next(std::size_t p) const { return of(p)[NEXT]; }
    // The next poll of the global queue comes after at least, and after at most, so many picks.
    Number least(std::size_t p) const { return of(p)[LEAST]; }
    Number most(std::size_t p) const { return of(p)[MOST]; }

    bool has_work() const;
    bool is_parked(Number g) const { return holds(PARKED, g); }
    bool is_woken(Number g) const { return holds(WOKEN, g); }
    bool insists(Number g) const { return holds(INSISTING, g); }

    void run_next(const Scheduler& scheduler, std::size_t p, Number g);
    void append(const Scheduler& scheduler, std::size_t p, Number g);
    void share(Number g) { insert(SHARED, list(SHARED).size(), g); }
    void park(Number g, bool insist);
    void unpark(Number g);
    void wake(Number g) { add(WOKEN, g); }
    void begin(Number g) { drop(WOKEN, g); }  // what it was woken for
    void insist(Number g) { add(INSISTING, g); }
    bool leave(Number g);  // false: no processor ran it

    // Of a free processor: how many goroutines it finds there, which one it runs if it takes n of them, and taking them.
    std::size_t available(std::size_t at, Source source) const;
    Number first_of(std::size_t at, const Pick& pick, std::size_t n) const;
    void take(const Scheduler& scheduler, std::size_t p, const Pick& pick, std::size_t at, std::size_t n);

private:
    // First where each list ends, then what there is of each processor, then the lists. Two of these are sets: in order.
    enum : std::size_t { SHARED, PARKED, WOKEN, INSISTING, QUEUES };
    enum : std::size_t { RUNNING, NEXT, LEAST, MOST, OF_PROCESSOR };
    std::size_t lists() const { return QUEUES + procs_; }
    std::size_t first_item() const { return lists() + OF_PROCESSOR * procs_; }
    std::size_t size() const { return first_item() + end(lists() - 1); }
    std::size_t end(std::size_t list) const { return static_cast<std::size_t>(numbers_[list]); }
    std::size_t first(std::size_t list) const { return list == 0 ? 0 : end(list - 1); }
    List list(std::size_t n) const {
        return {numbers_.data() + first_item() + first(n), numbers_.data() + first_item() + end(n)};
    }
    Number* of(std::size_t p) { return numbers_.data() + lists() + OF_PROCESSOR * p; }
    const Number* of(std::size_t p) const { return numbers_.data() + lists() + OF_PROCESSOR * p; }
    bool holds(std::size_t list, Number g) const;
    void insert(std::size_t list, std::size_t at, Number g);
    void remove(std::size_t list, std::size_t at);
    void add(std::size_t set, Number g);
    void drop(std::size_t list, Number g);
    void move(std::size_t from, std::size_t at, std::size_t n, std::size_t to);
    void forget_counts(const Scheduler& scheduler);

    std::size_t procs_ = 0;
    std::vector<Number> numbers_;
};

}  // namespace chancheck
