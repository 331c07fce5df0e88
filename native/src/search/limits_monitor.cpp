#include "search/limits_monitor.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

namespace chancheck {

std::size_t process_memory() {
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr) return peak_memory();
    unsigned long total = 0, resident = 0;
    int read = std::fscanf(file, "%lu %lu", &total, &resident);
    std::fclose(file);
    return read == 2 ? resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) : 0;
}

std::size_t peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return static_cast<std::size_t>(usage.ru_maxrss);
#else
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
#endif
}

Watch::Watch(const Task& task)
    : task_(task), interval_(interval(task.limits)), begin_(Clock::now()), last_(begin_), memory_(task.limits.memory) {
    const auto used = static_cast<Cell>(process_memory());
    if (task.lossy && memory_ > used) memory_ = used + (memory_ - used) / 2;
}

const char* Watch::look(const Progress& progress) {
    const Limits& limits = task_.limits;
    const double most = racing_ || limits.share < 0 ? limits.seconds : limits.share;
    if (most >= 0 && seconds() >= most) return "seconds";
    if (limits.patience >= 0 && found_ >= 0 && seconds() >= found_ + limits.patience) return "patience";
    if (memory_ >= 0 && process_memory() >= static_cast<std::size_t>(memory_)) return "memory";
    if (task_.progress && task_.progress(progress)) return "interrupt";
    return "";
}

}  // namespace chancheck
