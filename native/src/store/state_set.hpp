// The set of states met, numbered in order of arrival.
//
// A state is a vector of component numbers in two halves. Each is cut into quads of four, over which stands a balanced
// tree of pairs; equal quads and pairs are stored once, so that most states cost little more than their root, the pair of
// both halves.
#pragma once

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <vector>

#include "store/intern_table.hpp"
#include "store/recent.hpp"

namespace chancheck {

using Root = std::array<Id, 2>;

// A state's vector, each half filled up to whole quads with NONE. In place of the right half there may be a single leaf,
// which needs no tree.
struct Leaves {
    std::vector<Id> all;
    std::size_t left = 0;  // quads of the left half
    Id alone = NONE;
};

// And the nodes of its tree in preorder, without the root.
struct Unfolded {
    struct Node {
        Id id;
        std::uint32_t quads;
    };
    Leaves leaves;
    std::vector<Node> nodes;
};

// The nodes that a thread requested recently: most of its next requests are among them, and they fit into the caches of
// the processor. Nodes never get another number.
class RecentNodes {
public:
    static constexpr std::size_t WHOLE = 4;  // quads of subtrees with a key of all their leaves

    // The node over so many quads of leaves, at most WHOLE: the cached one, or the result of `find`.
    template <class F>
    Id pick(const Id* leaves, std::size_t quads, F find) {
        const std::uint64_t key = hash(leaves, quads);
        const Subtree& known = subtrees_[key];
        if (known.quads == quads && std::memcmp(known.leaves.data(), leaves, quads * sizeof(Tuples<4>::Tuple)) == 0)
            return known.node;
        Subtree found{{}, static_cast<std::uint32_t>(quads), find()};
        std::copy_n(leaves, 4 * quads, found.leaves.begin());
        return subtrees_.put(key, found).node;
    }
    // The node's number: the cached one, or the result of `find`.
    template <std::size_t W, class F>
    Id pick(const std::array<Id, W>& tuple, std::uint64_t hash, F find) {
        const auto& known = of<W>()[hash];
        return known.id != NONE && known.tuple == tuple ? known.id : of<W>().put(hash, {tuple, find()}).id;
    }

private:
    static constexpr std::size_t MOST = 1 << 12;
    static std::uint64_t hash(const Id* leaves, std::size_t quads) {
        constexpr std::uint64_t ODD = 0x9FB21C651E98DF25ULL, OTHER = 0xD6E8FEB86659FD93ULL;
        std::uint64_t a = quads, b = 0;  // which need not wait for each other
        for (std::size_t i = 0; i < quads; i++) {
            std::uint64_t words[2];
            std::memcpy(words, leaves + 4 * i, sizeof words);
            a = std::rotl((a ^ words[0]) * ODD, 29);
            b = std::rotl((b ^ words[1]) * OTHER, 31);
        }
        return mix(a + b * ODD);
    }
    struct Subtree {
        std::array<Id, 4 * WHOLE> leaves{};
        std::uint32_t quads = 0;  // 0: none
        Id node = NONE;
    };
    template <std::size_t W>
    struct Known {
        std::array<Id, W> tuple{};
        Id id = NONE;
    };
    template <std::size_t W>
    Recent<Known<W>, MOST>& of() {
        if constexpr (W == 4) return quads_;
        else return pairs_;
    }
    Recent<Subtree, MOST> subtrees_;
    Recent<Known<4>, MOST> quads_;
    Recent<Known<2>, MOST> pairs_;
};

class States {
public:
    // Several threads add states from now on. `alone` calls what it is given while the others do not use the states.
    using Alone = std::function<void(const std::function<void()>&)>;
    void share(std::size_t threads, Alone alone) {
        threads_ = threads;
        alone_ = std::move(alone);
    }
    void unshare() { share(1, {}); }

    // The root of a vector. `near` is one that differs little: its nodes save look-ups.
    Root fold(const Leaves& leaves, const Unfolded& near, RecentNodes& recent);
    // To be called in this order, for several roots at once: waiting for memory takes longer than all else.
    void prefetch(const Root& root) const { roots_.prefetch(roots_.hash(root)); }
    void prefetch_more(const Root& root) const { roots_.prefetch_more(roots_.hash(root)); }
    Id intern(const Root& root, bool& fresh);
    Id find(const Root& root) const { return roots_.find(root); }  // NONE: it is not there
    // `near` as above: what it has in common is copied.
    // `alone`: states have a leaf in place of their right half.
    void unfold(Id state, bool alone, const Unfolded& near, Unfolded& out) const;

    // States from `first` on get other numbers: `order` has their present ones in the new order. `run` calls its argument
    // for parts of a range from 0 to a number, perhaps in several threads.
    using Run = std::function<void(std::size_t, const std::function<void(std::size_t, std::size_t)>&)>;
    void renumber(Id first, const std::vector<Id>& order, const Run& run);

    std::size_t size() const { return roots_.size(); }
    std::size_t bytes() const { return roots_.bytes() + pairs_.bytes() + quads_.bytes(); }

private:
    struct Folding;
    Id fold(Folding& folding, std::size_t quads, bool& alike);
    Id find(Folding& folding, std::size_t quads, bool& alike);
    void unfold(Id node, const Unfolded& near, std::size_t near_node, std::size_t near_leaf, Unfolded& out) const;

    void make_room(std::size_t quads);
    void grow(std::size_t more);

    std::size_t threads_ = 1;
    Alone alone_;
    Tuples<4> quads_;
    Tuples<2> pairs_, roots_;
};

}  // namespace chancheck
