// Maps: objects with a tail of entries, each a key and a value.
#include <algorithm>

#include "machine/interpreter.hpp"

namespace chancheck {

int Interpreter::compare_keys(const Shape& shape, const Cell* a, const Cell* b) const {
    for (std::int32_t i = 0; i < shape.keys; i++) {
        if (a[i] == b[i]) continue;
        bool text = shape.elem[static_cast<std::size_t>(i)] == 'b';
        if (!text) return a[i] < b[i] ? -1 : 1;
        return strings_.text(a[i]) < strings_.text(b[i]) ? -1 : 1;
    }
    return 0;
}

// The entry with this key, else the end. (Entries are put in order only in stored states.)
bool Interpreter::map_find(const Object& map, const Cell* key, std::uint32_t& at) {
    const Shape& shape = program_.shapes[static_cast<std::size_t>(map.shape)];
    const Cell* entry = map.cells + shape.header.size();
    for (at = 0; at < map.count; at++, entry += shape.elem.size())
        if (std::equal(key, key + shape.keys, entry)) break;
    alarm_.spend(at);
    return at < map.count;
}

void Interpreter::sort_entries(Object& map) {
    const Shape& shape = program_.shapes[static_cast<std::size_t>(map.shape)];
    std::size_t wide = shape.elem.size();
    Cell* entries = map.cells + shape.header.size();
    auto before = [&](std::size_t a, std::size_t b) {
        return compare_keys(shape, entries + a * wide, entries + b * wide) < 0;
    };
    for (std::size_t i = 1; i < map.count; i++) {
        std::size_t k = i;
        for (; k > 0 && before(k, k - 1); k--)
            std::swap_ranges(entries + k * wide, entries + (k + 1) * wide, entries + (k - 1) * wide);
        alarm_.spend((i - k + 1) * wide);
    }
}

}  // namespace chancheck
