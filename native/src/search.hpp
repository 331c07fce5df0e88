// Exploration of the states of a Program: one loop; in which order is the frontier's business.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bottom.hpp"
#include "findings.hpp"
#include "frontier.hpp"
#include "traces.hpp"
#include "watch.hpp"

namespace chancheck {

class Search {
public:
    Search(Program program, Task task);
    Outcome run();

private:
    void search();
    void explore();
    void expand(Id state);
    void take(Id state, const Move& move, std::vector<Cell>& choices);  // one step from the loaded state
    void settle(Id state);  // enters the states that steps from this one led to
    bool within_limits(std::size_t depth);
    void note_end(Id state);
    void look_for_components();
    void stop(std::string limit);
    void measure();
    Progress progress() const;

    Task task_;
    Watch watch_;
    World world_;
    Machine machine_;
    States states_;
    std::unique_ptr<Frontier> frontier_;
    Traces traces_;
    Findings findings_;
    Selection selection_;
    std::vector<bool> ends_;  // by state: from here the run can end at once
    struct Reached {
        Root root;
        std::int32_t mover, mover_after;
    };
    std::vector<Reached> reached_;
    Outcome outcome_;
    std::size_t depth_ = 0, depth_now_ = 0;  // the deepest so far, and of the state that is expanded
    std::vector<Cell> choices_, further_;
    Pages reserve_{std::size_t{8} << 20};  // address space to tell what was found when there is no more
    bool stopped_ = false;
};

}  // namespace chancheck
