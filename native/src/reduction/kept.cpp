// Closures that goroutines may call from memory, such as tasks in a queue. docs/adr/0057-kept-closures.md
#include <algorithm>

#include "reduction/reduction.hpp"

namespace chancheck {

void Reduction::called_from_memory(std::int32_t function, std::uint32_t g) {
    auto known =
        std::find_if(callers_.begin(), callers_.end(), [&](const Callers& c) { return c.function == function; });
    if (known == callers_.end()) known = callers_.insert(known, {function, {}});
    known->goroutines.push_back(g);
}

void Reduction::gather_from(const Prospects& mine, By by) {
    for (const Prospects::At& at : mine.at) {
        Bucket& bucket = buckets_[at.bucket];
        if (bucket.first < 0) buckets_met_.push_back(at.bucket);
        demands_.push_back({at.offset, by, bucket.first, at.object, at.first, at.later, &at.gates});
        bucket.first = static_cast<std::int32_t>(demands_.size() - 1);
        bucket.all |= at.first | at.later;
    }
    for (const Prospects::OnShape& on : mine.on_shapes) {
        auto& there = on_shapes_[static_cast<std::size_t>(on.shape)];
        if (there.demands.empty()) shapes_met_.push_back(on.shape);
        there.demands.push_back({by, on.operations, &on.gates});
        there.all |= on.operations;
    }
    if (mine.anything == 0) return;
    anything_at_all_ |= mine.anything;
    if (by.closure == 0) anything_[by.goroutine] |= mine.anything;
    else
        for (std::uint32_t g : callers_[by.goroutine - anything_.size()].goroutines) anything_[g] |= mine.anything;
}

// The demands of the closures that are there, by any of their callers.
void Reduction::gather_closures() {
    const auto goroutines = static_cast<std::uint32_t>(machine_.state().goroutines());
    for (std::size_t object : prospects_.closures()) {
        const Prospects& found = prospects_.of_closure(object);
        const Cell function = machine_.state().cell(object, 0).value_or(-1);
        for (std::uint32_t n = 0; n < callers_.size(); n++)
            if (callers_[n].function == function)
                gather_from(found, {goroutines + n, static_cast<std::uint32_t>(object)});
    }
}

bool Reduction::outside(By by) const {
    if (by.closure == 0) return in_set_[by.goroutine] == 0;
    const auto& callers = callers_[by.goroutine - in_set_.size()].goroutines;
    return std::any_of(callers.begin(), callers.end(), [&](std::uint32_t g) { return in_set_[g] == 0; });
}

void Reduction::add(By by) {
    if (by.closure == 0) {
        add(by.goroutine);
        return;
    }
    for (std::uint32_t g : callers_[by.goroutine - in_set_.size()].goroutines) add(g);
}

}  // namespace chancheck
