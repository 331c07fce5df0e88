#include "machine/patches.hpp"

#include <algorithm>

#include "machine/world.hpp"

namespace chancheck {

Patch Patches::between(const Words& before, const Words& after) {
    if (before.length != after.length || before.addresses != after.addresses) return NO_PATCH;
    for (std::uint32_t i = 0; i < before.addresses; i++)
        if (before.places[i] != after.places[i] || before.address(i) != after.address(i)) return NO_PATCH;
    values_.clear();
    for (std::uint32_t i = 0; i < before.length; i++)
        if (before.words[i] != after.words[i]) values_.emplace_back(i, after.words[i]);
    const auto [known, fresh] = numbers_.try_emplace(values_, static_cast<Patch>(patches_.size() + 1));
    if (fresh) patches_.push_back(&known->first);
    return known->second;
}

Id Patches::make(Id before, Patch patch) {
    const Component& object = world_.heap[before];
    words_.assign(object.words, object.words + object.length);
    for (const auto& [at, value] : *patches_[patch - 1]) words_[at] = value;
    const Id after = world_.intern_object({words_.data(), object.length, object.addresses, object.places});
    applied_.put(hash_of(before, patch), {patch, before, after});
    return after;
}

void Patches::clear() {
    applied_.clear();
    patches_.clear();
    numbers_.clear();
}

}  // namespace chancheck
