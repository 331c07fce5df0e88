// Exploration of the states of a Program: one loop; in which order is the frontier's business.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "races/race_pass.hpp"
#include "search/bitstate.hpp"
#include "search/bottom_sccs.hpp"
#include "search/findings.hpp"
#include "search/frontier.hpp"
#include "search/limits_monitor.hpp"
#include "search/parallel_level.hpp"
#include "search/traces.hpp"
#include "store/state_bitset.hpp"

namespace chancheck {

class Search {
public:
    Search(Program program, Task task);
    // Goes on for so many seconds, or until it has met so many states (negative: to its end); the outcome's limit is "pause"
    // then, and little more is said. seconds: from the beginning, which replace those of the task if they are not negative.
    Outcome run(double pause = -1, double seconds = -1, std::int64_t states = -1);

    // To compare states with those of another engine: the words of a stored state's components, and texts by number.
    struct StoredState {
        std::vector<Cell> head;
        std::vector<std::vector<Cell>> objects, goroutines;
    };
    std::size_t stored_states() const { return states_.size(); }
    StoredState stored_state(Id state);
    std::size_t distinct(Id first, Id last);  // see Sample
    const std::string& text(Cell number) const { return world_.strings.text(number); }

private:
    void begin();
    void search();
    bool pauses_at_states() const { return pause_states_ != std::numeric_limits<std::size_t>::max(); }
    bool pauses() { return pausing_ = watch_.pauses() || states_.size() >= pause_states_; }
    Outcome on_the_way();
    Outcome finish();
    void explore();
    void expand(Id state);
    void expand_level(Id begin, Id end);
    void settle(Id state);  // enters the states that steps from this one led to
    bool lead_elsewhere(const std::vector<Id>& reduced);
    bool within_limits(std::size_t depth);
    bool too_many_states();
    bool out_of_room() const;  // but a lossy table
    void go_on_lossy();
    std::size_t lossy_bytes() const;
    void note_ends(Expander& from);
    void look_for_components();
    Contention contention();
    Contention contention_so_far();
    enum class Following : std::uint8_t { nothing, briefly, far };
    Following following(const Contention& seen);
    bool have_pair();
    void look_for_races(const Contention& seen, bool briefly);
    void expand_again(const std::vector<Id>& states);
    bool is_alone(Id state) const { return state < alone_.size(); }
    void note_alone(Id from, Id to, bool fresh, bool started);
    void get_back();
    void gather(const Expander& from);
    bool tick();  // to be called often: whether to give up
    void stop(std::string limit);
    Progress progress() const;

    Task task_;
    Watch watch_;
    World world_;
    Expander expander_;
    Machine& machine_;
    States states_;
    std::unique_ptr<Frontier> frontier_;
    Traces traces_;
    Findings findings_;
    Selection selection_;
    std::unique_ptr<Level> level_;      // where several threads search
    std::vector<bool> ends_;            // by state: from here the run can end at once
    std::vector<bool> alone_ = {true};  // the first states: those before any goroutine was started
    Course course_;
    std::unique_ptr<Lossy> lossy_;
    Outcome outcome_;
    std::size_t depth_ = 0, depth_now_ = 0;  // the deepest so far, and of the state that is expanded
    Pages reserve_{std::size_t{8} << 20};    // address space to report findings when there is no more
    bool stopped_ = false, pausing_ = false;
    std::size_t pause_states_ = 0;  // to pause at
};

}  // namespace chancheck
