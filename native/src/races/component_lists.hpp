// What is known of goroutines by their components: sorted lists, each distinct one once.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "store/intern_table.hpp"

namespace chancheck {

template <class Entry>
class ComponentLists {
public:
    using List = std::vector<Entry>;
    static constexpr std::uint32_t UNKNOWN = 0, EMPTY = 1;  // numbers of lists

    ComponentLists() {
        known_.push_back(&numbers_.try_emplace({}, EMPTY).first->first);
        known_.push_back(known_[0]);
    }

    std::uint32_t number(Id component) const { return component < lists_.size() ? lists_[component] : UNKNOWN; }
    const List& list(std::uint32_t number) const { return *known_[number]; }
    const List& of(Id component) const { return list(number(component)); }
    std::size_t size() const { return known_.size(); }
    Id components() const { return static_cast<Id>(lists_.size()); }

    std::uint32_t number_of(const List& list) {
        auto [at, fresh] = numbers_.try_emplace(list, static_cast<std::uint32_t>(known_.size()));
        if (fresh) known_.push_back(&at->first);
        return at->second;
    }
    void set(Id component, std::uint32_t number) {
        if (component >= lists_.size()) lists_.resize(component + component / 2 + 64, UNKNOWN);
        lists_[component] = number;
    }

private:
    std::vector<std::uint32_t> lists_;  // by component: the list's number
    std::map<List, std::uint32_t> numbers_;
    std::vector<const List*> known_;  // by number
};

}  // namespace chancheck
