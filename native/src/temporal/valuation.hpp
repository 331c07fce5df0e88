// Which propositions hold in a state. They come as data: functions of the program that set a cell, and places.
#pragma once

#include <cstdint>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "machine/machine.hpp"

namespace chancheck {

// A set of propositions, by their numbers.
using Letter = std::uint64_t;
constexpr std::size_t MOST_PROPOSITIONS = 64;

// docs: chancheck/program/program.py, Observer.
struct Observer {
    std::int32_t function = -1;
    std::size_t cell = 0;
    std::set<std::pair<std::int32_t, std::int32_t>> standing;
};

class Valuation {
public:
    Valuation(World& world, const Settings& settings, std::vector<Observer> observers)
        : world_(world), alone_(world, settings), observers_(std::move(observers)) {}

    // Of the state with these components, so many of which are goroutines.
    Letter of(const std::vector<Id>& parts, std::size_t goroutines);
    Alarm& alarm() { return alone_.alarm; }

private:
    struct Hash {
        std::size_t operator()(const std::vector<Id>& ids) const {
            std::uint64_t hash = ids.size();
            for (Id id : ids) hash = mix(hash * 31 + id);
            return hash;
        }
    };
    Letter of_objects(const std::vector<Id>& objects);
    bool holds(const std::vector<Id>& objects, const Observer& observer);
    Letter of_goroutine(Id goroutine);

    World& world_;
    Machine alone_;  // runs a function in a state without goroutines
    std::vector<Observer> observers_;
    std::unordered_map<std::vector<Id>, Letter, Hash> known_;
    std::vector<std::int8_t> seen_;  // by goroutine: whether its letter is known
    std::vector<Letter> standing_;
    std::vector<Id> objects_;
};

}  // namespace chancheck
