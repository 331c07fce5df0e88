#include "search/frontier.hpp"

#include <numeric>
#include <random>
#include <vector>

namespace chancheck {
namespace {

// States are numbered in the order they are met, so a queue of them is a counter.
class BreadthFirst final : public Frontier {
public:
    void reached(Id, bool fresh) override { met_ += fresh; }
    bool next(Id& state, std::size_t& depth) override {
        if (next_ == met_) return false;
        if (next_ == level_end_) {
            depth_++;
            level_end_ = met_;
        }
        state = given_ = next_++;
        depth = depth_;
        return true;
    }
    std::size_t size() const override { return met_ - next_; }
    bool levels() const override { return true; }
    Id level_end() const override { return level_end_; }
    void skip() override { next_ = level_end_; }
    std::vector<Id> open() const override {
        std::vector<Id> states(met_ - given_);
        std::iota(states.begin(), states.end(), given_);
        return states;
    }

private:
    Id given_ = 0, next_ = 0, met_ = 1, level_end_ = 1;
    std::size_t depth_ = 0;
};

class DepthFirst final : public Frontier {
public:
    void reached(Id state, bool fresh) override {
        if (fresh) stack_.push_back({state, depth_ + 1});
    }
    bool next(Id& state, std::size_t& depth) override {
        if (stack_.empty()) return false;
        state = given_ = stack_.back().state;
        depth = depth_ = stack_.back().depth;
        stack_.pop_back();
        return true;
    }
    std::size_t size() const override { return stack_.size(); }
    std::vector<Id> open() const override {
        std::vector<Id> states{given_};
        for (auto entry = stack_.rbegin(); entry != stack_.rend(); ++entry) states.push_back(entry->state);
        return states;
    }

private:
    Id given_ = 0;
    struct Entry {
        Id state;
        std::uint32_t depth;
    };
    std::vector<Entry> stack_{{0, 0}};
    std::uint32_t depth_ = 0;
};

// Runs from the initial state, one after the other, each step chosen evenly among those there are. Never ends by itself.
class RandomWalk final : public Frontier {
public:
    RandomWalk(std::uint64_t seed, std::size_t deepest) : chance_(seed), deepest_(deepest) {}
    void reached(Id state, bool) override {
        if (chance_() % ++successors_ == 0) chosen_ = state;
    }
    bool next(Id& state, std::size_t& depth) override {
        bool on = successors_ > 0 && depth_ < deepest_;
        runs_ += depth_ > 0 && successors_ == 0;
        depth_ = on ? depth_ + 1 : 0;
        state = on ? chosen_ : 0;
        depth = depth_;
        successors_ = 0;
        return true;
    }
    std::size_t size() const override { return 1; }
    bool exhaustive() const override { return false; }
    std::size_t runs() const override { return runs_; }

private:
    std::mt19937_64 chance_;
    std::size_t deepest_, depth_ = 0, runs_ = 0;
    std::uint64_t successors_ = 0;
    Id chosen_ = 0;
};

}  // namespace

std::unique_ptr<Frontier> make_frontier(Order order, std::uint64_t seed, std::size_t deepest) {
    switch (order) {
    case Order::breadth_first: return std::make_unique<BreadthFirst>();
    case Order::depth_first: return std::make_unique<DepthFirst>();
    case Order::random_walk: return std::make_unique<RandomWalk>(seed, deepest);
    }
    return nullptr;
}

}  // namespace chancheck
