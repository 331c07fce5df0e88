// Exploration of the states of a Program: one loop; in which order is the frontier's business.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bottom.hpp"
#include "findings.hpp"
#include "frontier.hpp"
#include "level.hpp"
#include "lossy.hpp"
#include "marks.hpp"
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
    void expand_level(Id begin, Id end);
    void settle(Id state);  // enters the states that steps from this one led to
    bool within_limits(std::size_t depth);
    bool too_many_states();
    bool out_of_room() const;  // but a lossy table
    void go_on_lossy();
    std::size_t lossy_bytes() const;
    void note_ends(Expander& from);
    void look_for_components();
    void gather(const Expander& from);
    bool tick();  // to be asked all the time: whether to give up
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
    std::unique_ptr<Level> level_;  // where several threads search
    std::vector<bool> ends_;        // by state: from here the run can end at once
    Course course_;
    std::unique_ptr<Lossy> lossy_;
    Outcome outcome_;
    std::size_t depth_ = 0, depth_now_ = 0;  // the deepest so far, and of the state that is expanded
    Pages reserve_{std::size_t{8} << 20};  // address space to tell what was found when there is no more
    bool stopped_ = false;
};

}  // namespace chancheck
