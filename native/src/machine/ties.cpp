#include "machine/ties.hpp"

#include <algorithm>
#include <numeric>

#include "machine/workspace.hpp"

namespace chancheck {

void Ties::begin(const Places& goroutines, bool notes_islands) {
    goroutines_ = goroutines;
    known_ = false;
    simple_ = notes_islands;
    bags_.clear();
    codes_left_ = MOST_CODES;
    lists_.clear();
    islands_.clear();
}

void Ties::settle(std::span<const std::uint32_t> goroutines) {
    std::vector<Waiting> waiting;
    waiting.reserve(goroutines.size());
    for (std::uint32_t g : goroutines) {
        alarm_.spend(goroutine(g).addresses + 1);
        if (const std::uint32_t some = numbers_.unnumbered(goroutine(g)); some != 0)
            waiting.push_back({g, some, nullptr});
    }
    if (waiting.size() > 1) {
        for (Waiting& one : waiting) one.words = numbers_.renamed(goroutine(one.goroutine), -1);
        sort(waiting);
    }
    std::vector<Alike> tied;
    while (!waiting.empty()) {
        const std::size_t lists = lists_.size();
        const std::uint32_t untied = find_untied(waiting, tied);
        if (untied != NONE) numbers_.reach(goroutine(untied));
        else choose(tied);
        lists_.resize(lists);
        refresh(waiting);
    }
}

// The first goroutine that is not tied with others, or NONE; then those that are tied first.
std::uint32_t Ties::find_untied(std::span<const Waiting> waiting, std::vector<Alike>& tied) {
    tied.clear();
    std::vector<Alike> others;
    for (std::size_t from = 0, to = 1; from < waiting.size(); from = to++) {
        auto same = [&](const Waiting& one) {
            return compare_goroutines(program_, one.words, waiting[from].words) == 0;
        };
        while (to < waiting.size() && same(waiting[to])) to++;
        std::vector<Alike>& all = from == 0 ? tied : others;
        if (to - from == 1 || find_alike(waiting.subspan(from, to - from), all)) return waiting[from].goroutine;
    }
    return NONE;
}

// By words, and by arrival. They are nearly in order.
void Ties::sort(std::vector<Waiting>& waiting) const {
    auto before = [&](const Waiting& a, const Waiting& b) {
        const int c = compare_goroutines(program_, a.words, b.words);
        return c != 0 ? c < 0 : a.goroutine < b.goroutine;
    };
    for (std::size_t i = 1; i < waiting.size(); i++)
        for (std::size_t k = i; k > 0 && before(waiting[k], waiting[k - 1]); k--) std::swap(waiting[k], waiting[k - 1]);
}

// After more objects got numbers.
void Ties::refresh(std::vector<Waiting>& waiting) {
    bool changed = false;
    std::erase_if(waiting, [&](Waiting& one) {
        alarm_.spend(1);
        const Component& words = goroutine(one.goroutine);
        const std::uint32_t left = numbers_.unnumbered(words);
        if (left == 0 || left == one.unnumbered) return left == 0;
        one = {one.goroutine, left, numbers_.renamed(words, -1)};
        changed = true;
        return false;
    });
    if (changed) sort(waiting);
}

// By the objects that they have addresses of. Whether all have those of the same.
bool Ties::find_alike(std::span<const Waiting> same, std::vector<Alike>& out) {
    out.clear();
    for (const Waiting& one : same) {
        const Component& words = goroutine(one.goroutine);
        if (!out.empty() && goroutine(out.back().first).pointing == words.pointing) {
            out.back().more.push_back(one.goroutine);
            continue;
        }
        const std::size_t from = lists_.size();
        each_unnumbered(words, [&](std::uint32_t n) {
            const auto begin = lists_.begin() + static_cast<std::ptrdiff_t>(from);
            if (std::find(begin, lists_.end(), n) == lists_.end()) lists_.push_back(n);
        });
        const Range targets{from, lists_.size()};
        auto known = std::find_if(out.begin(), out.end(), [&](const Alike& other) {
            return std::ranges::equal(list(other.targets), list(targets));
        });
        if (known != out.end()) {
            known->more.push_back(one.goroutine);
            lists_.resize(from);
            continue;
        }
        if (out.empty()) out.reserve(same.size());
        out.push_back({one.goroutine, {}, targets, {}, {}});
    }
    return out.size() == 1;
}

std::size_t Ties::open_bags(std::size_t first) {
    std::vector<Alike> tied;
    const std::size_t lists = lists_.size();
    for (; first < numbers_.found.size(); first++) {
        const Component& bag = numbers_.object(numbers_.found[first]);
        while (world_.is_bag(bag) && numbers_.unnumbered(bag) != 0) {
            if (numbers_.unnumbered(bag) > 1) {  // the values decide
                if (!known_) find_references();
                simple_ = false;
            }
            const Cell* words = numbers_.renamed(bag, -1);
            const Entries entries(program_, words);
            const Cell* least = nullptr;
            tied.clear();
            for (std::uint32_t i = 0; i < bag.addresses; i++) {
                const std::uint32_t key = numbers_.target(bag, i);
                if (numbers_.number[key] != 0) continue;
                const Cell* entry = words + bag.places[i];
                auto less = [&](const Cell* a, const Cell* b) {
                    return std::lexicographical_compare(a, a + entries.wide, b, b + entries.wide);
                };
                if (least != nullptr && less(least, entry)) continue;
                if (least == nullptr || less(entry, least)) tied.clear();
                least = entry;
                if (std::any_of(tied.begin(), tied.end(),
                                [&](const Alike& one) { return list(one.targets)[0] == key; }))
                    continue;
                lists_.push_back(key);
                tied.push_back({NONE, {}, {lists_.size() - 1, lists_.size()}, {}, {}});
            }
            choose(tied);
            lists_.resize(lists);
        }
    }
    return first;
}

// --- ties --------------------------------------------------------------------------------------------

int Ties::Code::compare(const Code& other) const {
    for (std::size_t i = 0; i < length && i < other.length; i++)
        if (words[i] != other.words[i]) return words[i] < other.words[i] ? -1 : 1;
    return length == other.length ? 0 : length < other.length ? -1 : 1;
}

void Ties::reach(const Range& range) {
    for (std::size_t i = range.from; i < range.to; i++) numbers_.reach(lists_[i]);
}

// Numbers what some of these lead to; each of them has the same words.
void Ties::choose(std::vector<Alike>& tied) {
    if (tied.size() == 1) return reach(tied[0].targets);
    for (Alike& one : tied) find_objects(one);
    if (number_shared(tied)) return;
    if (!known_) find_references();
    for (Alike& one : tied) find_code(one);
    if (simple_) note_islands(tied);
    for (std::size_t i = 1; i < tied.size(); i++)
        for (std::size_t k = i; k > 0 && tied[k].code.compare(tied[k - 1].code) < 0; k--)
            std::swap(tied[k], tied[k - 1]);
    for (std::size_t from = 0, to = 0; from < tied.size(); from = to) {
        while (to < tied.size() && tied[to].code.compare(tied[from].code) == 0) to++;
        if (!number_same(std::span(tied).subspan(from, to - from))) return;
    }
}

// The same with those that have one code; whether the others may follow.
bool Ties::number_same(std::span<Alike> some) {
    for (const Alike& one : some)
        if (is_touched(list(one.leads_to))) return false;
    if (some.size() == 1) {
        reach(some[0].leads_to);
        return true;
    }
    if (number_shared(some)) return false;
    for (Alike& one : some) one.apart = is_apart(one);
    for (const Alike& one : some)
        if (one.apart) reach(one.leads_to);
    auto rest = std::stable_partition(some.begin(), some.end(), [](const Alike& one) { return !one.apart; });
    if (rest == some.begin()) return true;
    by_groups(some.first(static_cast<std::size_t>(rest - some.begin())));
    return false;
}

// Goroutines in a tie, in the order of arrival.
void Ties::note_islands(std::span<Alike> tied) {
    auto is_simple = [&](const Alike& one) {
        if (one.code.objects != tied[0].code.objects || one.first == NONE || !is_apart(one)) return false;
        if (!std::equal(one.code.words, one.code.words + one.code.objects, tied[0].code.words)) return false;
        const auto objects = list(one.leads_to);
        return std::all_of(objects.begin(), objects.end(), [&](std::uint32_t n) {
            const Component& object = numbers_.object(n);
            bool known = true;
            for (std::uint32_t i = 0; i < object.addresses; i++)
                known = known && numbers_.number[numbers_.target(object, i)] <= fixed_;
            return known && (object.addresses == 0 || !world_.is_bag(object));
        });
    };
    simple_ = bags_.empty() && std::all_of(tied.begin(), tied.end(), is_simple);
    if (!simple_) return;
    std::vector<Places>& lists = islands_.emplace_back();
    for (const Alike& one : tied) lists.emplace_back(list(one.leads_to).begin(), list(one.leads_to).end());
}

// Numbers the objects that all of them lead to at the same place, if there are any.
bool Ties::number_shared(std::span<const Alike> some) {
    const std::size_t from = lists_.size();
    std::size_t least = list(some[0].leads_to).size();
    for (const Alike& one : some) least = std::min(least, list(one.leads_to).size());
    for (std::size_t i = 0; i < least; i++) {
        const std::uint32_t n = list(some[0].leads_to)[i];
        if (std::all_of(some.begin(), some.end(), [&](const Alike& one) { return list(one.leads_to)[i] == n; }))
            lists_.push_back(n);
    }
    const Range shared{from, lists_.size()};
    reach(shared);
    return shared.to != shared.from;
}

bool Ties::is_touched(std::span<const std::uint32_t> objects) const {
    return std::any_of(objects.begin(), objects.end(), [&](std::uint32_t n) { return numbers_.number[n] != 0; });
}

void Ties::find_objects(Alike& one) {
    const std::size_t size = numbers_.found.size();
    reach(one.targets);
    one.leads_to.from = lists_.size();
    lists_.insert(lists_.end(), numbers_.found.begin() + static_cast<std::ptrdiff_t>(size), numbers_.found.end());
    one.leads_to.to = lists_.size();
    numbers_.take_back(size);
}

void Ties::find_code(Alike& one) {
    const std::size_t size = numbers_.found.size();
    reach(one.targets);
    if (one.more.empty()) {
        one.code = code(std::span(&one.first, one.first != NONE ? 1 : 0), size);
    } else {
        Places members = one.more;
        members.push_back(one.first);
        one.code = code(members, size);
    }
    numbers_.take_back(size);
}

// Whether nothing else refers to the objects, and nothing more is behind them.
bool Ties::is_apart(const Alike& one) {
    fresh_marks();
    for (std::uint32_t n : list(one.leads_to)) mark(n);
    bool apart = true;
    for (std::uint32_t n : list(one.leads_to)) {
        each_referrer(n, [&](std::uint32_t from) {
            const std::uint32_t g = from & ~GOROUTINE;
            if ((from & GOROUTINE) == 0) apart = apart && is_marked(from);
            else apart = apart && (g == one.first || std::find(one.more.begin(), one.more.end(), g) != one.more.end());
        });
        each_unnumbered(numbers_.object(n), [&](std::uint32_t m) { apart = apart && is_marked(m); });
    }
    return apart;
}

// Numbers what they lead to together with all that is connected with them.
void Ties::by_groups(std::span<const Alike> some) {
    struct Coded {
        Code code;
        Places objects;
    };
    std::vector<Coded> coded;
    for (const Alike& one : some) {
        if (codes_left_ == 0) break;
        codes_left_--;
        Coded& next = coded.emplace_back();
        next.code = code_of_group(one, next.objects);
    }
    if (coded.empty()) return reach(some[0].leads_to);
    std::stable_sort(coded.begin(), coded.end(),
                     [](const Coded& a, const Coded& b) { return a.code.compare(b.code) < 0; });
    for (const Coded& one : coded) {
        if (is_touched(one.objects)) continue;
        for (std::uint32_t n : one.objects) numbers_.reach(n);
    }
}

// The code of all that is connected with some goroutines, if they come first, and its objects in this order.
Ties::Code Ties::code_of_group(const Alike& one, Places& objects) {
    const Places all = group(one);
    const std::size_t size = numbers_.found.size();
    reach(one.leads_to);
    std::size_t opened = size;
    for (const bool helpers : {false, true}) {
        Places some;
        for (std::uint32_t g : all)
            if (((goroutine(g).words[0] & HELPER_FLAG) != 0) == helpers) some.push_back(g);
        settle(some);
        opened = open_bags(opened);
    }
    const Code found = code(all, size);
    objects.assign(numbers_.found.begin() + static_cast<std::ptrdiff_t>(size), numbers_.found.end());
    numbers_.take_back(size);
    return found;
}

// The goroutines that are connected with these by objects without numbers.
Ties::Places Ties::group(const Alike& one) {
    const auto first_goroutine = static_cast<std::uint32_t>(raw_.objects.size());
    fresh_marks();
    const auto leads_to = list(one.leads_to);
    Places all = one.more, todo(leads_to.begin(), leads_to.end());
    if (one.first != NONE) all.push_back(one.first);
    for (std::uint32_t g : all) mark(first_goroutine + g);
    for (std::uint32_t n : todo) mark(n);
    auto add = [&](std::uint32_t n) {
        if (!mark(n)) todo.push_back(n);
    };
    for (std::size_t i = 0; i < todo.size(); i++) {
        alarm_.spend(1);
        each_unnumbered(numbers_.object(todo[i]), add);
        each_referrer(todo[i], [&](std::uint32_t from) {
            const std::uint32_t g = from & ~GOROUTINE;
            if ((from & GOROUTINE) == 0) return add(from);
            if (mark(first_goroutine + g)) return;
            all.push_back(g);
            each_unnumbered(goroutine(g), add);
        });
    }
    std::sort(all.begin(), all.end());
    return all;
}

void Ties::fresh_marks() {
    if (++stamp_ == 0) {
        std::fill(marks_.begin(), marks_.end(), 0);
        stamp_ = 1;
    }
    marks_.resize(std::max(marks_.size(), raw_.objects.size() + raw_.goroutines.size()));
}

void Ties::refer(std::uint32_t to, std::uint32_t from) {
    references_.push_back({from, latest_[to]});
    latest_[to] = static_cast<std::int32_t>(references_.size()) - 1;
}

// The references to each object without a number, but for bags that have one.
void Ties::find_references() {
    known_ = true;
    latest_.assign(raw_.objects.size(), -1);
    references_.clear();
    bags_.clear();
    fresh_marks();
    Places todo;
    auto add = [&](std::uint32_t n) {
        if (!mark(n)) todo.push_back(n);
    };
    for (std::uint32_t g : goroutines_) {
        each_unnumbered(goroutine(g), [&](std::uint32_t n) {
            refer(n, g | GOROUTINE);
            add(n);
        });
    }
    for (std::uint32_t n : numbers_.found) {
        const Component& one = numbers_.object(n);
        if (one.addresses == 0 || !world_.is_bag(one)) continue;
        bags_.push_back(n);
        each_unnumbered(one, add);
    }
    for (std::size_t i = 0; i < todo.size(); i++) {
        const std::uint32_t n = todo[i];
        const Component& one = numbers_.object(n);
        alarm_.spend(one.addresses + 1);
        if (one.addresses != 0 && world_.is_bag(one)) bags_.push_back(n);
        each_unnumbered(one, [&](std::uint32_t m) {
            refer(m, n);
            add(m);
        });
    }
}

}  // namespace chancheck
