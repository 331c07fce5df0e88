#include "scheduling/run_queues.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "program/reader.hpp"

namespace chancheck {
namespace {

std::vector<bool> set_of(Reader& in, std::size_t operations) {
    std::vector<bool> set(operations);
    for (std::int32_t operation : in.numbers()) set.at(static_cast<std::size_t>(operation)) = true;
    return set;
}

std::ptrdiff_t signed_(std::size_t n) { return static_cast<std::ptrdiff_t>(n); }

bool first_is_far(const Scheduler& s, std::int32_t least, std::int32_t most) {
    return least > 0 && most - least == s.last() - s.first;
}

}  // namespace

Scheduler Scheduler::read(const std::vector<Cell>& words, const Program& program) {
    Reader in(words);
    Scheduler s{};
    s.procs = static_cast<std::size_t>(in.number());
    s.queue = static_cast<std::size_t>(in.number());
    s.spill = static_cast<std::size_t>(in.number());
    s.every = in.number();
    s.first = in.number();
    s.counted = in.flag();
    s.preempt = static_cast<Preemption>(in.word());
    s.steals_from_any = in.flag();
    for (auto* set : {&s.yields, &s.sleeps, &s.blocks, &s.retries, &s.last_first})
        *set = set_of(in, program.operations.size());
    for (const Operation& operation : program.operations) s.timed.emplace_back(operation.rules.size());
    for (std::size_t n = in.length(); n > 0; n--) {
        auto operation = static_cast<std::size_t>(in.number());
        s.timed.at(operation).at(static_cast<std::size_t>(in.number())) = true;
    }
    for (std::size_t n = in.length(); n > 0; n--) {
        Pick pick{};
        pick.source = static_cast<Source>(in.word());
        pick.take = in.expression();
        pick.last = in.flag();
        pick.counts = in.flag();
        pick.looks = in.flag();
        s.picks.push_back(std::move(pick));
    }
    if (s.procs == 0 || !in.done()) throw BadProgram("the scheduler's table is wrong");
    return s;
}

void Processors::start(const Scheduler& scheduler) {
    procs_ = scheduler.procs;
    numbers_.assign(first_item(), 0);
    for (std::size_t p = 0; p < procs_; p++) {
        of(p)[RUNNING] = p == 0 ? 0 : -1;
        of(p)[NEXT] = -1;
        of(p)[LEAST] = scheduler.first;
        of(p)[MOST] = scheduler.last();
    }
}

void Processors::load(const Scheduler& scheduler, const Cell* words, std::size_t length) {
    procs_ = scheduler.procs;
    numbers_.resize(length * (sizeof(Cell) / sizeof(Number)));
    std::memcpy(numbers_.data(), words, length * sizeof(Cell));
}

void Processors::store(const Scheduler& scheduler, std::vector<Cell>& head) {
    forget_counts(scheduler);
    std::size_t first = head.size();
    head.resize(first + (size() * sizeof(Number) + sizeof(Cell) - 1) / sizeof(Cell));
    head.back() = 0;
    std::memcpy(head.data() + first, numbers_.data(), size() * sizeof(Number));
}

void Processors::rename(const std::vector<std::int32_t>& number) {
    for (std::size_t p = 0; p < procs_; p++)
        for (std::size_t part : {RUNNING, NEXT})
            if (Number& g = of(p)[part]; g >= 0) g = number[static_cast<std::size_t>(g)];
    Number* items = numbers_.data() + first_item();
    std::size_t from = 0, kept = 0;
    for (std::size_t l = 0; l < lists(); l++) {
        std::size_t first = kept;
        for (; from < end(l); from++)
            if (Number g = number[static_cast<std::size_t>(items[from])]; g >= 0) items[kept++] = g;
        numbers_[l] = static_cast<Number>(kept);
        if (l == WOKEN || l == INSISTING) std::sort(items + first, items + kept);
    }
}

// While the global queue is empty nothing is known of the next look, but that the first one is far off.
void Processors::forget_counts(const Scheduler& scheduler) {
    if (!shared().empty()) return;
    for (std::size_t p = 0; p < procs_; p++) {
        if (first_is_far(scheduler, least(p), most(p))) continue;
        of(p)[LEAST] = 0;
        of(p)[MOST] = scheduler.last();
    }
}

bool Processors::has_work() const {
    if (!shared().empty() || end(lists() - 1) > end(QUEUES - 1)) return true;
    for (std::size_t p = 0; p < procs_; p++)
        if (next(p) >= 0) return true;
    return false;
}

bool Processors::holds(std::size_t l, Number g) const {
    List all = list(l);
    return std::find(all.begin(), all.end(), g) != all.end();
}

void Processors::insert(std::size_t l, std::size_t at, Number g) {
    std::size_t used = size(), place = first_item() + first(l) + at;
    if (used == numbers_.size()) numbers_.push_back(0);
    std::copy_backward(numbers_.begin() + signed_(place), numbers_.begin() + signed_(used),
                       numbers_.begin() + signed_(used + 1));
    numbers_[place] = g;
    for (std::size_t i = l; i < lists(); i++) numbers_[i]++;
}

void Processors::remove(std::size_t l, std::size_t at) {
    auto place = numbers_.begin() + signed_(first_item() + first(l) + at);
    std::copy(place + 1, numbers_.begin() + signed_(size()), place);
    for (std::size_t i = l; i < lists(); i++) numbers_[i]--;
}

void Processors::add(std::size_t set, Number g) {
    List all = list(set);
    insert(set, static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), g) - all.begin()), g);
}

