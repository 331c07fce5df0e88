#include "machine/object_numbers.hpp"

#include <algorithm>
#include <limits>

namespace chancheck {
namespace {

// The entries of a bag in order; `before` compares two of them.
template <class F>
void sort_entries(Cell* words, const Entries& entries, const F& before) {
    for (std::size_t i = 1; i < entries.count; i++)
        for (std::size_t k = i; k > 0 && before(words + entries.at(k), words + entries.at(k - 1)); k--)
            std::swap_ranges(words + entries.at(k), words + entries.at(k + 1), words + entries.at(k - 1));
}

}  // namespace

void ObjectNumbers::visit(std::size_t n) {
    if (n == 0 || n >= number.size()) throw BadProgram("an address of no object");
    if (number[n] != 0) return;
    found.push_back(static_cast<std::uint32_t>(n));
    number[n] = static_cast<std::uint32_t>(found.size());
}

void ObjectNumbers::reach(std::uint32_t first) {
    visit(first);
    while (explored_ < found.size()) {
        const Component& next = object(found[explored_++]);
        alarm_.spend(next.addresses + 1);
        if (world_.is_bag(next)) continue;
        for (std::uint32_t i = 0; i < next.addresses; i++) visit(raw_.target(next, i));
    }
}

void ObjectNumbers::take_back(std::size_t size) {
    for (std::size_t i = size; i < found.size(); i++) number[found[i]] = 0;
    found.resize(size);
    explored_ = size;
}

bool ObjectNumbers::keeps_names(const Words& w) const {
    for (std::uint32_t i = 0; i < w.addresses; i++)
        if (number[raw_.target(w, i)] != w.target(i)) return false;
    return true;
}

const Cell* ObjectNumbers::renamed(const Words& w, Cell without) {
    Cell* words = names_.take(w.length);
    std::copy(w.words, w.words + w.length, words);
    for (std::uint32_t i = 0; i < w.addresses; i++) {
        Cell& word = words[w.places[i]];
        const std::uint32_t n = number[raw_.target(w, i)];
        word = n == 0 ? without : address(n, offset_of(word));
    }
    return words;
}

Words ObjectNumbers::renamed_object(const Component& object) {
    const Cell* renamed_words = renamed(object, 0);
    if (!world_.is_bag(object)) return {renamed_words, object.length, object.addresses, object.places};
    Cell* words = names_.take(object.length);
    std::copy(renamed_words, renamed_words + object.length, words);
    const Entries entries(world_.program, words);
    auto key = [](const Cell* entry) { return *entry == 0 ? std::numeric_limits<Cell>::max() : *entry; };
    sort_entries(words, entries, [&](const Cell* a, const Cell* b) { return key(a) < key(b); });
    bag_places_.clear();
    for (std::size_t n = 0; n < entries.count; n++)
        if (words[entries.at(n)] != 0) bag_places_.push_back(static_cast<std::uint32_t>(entries.at(n)));
    return {words, object.length, static_cast<std::uint32_t>(bag_places_.size()), bag_places_.data()};
}

const Cell* ObjectNumbers::renamed_entries(const Component& bag) {
    Cell* words = names_.take(bag.length);
    const Cell* renamed_words = renamed(bag, -1);
    std::copy(renamed_words, renamed_words + bag.length, words);
    const Entries entries(world_.program, words);
    sort_entries(words, entries, [&](const Cell* a, const Cell* b) {
        return std::lexicographical_compare(a, a + entries.wide, b, b + entries.wide);
    });
    return words;
}

}  // namespace chancheck
