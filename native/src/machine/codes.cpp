// The contents of goroutines and objects as one list of words: lists compare as the goroutines and objects do, in turn.
#include <algorithm>
#include <limits>

#include "machine/ties.hpp"
#include "machine/workspace.hpp"

namespace chancheck {
namespace {

constexpr Cell END = std::numeric_limits<Cell>::min();  // of a list; below all other words

}  // namespace

// Of goroutines and the objects after the first `size` ones, with the entries for these objects in other bags.
Ties::Code Ties::code(std::span<const std::uint32_t> goroutines, std::size_t size) {
    code_.clear();
    add_goroutines(goroutines);
    code_.push_back(END);
    const std::size_t objects = code_.size();
    for (std::size_t i = size; i < numbers_.found.size(); i++) {
        const Component& one = numbers_.object(numbers_.found[i]);
        const Cell* words = world_.is_bag(one) ? numbers_.renamed_entries(one) : numbers_.renamed(one, -1);
        code_.push_back(words[0]);
        code_.insert(code_.end(), words + OBJECT_HEAD, words + one.length);
        code_.push_back(END);
    }
    code_.push_back(END);
    if (!bags_.empty()) add_entries(size);
    alarm_.spend(code_.size());
    Cell* words = numbers_.take(code_.size());
    std::copy(code_.begin(), code_.end(), words);
    return {words, code_.size(), objects};
}

Ties::Code Ties::code_of(std::uint32_t g) {
    const std::size_t size = numbers_.found.size();
    numbers_.reach(goroutine(g));
    const Code found = code(std::span(&g, 1), size);
    numbers_.take_back(size);
    return found;
}

// As `compare_goroutines` compares them.
void Ties::add_goroutine(const Component& one) {
    constexpr Cell FLAGS = ROOT_FLAG | HELPER_FLAG | PARKED_FLAG;
    const Cell *words = numbers_.renamed(one, -1), *at = words + GOROUTINE_HEAD;
    auto add = [&](Cell count) {
        code_.insert(code_.end(), at, at + count);
        at += count;
    };
    code_.push_back(words[0] & FLAGS);
    code_.push_back(words[0] >> PHASE_SHIFT);
    for (Cell i = 0; i < words[2]; i++) {
        const Cell deferred = at[3];
        const auto registers = static_cast<Cell>(program_.functions[static_cast<std::size_t>(at[0])].kinds.size());
        add(3);
        at++;
        add(deferred);
        code_.push_back(END);
        add(registers);
    }
    code_.push_back(END);
    add(words[3] * PANIC_CELLS);
    code_.push_back(END);
    code_.push_back(words[1]);
}

void Ties::add_goroutines(std::span<const std::uint32_t> goroutines) {
    if (goroutines.size() <= 1) {
        for (std::uint32_t g : goroutines) add_goroutine(goroutine(g));
        return;
    }
    std::vector<std::vector<Cell>> pieces;
    for (std::uint32_t g : goroutines) {
        add_goroutine(goroutine(g));
        pieces.push_back(code_);
        code_.clear();
    }
    std::sort(pieces.begin(), pieces.end());
    for (const std::vector<Cell>& piece : pieces) code_.insert(code_.end(), piece.begin(), piece.end());
}

void Ties::add_entries(std::size_t size) {
    std::vector<std::vector<Cell>> all;
    for (std::uint32_t bag : bags_) {
        const std::uint32_t number = numbers_.number[bag];
        if (number == 0 || number > size) continue;
        const Component& one = numbers_.object(bag);
        const Cell* words = numbers_.renamed(one, -1);
        const Entries entries(program_, words);
        for (std::uint32_t i = 0; i < one.addresses; i++) {
            if (numbers_.number[numbers_.target(one, i)] <= size) continue;
            std::vector<Cell>& entry = all.emplace_back(1, static_cast<Cell>(number));
            entry.insert(entry.end(), words + one.places[i], words + one.places[i] + entries.wide);
        }
    }
    std::sort(all.begin(), all.end());
    for (const std::vector<Cell>& entry : all) code_.insert(code_.end(), entry.begin(), entry.end());
}

}  // namespace chancheck
