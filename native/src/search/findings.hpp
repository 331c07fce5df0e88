// The findings of a search, each distinct one once; docs: chancheck/explore/engine.py, Found.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "search/traces.hpp"

namespace chancheck {

class Findings {
public:
    explicit Findings(const Machine& machine) : machine_(machine) {}

    // The machine has `state` loaded. The run ended in this step: in a fault, or by exit.
    void run_ended(Ending how, Id state, const Move& move, const std::vector<Cell>& choices);
    void raced(Id state, const Move& move,
               const std::vector<Cell>& choices);  // accesses of the step, with earlier ones
    // The same of accesses in a run that leaves this state and takes further steps.
    void raced(Monitor::Places places, bool root_done, std::string output, Id state, std::vector<Step> further);
    void root_ended(Id state, const Move& move);
    void halted(Id state);  // no goroutine can step
    // In this bottom component, shown by one of its states, the goroutines for which `spins` is not 0 run forever.
    void component(Id state, const std::uint8_t* spins, const std::vector<std::int32_t>& delayed);

    // Takes over what others found in states up to `last`, as if it had been found here in the order of the states; they
    // have nothing left.
    void absorb(const std::vector<Findings*>& others, Id last);

    // What is found from now on lies behind these steps from the state that is named; null: at it.
    void beyond(const std::vector<Step>* path) { path_ = path; }

    bool defect() const { return defect_; }  // something worth stopping at was found
    std::size_t size() const { return reports_.size(); }
    bool vain() const { return vain_; }  // the program was not made for an unknown value that it comes to
    std::vector<Report> with_traces(Traces& traces) &&;

    // Where something was found: a state, and the steps that make it, behind the trace to the state.
    struct Place {
        Id state;
        std::vector<Step> further;
    };
    const Report& report(std::size_t n) const { return reports_[n]; }
    const Place& place(std::size_t n) const { return places_[n]; }

private:
    using Key = std::tuple<std::string, std::string, std::string, std::vector<std::pair<Cell, Cell>>, std::vector<Cell>,
                           bool, bool>;
    void add(Report report, Id state, const Step* last);
    void add(Report report, Place place);
    Report blank(const char* kind) const;

    const Machine& machine_;
    std::set<Key> seen_;
    std::vector<Report> reports_;
    std::vector<Place> places_;
    const std::vector<Step>* path_ = nullptr;
    bool defect_ = false, vain_ = false;
};

}  // namespace chancheck
