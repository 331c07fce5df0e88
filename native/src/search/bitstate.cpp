#include "search/bitstate.hpp"

#include <algorithm>

namespace chancheck {
namespace {

constexpr std::size_t LONGEST_RUN = 10'000;  // steps from where it left what is known exactly

}  // namespace

bool BitTable::add(const std::vector<Id>& parts) {
    std::uint64_t place = parts.size();
    for (std::size_t i = 0; i < parts.size(); i += 2)
        place = mix(place * 0x9E3779B97F4A7C15ULL +
                    (static_cast<std::uint64_t>(parts[i]) << 32 | (i + 1 < parts.size() ? parts[i + 1] : NONE)));
    const std::uint64_t step = mix(place ^ 0xA0761D6478BD642FULL);
    auto* words = static_cast<std::uint64_t*>(pages_.start());
    bool fresh = false;
    for (int i = 0; i < BITS; i++, place = mix(place + step)) {
        auto at = static_cast<std::uint64_t>(static_cast<unsigned __int128>(place) * bits_ >> 64);
        std::uint64_t& word = words[at / 64];
        const std::uint64_t bit = std::uint64_t{1} << at % 64;
        if ((word & bit) != 0) continue;
        word |= bit;
        set_++;
        fresh = true;
    }
    return fresh;
}

double BitTable::confusion() const {
    double all = 1;
    for (int i = 0; i < BITS; i++) all *= fill();
    return all;
}

void Lossy::run(std::size_t bytes, Id known, const std::vector<Id>& roots, std::size_t whole,
                const std::function<bool()>& stop, const std::function<void()>& found) {
    table_ = std::make_unique<BitTable>(bytes);
    coverage_.used = true;
    coverage_.exact = known;
    coverage_.bytes = table_->bytes();
    reduction_.presume_nothing();
    for (Id state = 0; state < known && !stop(); state++) {
        machine_.load(state, states_);
        table_->add(machine_.state().parts());
    }
    std::size_t n = 0;
    for (; n < roots.size() && !stop(); n++) {
        most_ = longest_from(roots[n]);
        go_on_from(roots[n], n < whole, [&] {
            if (findings_.defect()) found();
            return stop();
        });
    }
    coverage_.open = roots.size() - n + stack_.size();
    coverage_.fill = table_->fill();
}

// How many steps runs may take from there.
std::size_t Lossy::longest_from(Id root) const {
    if (task_.limits.depth < 0) return LONGEST_RUN;
    const auto limit = static_cast<std::size_t>(task_.limits.depth), depth = traces_.depth(root);
    return limit < depth ? 0 : limit - depth;
}

void Lossy::go_on_from(Id root, bool whole, const std::function<bool()>& stop) {
    root_ = root;
    path_.clear();
    machine_.load(root, states_);
    if (most_ == 0) coverage_.cut++;
    else expand(0, whole, stop);
    while (!stop() && pop()) expand(static_cast<std::uint32_t>(path_.size()), false, stop);
    findings_.beyond(nullptr);
}

// The machine has the state loaded. Moves are left out only where all the others lead to new states: so none is put off
// for ever on a cycle.
void Lossy::expand(std::uint32_t depth, bool whole, const std::function<bool()>& stop) {
    deepest_ = std::max(deepest_, static_cast<std::size_t>(depth));
    met_known_ = false;
    findings_.beyond(&path_);
    auto arrive = [&](const Move& move, const std::vector<Cell>& choices) { push(depth + 1, move, choices); };
    const std::vector<Move> able = reduction_.active() ? reduction_.distinct(machine_.moves()) : machine_.moves();
    bool all = true;
    if (!whole && reduction_.active()) {
        expander_.each_step(root_, reduction_.choose(able, all), findings_, stop, arrive);
        if (all || !met_known_) return;
    }
    expander_.each_step(root_, able, findings_, stop, arrive);
}

// The state that a step led to.
void Lossy::push(std::uint32_t depth, const Move& move, const std::vector<Cell>& choices) {
    const std::vector<Id>& parts = machine_.result().parts;
    if (!table_->add(parts)) {
        met_known_ = true;
        return;
    }
    const double confused = table_->confusion();
    coverage_.omitted += confused / (1 - confused);
    coverage_.seen++;
    if (depth >= most_) {
        coverage_.cut++;
        return;
    }
    Step step{move, choices};
    step.move.slot = nullptr;
    stack_.push_back({static_cast<std::uint32_t>(parts.size()), depth, std::move(step)});
    parts_.insert(parts_.end(), parts.begin(), parts.end());
}

bool Lossy::pop() {
    if (stack_.empty()) return false;
    Entry& entry = stack_.back();
    auto from = parts_.end() - static_cast<std::ptrdiff_t>(entry.size);
    now_.assign(from, parts_.end());
    parts_.erase(from, parts_.end());
    path_.resize(entry.depth - 1);
    path_.push_back(std::move(entry.step));
    stack_.pop_back();
    machine_.load(now_);
    return true;
}

}  // namespace chancheck
