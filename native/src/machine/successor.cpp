#include "machine/successor.hpp"

#include <algorithm>

namespace chancheck {

std::int32_t Successor::number_of(std::int32_t goroutine) const {
    auto at = std::find(order.begin(), order.end(), goroutine);
    return at == order.end() ? GONE : static_cast<std::int32_t>(at - order.begin());
}

const std::vector<std::int32_t>& Successor::numbers(std::size_t before) {
    numbers_.assign(before, GONE);
    for (std::size_t g = 0; g < order.size(); g++)
        numbers_[static_cast<std::size_t>(order[g])] = static_cast<std::int32_t>(g);
    return numbers_;
}

}  // namespace chancheck