void Processors::drop(std::size_t l, Number g) {
    List all = list(l);
    if (auto at = std::find(all.begin(), all.end(), g); at != all.end())
        remove(l, static_cast<std::size_t>(at - all.begin()));
}

// n of a list to the end of another one.
void Processors::move(std::size_t from, std::size_t at, std::size_t n, std::size_t to) {
    for (std::size_t i = 0; i < n; i++) {
        Number g = list(from)[at];
        remove(from, at);
        insert(to, list(to).size(), g);
    }
}

// g is to run next; the previous one moves to the end of the queue.
void Processors::run_next(const Scheduler& scheduler, std::size_t p, Number g) {
    Number kicked = std::exchange(of(p)[NEXT], g);
    if (kicked >= 0) append(scheduler, p, kicked);
}

// At the end of the queue. When it is full, its oldest part and g go to the global one.
void Processors::append(const Scheduler& scheduler, std::size_t p, Number g) {
    std::size_t waiting = queue(p).size();
    if (waiting < scheduler.queue) return insert(QUEUES + p, waiting, g);
    move(QUEUES + p, 0, std::min(scheduler.spill, waiting), SHARED);
    share(g);
}

// A goroutine that tried again in vain stays the first.
void Processors::park(Number g, bool insist_) {
    leave(g);
    bool again = is_woken(g);
    if (again) drop(WOKEN, g);
    insert(PARKED, again ? 0 : parked().size(), g);
    if (again && insist_) insist(g);
}

void Processors::unpark(Number g) {
    drop(PARKED, g);
    drop(INSISTING, g);
}

bool Processors::leave(Number g) {
    for (std::size_t p = 0; p < procs_; p++)
        if (running(p) == g) {
            of(p)[RUNNING] = -1;
            return true;
        }
    return false;
}

std::size_t Processors::available(std::size_t at, Source source) const {
    switch (source) {
    case Source::shared: return shared().size();
    case Source::local:
    case Source::other_local: return queue(at).size();
    default: return next(at) >= 0;
    }
}

Processors::Number Processors::first_of(std::size_t at, const Pick& pick, std::size_t n) const {
    if (pick.source == Source::next || pick.source == Source::other_next) return next(at);
    return (pick.source == Source::shared ? shared() : queue(at))[pick.last ? n - 1 : 0];
}

void Processors::take(const Scheduler& scheduler, std::size_t p, const Pick& pick, std::size_t at, std::size_t n) {
    Number* mine = of(p);
    mine[RUNNING] = first_of(at, pick, n);
    if (!scheduler.counted) {
        // Any pick may look.
    } else if (pick.looks) {
        mine[LEAST] = mine[MOST] = scheduler.last();
    } else if (pick.counts) {
        mine[LEAST] = std::max(0, mine[LEAST] - 1);
        mine[MOST] = std::max(0, mine[MOST] - 1);
    }
    if (pick.source == Source::next || pick.source == Source::other_next) {
        of(at)[NEXT] = -1;
        return;
    }
    std::size_t source = pick.source == Source::shared ? SHARED : QUEUES + at;
    remove(source, pick.last ? n - 1 : 0);
    move(source, 0, n - 1, QUEUES + p);
}

}  // namespace chancheck
