#include "temporal/valuation.hpp"

namespace chancheck {

Letter Valuation::of(const std::vector<Id>& parts, std::size_t goroutines) {
    objects_.assign(parts.begin() + 1, parts.end() - static_cast<std::ptrdiff_t>(goroutines));
    auto [at, fresh] = known_.try_emplace(objects_, 0);
    if (fresh) at->second = of_objects(objects_);
    Letter letter = at->second;
    for (std::size_t i = parts.size() - goroutines; i < parts.size(); i++) letter |= of_goroutine(parts[i]);
    return letter;
}

Letter Valuation::of_objects(const std::vector<Id>& objects) {
    Letter letter = 0;
    for (std::size_t p = 0; p < observers_.size(); p++)
        if (observers_[p].function >= 0 && holds(objects, observers_[p])) letter |= Letter{1} << p;
    return letter;
}

// Its first step each time: a proposition makes no choices. One that panics or waits does not hold.
bool Valuation::holds(const std::vector<Id>& objects, const Observer& observer) {
    std::vector<Cell> head(HEAD_WORDS, 0);
    head[HEAD_OBJECTS] = head[HEAD_FIXED] = static_cast<Cell>(objects.size());
    head[HEAD_GOROUTINES] = 1;
    Workspace work(world_.program);
    Stack stack;
    stack.push(world_.program, observer.function);
    std::vector<Id> parts{world_.heads.intern({head.data(), HEAD_WORDS, 0, nullptr})};
    parts.insert(parts.end(), objects.begin(), objects.end());
    parts.push_back(world_.intern_goroutine(work.pack(stack)));
    std::vector<Cell> choices;
    do {
        alone_.load(parts);
        const std::vector<Move> moves = alone_.moves();
        choices.clear();
        if (moves.empty() || alone_.step(moves.front(), choices) != Ending::none) return false;
        parts = alone_.result().parts;
    } while (!alone_.result().order.empty());
    return world_.heap[parts[1]].words[OBJECT_HEAD + observer.cell] != 0;
}

Letter Valuation::of_goroutine(Id goroutine) {
    if (goroutine >= seen_.size()) {
        seen_.resize(2 * goroutine + 64, 0);
        standing_.resize(seen_.size(), 0);
    }
    if (seen_[goroutine] != 0) return standing_[goroutine];
    Stack stack;
    stack.unpack(world_.program, world_.stacks[goroutine].words);
    Letter letter = 0;
    for (std::size_t p = 0; p < observers_.size(); p++)
        for (std::size_t d = 0; d < stack.depth; d++)
            if (observers_[p].standing.contains({stack.frames[d].function, stack.frames[d].pc}))
                letter |= Letter{1} << p;
    seen_[goroutine] = 1;
    return standing_[goroutine] = letter;
}

}  // namespace chancheck
