// Drives Go's scheduler: the moves of a state with shared processors, the updates of the run queues by a
// step, and the parked goroutines that a step makes runnable. chancheck/machine/scheduling/ defines all three.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "machine/canonicaliser.hpp"
#include "machine/enabled_moves.hpp"
#include "machine/interpreter.hpp"
#include "scheduling/step_queues.hpp"
#include "store/recent.hpp"

namespace chancheck {

class SchedulerDriver {
public:
    SchedulerDriver(World& world, LoadedState& state, Workspace& work, const Guards& guards, Memo& memo,
                    EnabledMoves& enabled, Interpreter& interpreter, Choices& choices, Canonicaliser& canonicaliser,
                    StepQueues& queues);

    bool is_on() const { return scheduler_.has_value(); }
    const Processors* queues() const { return scheduler_ ? &queues_.before : nullptr; }

    // scheduled_moves.cpp
    void find_moves();
    bool is_delayed(std::size_t g);  // whether it, a helper or at a timer, would be enabled if a processor were free
    // Throws if a goroutine is in no place or in two, or a free processor has no move although work is queued.
    void check_queues() const;
    bool is_unscheduled(const Move& move) const;  // steps that leave the queues as they are

    // queue_updates.cpp: a step is executed, or found in the step cache
    void begin_step();
    void go_on(const Move& move, std::size_t first_new);
    void queue_started(const Move& move, std::size_t first_new, const Change& change);
    void queue_as_remembered(const Move& move, const Change& change);
    void make_turn(const Move& move);  // a processor takes or gives up a goroutine; nothing else changes

    // wakeups.cpp
    void clear_waiters() {
        waiters_.clear();
        clear_wake();
    }
    bool has_waiters() const { return !waiters_.empty(); }
    std::span<const std::int32_t> let_go() const { return let_go_; }  // by number, in order
    // The cached effect of a step with these choices that wakes goroutines. `decided`: no other cache has it.
    const Change* recall(const Move& move, const std::vector<Cell>& choices, bool& decided);
    void keep_waking(Slot& slot, Change& change);

private:
    struct Waiting {  // a parked goroutine
        std::int32_t goroutine;
        bool ready;          // it is enabled since an earlier step
        const Entry* entry;  // where it is remembered, or null
    };
    struct Ready {
        const Alternative* alternative;
        const Rule* rule;
    };
    struct Try {
        std::int32_t operation;
        Cell object;
        bool operator==(const Try&) const = default;
    };
    struct Turned {  // the head that a turn leads to
        Id base = NONE, head = NONE;
        std::int32_t rule = 0, processor = 0, victim = 0;
        bool is_of(Id from, const Move& turn) const {
            return base == from && rule == turn.rule && processor == turn.processor && victim == turn.peer_alternative;
        }
    };

    // scheduled_moves.cpp
    void look_at_parked();
    void find_moves_of_running(std::int32_t g);
    void find_attempts(std::int32_t g, bool parks);
    void enumerate_attempts(std::size_t g);
    void find_meetings(std::int32_t g);
    void find_picks(std::size_t p);
    std::size_t amount(const Pick& pick, std::size_t available);
    bool can_preempt(const Component& me) const;
    bool loops_with_calls(const Component& me) const;
    bool is_timed(const Move& move) const;
    std::int32_t operation_of(const Move& move) const { return enabled_.operation_of(move); }

    // queue_updates.cpp
    std::int32_t actor_of(const Move& move) const;
    bool keeps_processor(const Move& move);
    void queue_partners(const Move& move);
    bool gives_way(const Move& move);
    Id head_after(const Move& turn);
    void take_turn(const Move& turn);

    // wakeups.cpp
    void clear_wake();
    void find_waiters(const Move& move, const std::vector<std::uint32_t>& written);
    std::int32_t heir_of(std::int32_t waiter, const Move& move) const;
    std::int32_t behind(std::int32_t waiter, const Move& move) const;
    std::optional<Try> tried_by(std::int32_t g) const;
    std::optional<Try> retried_by(std::int32_t g) const;
    template <class Look, class LetGo>
    bool wake_each(const Move& move, Look look, LetGo let_go);
    void wake(const Move& move);
    bool find_ready(const Waiter& waiter);
    bool recall_waking(const Move& move, const std::vector<Cell>& choices);
    void find_trying(const Move& move);
    void queue_woken(const Move& move);

    const Program& program_;
    const Components& stacks_;
    LoadedState& state_;
    Workspace& work_;
    const Guards& guards_;
    Memo& memo_;
    EnabledMoves& enabled_;
    std::vector<Move>& moves_;
    Interpreter& interpreter_;
    Choices& choices_;
    Canonicaliser& canonicaliser_;
    StepQueues& queues_;
    const std::optional<Scheduler>& scheduler_;
    StateHeads heads_;

    std::vector<Waiting> waiting_;
    std::vector<Move> timed_moves_, returns_;  // of parked goroutines, by time; ends of calls, which no processor makes
    std::vector<Waiter> waiters_;              // of the last step
    Wake wake_;                                // what it does for them
    std::vector<std::int32_t> let_go_;
    Stage stage_ = 0;                     // of the step cache after that; 0: not cached
    std::vector<Ready> ready_;            // the enabled rules of a waiter
    std::vector<Try> trying_;             // operations that a woken goroutine tries already
    std::vector<std::uint32_t> written_;  // objects, by a step's rule
    static constexpr std::size_t MOST_TURNS = 1 << 13;
    Recent<Turned, MOST_TURNS> turns_;
};

}  // namespace chancheck
