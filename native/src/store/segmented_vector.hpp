// A growing sequence. Its elements never move, so that threads can read while others add.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>
#include <mutex>
#include <type_traits>

#include "store/mapped_memory.hpp"

namespace chancheck {

template <class T>
class Blocks {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    T& operator[](std::uint32_t at) { return const_cast<T&>(std::as_const(*this)[at]); }
    const T& operator[](std::uint32_t at) const {
        int block = block_of(at);
        return blocks_[static_cast<std::size_t>(block)].load(std::memory_order_acquire)[at - start_of(block)];
    }
    // Makes room for this element; zero until it is set. Throws std::bad_alloc.
    void reach(std::uint32_t at) {
        auto block = static_cast<std::size_t>(block_of(at));
        if (blocks_[block].load(std::memory_order_acquire) == nullptr) add(block);
    }

private:
    static constexpr int FIRST_BITS = 10;  // elements of the first block; each further one doubles the sequence
    static constexpr std::size_t BLOCKS = 33 - FIRST_BITS;
    static int block_of(std::uint32_t at) { return static_cast<int>(std::bit_width(at >> FIRST_BITS)); }
    static std::uint32_t start_of(int block) { return block == 0 ? 0 : std::uint32_t{1} << (FIRST_BITS + block - 1); }

    void add(std::size_t block) {
        std::lock_guard lock(*adding_);
        if (blocks_[block].load(std::memory_order_relaxed) != nullptr) return;
        std::size_t elements = std::size_t{1} << (FIRST_BITS + (block == 0 ? 0 : block - 1));
        pages_[block] = Pages(elements * sizeof(T));
        blocks_[block].store(static_cast<T*>(pages_[block].start()), std::memory_order_release);
    }

    std::array<std::atomic<T*>, BLOCKS> blocks_{};
    std::array<Pages, BLOCKS> pages_;
    std::unique_ptr<std::mutex> adding_ = std::make_unique<std::mutex>();
};

}  // namespace chancheck
