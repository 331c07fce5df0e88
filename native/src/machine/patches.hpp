// What a step writes into an object where it depends on no other words of it, and the objects that come of that.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "store/components.hpp"
#include "store/recent.hpp"

namespace chancheck {

struct World;

// Words of an object with new values. None is an address, before or after.
using Patch = std::uint32_t;
constexpr Patch NO_PATCH = 0;

class Patches {
public:
    explicit Patches(World& world) : world_(world) {}

    // From one object to another, or NO_PATCH if they differ in more than values.
    Patch between(const Words& before, const Words& after);
    // The component of an object with the patch.
    Id apply(Id before, Patch patch) {
        const Applied& known = applied_[hash_of(before, patch)];
        return known.patch == patch && known.before == before ? known.after : make(before, patch);
    }
    void clear();

private:
    using Values = std::vector<std::pair<std::uint32_t, Cell>>;
    static std::uint64_t hash_of(Id before, Patch patch) {
        return mix(static_cast<std::uint64_t>(before) << 32 | patch);
    }
    Id make(Id before, Patch patch);

    World& world_;
    std::vector<const Values*> patches_;  // by number - 1
    std::map<Values, Patch> numbers_;
    struct Applied {
        Patch patch = NO_PATCH;
        Id before = NONE, after = NONE;
    };
    Recent<Applied, 1 << 14> applied_;
    std::vector<Cell> words_;
    Values values_;
};

}  // namespace chancheck
