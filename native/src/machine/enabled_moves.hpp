// The enabled moves of the loaded state. The step cache keeps them by the components on which they depend.
#pragma once

#include <algorithm>
#include <vector>

#include "machine/alarm.hpp"
#include "machine/guards.hpp"
#include "machine/loaded_state.hpp"
#include "machine/move.hpp"
#include "machine/previous_moves.hpp"
#include "machine/step_cache.hpp"

namespace chancheck {

class EnabledMoves {
public:
    EnabledMoves(const World& world, Alarm& alarm, LoadedState& state, Guards& guards, Memo& memo);

    void find();  // without a scheduler: each enabled goroutine may step
    std::vector<Move>& list() { return moves_; }
    void note_able();
    const std::vector<std::uint8_t>& able() const { return able_; }  // which goroutines move in one of them

    // Add moves to the list.
    void enumerate_alone(std::size_t goroutine);  // of a goroutine that needs no partner
    void enumerate_meetings(std::size_t goroutine, std::size_t peer);
    void enumerate_idle();  // by idle rules, if no other move is one that they wait for
    // The moves of g (with h): cached, or added by `find`. Returns their entry in the cache, or null.
    template <class F>
    Entry* remembered(Plan& plan, std::uint32_t first, Kind kind, std::size_t g, std::size_t h, F find);

    std::int32_t operation_of(const Move& move) const;  // -1: none
    Pace pace_of(const Move& move) const;

private:
    void find_of(std::size_t g, std::size_t h);
    void show(Entry& entry, std::size_t g, std::size_t h);
    void drop_defaults();
    Cell next_due();

    const Program& program_;
    const Components& stacks_;
    Alarm& alarm_;
    LoadedState& state_;
    Guards& guards_;
    Memo& memo_;
    Lately lately_;
    std::vector<Move> moves_;
    std::vector<std::uint8_t> able_;
};

template <class F>
Entry* EnabledMoves::remembered(Plan& plan, std::uint32_t first, Kind kind, std::size_t g, std::size_t h, F find) {
    std::size_t objects = state_.first_goroutine() - 1;
    if (!plan.loose) {
        if (Entry* entry = memo_.find(plan, first, kind, state_.parts(), objects); entry != nullptr) {
            show(*entry, g, h);
            return entry;
        }
    }
    std::size_t before = moves_.size();
    Workspace& base = state_.unpacked();
    base.watch();
    find();
    plan.loose = plan.loose || base.used_more;
    if (plan.loose) return nullptr;
    Memo::extend(plan, base.used);
    if (plan.loose) return nullptr;
    Entry& entry = memo_.add(plan, first, kind, state_.parts(), objects);
    entry.slots.reserve(moves_.size() - before);
    for (std::size_t m = before; m < moves_.size(); m++) {
        const Move& move = moves_[m];
        entry.slots.push_back({move.alternative, move.rule, move.peer_alternative, move.peer >= 0, operation_of(move),
                               pace_of(move), &entry});
    }
    for (std::size_t m = before; m < moves_.size(); m++) moves_[m].slot = &entry.slots[m - before];
    return &entry;
}

}  // namespace chancheck
