// In which order a search expands the states it reaches.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "search/task.hpp"
#include "store/components.hpp"

namespace chancheck {

class Frontier {
public:
    virtual ~Frontier() = default;
    // A step from the state that `next` gave last leads to this one. `fresh`: it was not met before.
    virtual void reached(Id state, bool fresh) = 0;
    // The state to expand now and how many steps it is away from the initial one; false when there is none left.
    virtual bool next(Id& state, std::size_t& depth) = 0;
    virtual std::size_t size() const = 0;
    // Whether an end of the search means that every state was expanded.
    virtual bool exhaustive() const { return true; }
    virtual bool levels() const { return false; }  // no state comes before one that is nearer to the initial state
    // With levels: one behind the last state that is as far away as the one that `next` gave last. `skip`: all of them
    // were expanded.
    virtual Id level_end() const { return 0; }
    virtual void skip() {}
    // The state that `next` gave last (where states of its level were skipped: these too), and all there are left.
    virtual std::vector<Id> open() const { return {}; }
    // How many runs were followed to their end.
    virtual std::size_t runs() const { return 0; }
};

// Begins with the initial state, number 0. `deepest`: where a random walk restarts.
std::unique_ptr<Frontier> make_frontier(Order order, std::uint64_t seed, std::size_t deepest);

}  // namespace chancheck
