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
    void explore();
    void expand(Id state);
    void take(Id state, const Move& move, std::vector<Cell>& choices);  // one step from the loaded state
    bool within_limits(std::size_t depth);
    void stop(std::string limit);
    Progress progress() const;

    Task task_;
    Watch watch_;
    World world_;
    Machine machine_;
    States states_;
    Traces traces_;
    Findings findings_;
    std::unique_ptr<Frontier> frontier_;
    Graph graph_;  // only with task_.components
    Outcome outcome_;
    std::size_t depth_ = 0;
    bool stopped_ = false;
    bool ends_ = false;  // the run can end at once in the state that is expanded
};

}  // namespace chancheck
