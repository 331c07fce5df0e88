#include "scheduler.hpp"

#include <algorithm>
#include <initializer_list>
#include <type_traits>

#include "reader.hpp"

namespace chancheck {
namespace {

std::vector<bool> set_of(Reader& in, std::size_t operations) {
    std::vector<bool> set(operations);
    for (std::int32_t operation : in.numbers()) set.at(static_cast<std::size_t>(operation)) = true;
    return set;
}

// In a head numbers take a byte each, where they all fit: heads are looked up for nearly every step.
bool fit_bytes(const Scheduler& scheduler, std::size_t goroutines) {
    constexpr std::size_t MOST = 127;
    return std::max(goroutines, scheduler.procs) <= MOST && scheduler.every <= static_cast<std::int32_t>(MOST);
}

template <class Number> class Writer {
public:
    explicit Writer(std::vector<Cell>& cells) : cells_(cells) {}
    ~Writer() {
        if (used_ != 0) cells_.push_back(static_cast<Cell>(cell_));
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    void put(std::int32_t n) {
        constexpr unsigned BITS = 8 * sizeof(Number);
        cell_ |= static_cast<std::uint64_t>(static_cast<std::make_unsigned_t<Number>>(n)) << used_;
        if ((used_ += BITS) < 64) return;
        cells_.push_back(static_cast<Cell>(cell_));
        cell_ = 0;
        used_ = 0;
    }
    void put(std::initializer_list<std::int32_t> numbers) {
        for (std::int32_t n : numbers) put(n);
    }
    void put_list(const std::vector<std::int32_t>& list, const std::vector<std::int32_t>& number) {
        auto called = [&](std::int32_t g) { return number[static_cast<std::size_t>(g)]; };
        put(static_cast<std::int32_t>(std::count_if(list.begin(), list.end(), [&](std::int32_t g) { return called(g) >= 0; })));
        for (std::int32_t g : list)
            if (called(g) >= 0) put(called(g));
    }
    void put_set(const std::vector<std::int32_t>& set, const std::vector<std::int32_t>& number) {
        if (set.size() < 2) return put_list(set, number);
        std::vector<std::int32_t> sorted = set;
        auto called = [&](std::int32_t g) { return number[static_cast<std::size_t>(g)]; };
        std::sort(sorted.begin(), sorted.end(), [&](std::int32_t a, std::int32_t b) { return called(a) < called(b); });
        put_list(sorted, number);
    }

private:
    std::vector<Cell>& cells_;
    std::uint64_t cell_ = 0;
    unsigned used_ = 0;
};

template <class Number> class Unpacker {
public:
    explicit Unpacker(const Cell* cells) : cells_(cells) {}
    std::int32_t next() {
        constexpr std::size_t PER_CELL = sizeof(Cell) / sizeof(Number);
        auto bits = static_cast<std::uint64_t>(cells_[at_ / PER_CELL]) >> (8 * sizeof(Number) * (at_ % PER_CELL));
        at_++;
        return static_cast<Number>(bits);
    }
    void next(std::vector<std::int32_t>& list) {
        list.resize(static_cast<std::size_t>(next()));
        for (std::int32_t& g : list) g = next();
    }

private:
    const Cell* cells_;
    std::size_t at_ = 0;
};

// What is known of the next look while the global queue is empty: only that the first one is far off.
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
    *this = {};
    all.resize(scheduler.procs);
    all[0].running = 0;
    for (Processor& p : all) {
        p.least = scheduler.first;
        p.most = scheduler.last();
    }
}

template <class Number> void Processors::unpack(const Cell* words) {
    Unpacker<Number> in(words);
    for (auto* list : {&shared, &parked, &woken, &insisting}) in.next(*list);
    all.resize(static_cast<std::size_t>(in.next()));
    for (Processor& p : all) {
        for (std::int32_t* n : {&p.running, &p.next, &p.least, &p.most}) *n = in.next();
        in.next(p.queue);
    }
}

template <class Number>
void Processors::pack(const Scheduler& scheduler, const std::vector<std::int32_t>& number, std::vector<Cell>& head) const {
    auto called = [&](std::int32_t g) { return g < 0 ? -1 : number[static_cast<std::size_t>(g)]; };
    bool empty = std::all_of(shared.begin(), shared.end(), [&](std::int32_t g) { return called(g) < 0; });
    Writer<Number> out(head);
    out.put_list(shared, number);
    out.put_list(parked, number);
    out.put_set(woken, number);
    out.put_set(insisting, number);
    out.put(static_cast<std::int32_t>(all.size()));
    for (const Processor& p : all) {
        bool known = !empty || first_is_far(scheduler, p.least, p.most);
        out.put({called(p.running), called(p.next), known ? p.least : 0, known ? p.most : scheduler.last()});
        out.put_list(p.queue, number);
    }
}

void Processors::load(const Scheduler& scheduler, const Cell* words, std::size_t goroutines) {
    if (fit_bytes(scheduler, goroutines)) unpack<std::int8_t>(words);
    else unpack<std::int32_t>(words);
}

void Processors::store(const Scheduler& scheduler, const std::vector<std::int32_t>& number, std::size_t goroutines,
                       std::vector<Cell>& head) const {
    if (fit_bytes(scheduler, goroutines)) pack<std::int8_t>(scheduler, number, head);
    else pack<std::int32_t>(scheduler, number, head);
}

bool Processors::has_work() const {
    return !shared.empty() ||
           std::any_of(all.begin(), all.end(), [](const Processor& p) { return p.next >= 0 || !p.queue.empty(); });
}

bool Processors::holds(const std::vector<std::int32_t>& list, std::int32_t g) {
    return std::find(list.begin(), list.end(), g) != list.end();
}

void Processors::drop(std::vector<std::int32_t>& list, std::int32_t g) {
    if (auto at = std::find(list.begin(), list.end(), g); at != list.end()) list.erase(at);
}

// g is to run next; who was so far goes to the end of the queue.
void Processors::run_next(const Scheduler& scheduler, std::size_t p, std::int32_t g) {
    std::int32_t kicked = all[p].next;
    all[p].next = g;
    if (kicked >= 0) append(scheduler, p, kicked);
}

// At the end of the queue. When it is full, its oldest part and g go to the global one.
void Processors::append(const Scheduler& scheduler, std::size_t p, std::int32_t g) {
    auto& queue = all[p].queue;
    if (queue.size() < scheduler.queue) {
        queue.push_back(g);
        return;
    }
    auto end = queue.begin() + static_cast<std::ptrdiff_t>(std::min(scheduler.spill, queue.size()));
    shared.insert(shared.end(), queue.begin(), end);
    queue.erase(queue.begin(), end);
    shared.push_back(g);
}

// Who tried again in vain stays the first.
void Processors::park(std::int32_t g, bool insist) {
    leave(g);
    if (!is_woken(g)) {
        parked.push_back(g);
        return;
    }
    drop(woken, g);
    parked.insert(parked.begin(), g);
    if (insist) insisting.push_back(g);
}

void Processors::unpark(std::int32_t g) {
    drop(parked, g);
    drop(insisting, g);
}

bool Processors::leave(std::int32_t g) {
    for (Processor& p : all)
        if (p.running == g) {
            p.running = -1;
            return true;
        }
    return false;
}

std::size_t Processors::available(std::size_t at, Source source) const {
    switch (source) {
    case Source::shared: return shared.size();
    case Source::local:
    case Source::other_local: return all[at].queue.size();
    default: return all[at].next >= 0;
    }
}

std::int32_t Processors::first_of(std::size_t at, const Pick& pick, std::size_t n) const {
    if (pick.source == Source::next || pick.source == Source::other_next) return all[at].next;
    const auto& source = pick.source == Source::shared ? shared : all[at].queue;
    return source.at(pick.last ? n - 1 : 0);
}

void Processors::take(const Scheduler& scheduler, std::size_t p, const Pick& pick, std::size_t at, std::size_t n) {
    Processor& mine = all[p];
    mine.running = first_of(at, pick, n);
    if (!scheduler.counted) {
        // Any pick may look.
    } else if (pick.looks) {
        mine.least = mine.most = scheduler.last();
    } else if (pick.counts) {
        mine.least = std::max(0, mine.least - 1);
        mine.most = std::max(0, mine.most - 1);
    }
    if (pick.source == Source::next || pick.source == Source::other_next) {
        all[at].next = -1;
        return;
    }
    auto& source = pick.source == Source::shared ? shared : all[at].queue;
    std::vector<std::int32_t> got(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(n));
    source.erase(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(n));
    got.erase(pick.last ? got.end() - 1 : got.begin());
    mine.queue.insert(mine.queue.end(), got.begin(), got.end());
}

}  // namespace chancheck
