#include "machine/alarm.hpp"

#include "search/limits_monitor.hpp"

namespace chancheck {

void Alarm::set(const Limits& limits) {
    ends_ = false;
    if (limits.seconds >= 0) extend(limits.seconds);
    memory_ = limits.memory;
}

void Alarm::extend(double seconds) {
    end_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    ends_ = true;
    memory_ = -1;
}

void Alarm::look() {
    spent_ = 0;
    auto now = Clock::now();
    if (ends_ && now >= end_) throw Exhausted{"seconds"};
    if (now < memory_due_) return;
    memory_due_ = now + INTERVAL;
    look_at_memory(0);
}

void Alarm::look_at_memory(std::size_t more) const {
    if (memory_ >= 0 && process_memory() + more > static_cast<std::size_t>(memory_)) throw Exhausted{"memory"};
}

}  // namespace chancheck
