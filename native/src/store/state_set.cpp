#include "store/state_set.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace chancheck {
namespace {

constexpr std::size_t NOWHERE = static_cast<std::size_t>(-1);

// A node's number: of a pair, or with the lowest bit set of a quad.
Id pair_node(Id id) { return id << 1; }
Id quad_node(Id id) { return id << 1 | 1; }
bool is_quad(Id node) { return (node & 1) != 0; }

// As wide as two words.
bool same_quad(const Id* a, const Id* b) {
    std::uint64_t x[2], y[2];
    std::memcpy(x, a, sizeof x);
    std::memcpy(y, b, sizeof y);
    return x[0] == y[0] && x[1] == y[1];
}

std::size_t nodes_above(std::size_t quads) { return 2 * quads - 1; }

}  // namespace

struct States::Folding {
    const Id* leaves;
    const Unfolded* near;  // of the same shape, or null
    RecentNodes& recent;
    std::size_t leaf = 0, node = 0;  // what comes next
};

// The node over so many quads. `alike`: it is the same in what is near.
Id States::fold(Folding& f, std::size_t quads, bool& alike) {
    if (quads > RecentNodes::WHOLE) return find(f, quads, alike);
    const Id* leaves = f.leaves + f.leaf;
    alike = f.near != nullptr &&
            std::memcmp(leaves, f.near->leaves.all.data() + f.leaf, quads * sizeof(Tuples<4>::Tuple)) == 0;
    Folding inner = f;
    f.leaf += 4 * quads;
    f.node += nodes_above(quads);
    if (alike) return f.near->nodes[inner.node].id;
    return f.recent.pick(leaves, quads, [&] { return find(inner, quads, alike); });
}

// The same, which visits each node.
Id States::find(Folding& f, std::size_t quads, bool& alike) {
    bool fresh = false;
    std::size_t node = f.node++;
    if (quads == 1) {
        std::size_t leaf = f.leaf;
        f.leaf += 4;
        alike = f.near != nullptr && same_quad(f.leaves + leaf, f.near->leaves.all.data() + leaf);
        if (alike) return f.near->nodes[node].id;
        Tuples<4>::Tuple quad;
        std::copy_n(f.leaves + leaf, 4, quad.begin());
        std::uint64_t hash = quads_.hash(quad);
        return quad_node(f.recent.pick(quad, hash, [&] { return quads_.intern(quad, hash, fresh); }));
    }
    bool left_alike = false, right_alike = false;
    auto part = [&](std::size_t n, bool& same) {
        return quads > RecentNodes::WHOLE ? fold(f, n, same) : find(f, n, same);
    };
    Id left = part(quads / 2, left_alike);
    Id right = part(quads - quads / 2, right_alike);
    alike = left_alike && right_alike;
    if (alike) return f.near->nodes[node].id;
    Tuples<2>::Tuple pair{left, right};
    std::uint64_t hash = pairs_.hash(pair);
    return pair_node(f.recent.pick(pair, hash, [&] { return pairs_.intern(pair, hash, fresh); }));
}

Root States::fold(const Leaves& leaves, const Unfolded& near, RecentNodes& recent) {
    std::size_t quads = leaves.all.size() / 4, right = quads - leaves.left;
    make_room(quads);
    bool same_shape = near.leaves.all.size() == leaves.all.size() && near.leaves.left == leaves.left;
    Folding folding{leaves.all.data(), same_shape ? &near : nullptr, recent};
    bool alike = false;
    Id left = fold(folding, leaves.left, alike);
    return {left, right == 0 ? leaves.alone : fold(folding, right, alike)};
}

Id States::intern(const Root& root, bool& fresh) {
    if (roots_.crowded(threads_)) grow(threads_);
    return roots_.intern(root, fresh);
}

// For a state of so many quads, in each thread.
void States::make_room(std::size_t quads) {
    std::size_t more = threads_ * quads;
    if (quads_.crowded(more) || pairs_.crowded(more)) grow(more);
}

void States::grow(std::size_t more) {
    auto grow_all = [&] {
        quads_.make_room(more);
        pairs_.make_room(more);
        roots_.make_room(more);
    };
    if (alone_) alone_(grow_all);
    else grow_all();
}

void States::renumber(Id first, const std::vector<Id>& order, const Run& run) {
    std::vector<std::uint32_t> places(order.size());
    std::vector<Root> copy(order.size());
    run(order.size(), [&](std::size_t from, std::size_t to) {
        roots_.find_places(order.data(), from, to, places.data(), copy.data());
    });
    run(order.size(),
        [&](std::size_t from, std::size_t to) { roots_.renumber(first, from, to, places.data(), copy.data()); });
}

void States::unfold(Id node, const Unfolded& near, std::size_t near_node, std::size_t near_leaf, Unfolded& out) const {
    bool known = near_node < near.nodes.size();
    std::size_t near_quads = known ? near.nodes[near_node].quads : 0;
    if (known && near.nodes[near_node].id == node) {
        auto nodes = near.nodes.begin() + static_cast<std::ptrdiff_t>(near_node);
        auto leaves = near.leaves.all.begin() + static_cast<std::ptrdiff_t>(near_leaf);
        out.nodes.insert(out.nodes.end(), nodes, nodes + static_cast<std::ptrdiff_t>(nodes_above(near_quads)));
        out.leaves.all.insert(out.leaves.all.end(), leaves, leaves + static_cast<std::ptrdiff_t>(4 * near_quads));
        return;
    }
    std::size_t at = out.nodes.size(), first = out.leaves.all.size();
    out.nodes.push_back({node, 1});
    if (is_quad(node)) {
        const auto& quad = quads_[node >> 1];
        out.leaves.all.insert(out.leaves.all.end(), quad.begin(), quad.end());
        return;
    }
    auto [left, right] = pairs_[node >> 1];
    bool forks = near_quads > 1;
    std::size_t left_quads = near_quads / 2;
    unfold(left, near, forks ? near_node + 1 : NOWHERE, near_leaf, out);
    unfold(right, near, forks ? near_node + 1 + nodes_above(left_quads) : NOWHERE, near_leaf + 4 * left_quads, out);
    out.nodes[at].quads = static_cast<std::uint32_t>((out.leaves.all.size() - first) / 4);
}

void States::unfold(Id state, bool alone, const Unfolded& near, Unfolded& out) const {
    out.leaves.all.clear();
    out.nodes.clear();
    auto [left, right] = roots_[state];
    std::size_t quads = near.leaves.all.size() / 4, near_left = near.leaves.left;
    unfold(left, near, near_left > 0 ? 0 : NOWHERE, 0, out);
    out.leaves.left = out.leaves.all.size() / 4;
    out.leaves.alone = alone ? right : NONE;
    if (alone || right == NONE) return;
    unfold(right, near, quads > near_left ? nodes_above(near_left) : NOWHERE, 4 * near_left, out);
}

}  // namespace chancheck
