#include "store/mapped_memory.hpp"

#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace chancheck {

#if defined(__linux__)

namespace {
constexpr std::size_t HUGE_FROM = std::size_t{16} << 20;  // smaller ones would waste what they do not fill
}

Pages::Pages(std::size_t bytes) : bytes_(bytes) {
    start_ = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start_ == MAP_FAILED) throw std::bad_alloc();
    if (bytes >= HUGE_FROM) madvise(start_, bytes, MADV_HUGEPAGE);
}

void Pages::release() {
    if (start_ != nullptr) munmap(start_, bytes_);
    start_ = nullptr;
    bytes_ = 0;
}

#else

Pages::Pages(std::size_t bytes) : start_(std::calloc(bytes, 1)), bytes_(bytes) {
    if (start_ == nullptr) throw std::bad_alloc();
}

void Pages::release() {
    std::free(start_);
    start_ = nullptr;
    bytes_ = 0;
}

#endif

}  // namespace chancheck
