#include "machine/state_heads.hpp"

#include <algorithm>

namespace chancheck {

Id StateHeads::like(const LoadedState& state, Cell goroutines, Cell fixed) {
    const Id base = state.parts()[0];
    auto hash = mix(static_cast<std::uint64_t>(base) << 32 ^ static_cast<std::uint64_t>(goroutines) << 16 ^
                    static_cast<std::uint64_t>(fixed));
    Like& known = like_[hash % MOST];
    if (known.base != base || known.goroutines != goroutines || known.fixed != fixed) {
        HeadWords words;
        std::copy_n(state.head().begin(), words.size(), words.begin());
        words[HEAD_GOROUTINES] = goroutines;
        words[HEAD_FIXED] = fixed;
        known = {base, heads_.intern({words.data(), HEAD_WORDS, 0, nullptr}), goroutines, fixed};
    }
    return known.head;
}

Id StateHeads::of(const HeadWords& words) {
    std::uint64_t hash = 0;
    for (Cell word : words) hash = mix(hash * 31 + static_cast<std::uint64_t>(word));
    Known& known = known_[hash % MOST];
    if (known.head == NONE || known.words != words)
        known = {words, heads_.intern({words.data(), HEAD_WORDS, 0, nullptr})};
    return known.head;
}

Id StateHeads::with_queues(const LoadedState& state, Cell goroutines, Cell fixed, StepQueues& queues) {
    words_.assign(state.head().begin(), state.head().end());
    words_[HEAD_GOROUTINES] = goroutines;
    words_[HEAD_FIXED] = fixed;
    queues.append(words_);
    return of(words_);
}

}  // namespace chancheck
