// Memory of large tables: whole pages, zero at first, in huge pages where the system has them.
#pragma once

#include <cstddef>
#include <utility>

namespace chancheck {

class Pages {
public:
    Pages() = default;
    explicit Pages(std::size_t bytes);  // throws std::bad_alloc
    Pages(Pages&& other) noexcept
        : start_(std::exchange(other.start_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    Pages& operator=(Pages&& other) noexcept {
        std::swap(start_, other.start_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~Pages() { release(); }
    void release();
    void* start() const { return start_; }
    std::size_t bytes() const { return bytes_; }

private:
    void* start_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace chancheck
