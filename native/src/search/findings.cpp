#include "search/findings.hpp"

#include <algorithm>

namespace chancheck {
namespace {

// Several goroutines that are blocked at one place are one finding, however many they are.
template <class T>
void sort_unique(std::vector<T>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

Report Findings::blank(const char* kind) const {
    Report report;
    report.kind = kind;
    report.output = machine_.output();
    return report;
}

void Findings::add(Report report, Id state, const Step* last) {
    Place place{state, path_ != nullptr ? *path_ : std::vector<Step>{}};
    if (last != nullptr) place.further.push_back(*last);
    add(std::move(report), std::move(place));
}

void Findings::add(Report report, Place place) {
    if (!machine_.program().prints) report.output.clear();
    bool race = report.kind == "race";  // one before and one after the root's end are the same
    Key key{report.kind,      report.text, report.output, report.places, report.functions, !race && report.root_done,
            report.root_spins};
    if (!seen_.insert(std::move(key)).second) return;
    vain_ = vain_ || (report.kind == "unknown" && report.text.starts_with('?'));
    defect_ = defect_ || race || report.kind == "fault" || (report.kind == "halt" && !report.doomed.empty());
    reports_.push_back(std::move(report));
    places_.push_back(std::move(place));
}

void Findings::run_ended(Ending how, Id state, const Move& move, const std::vector<Cell>& choices) {
    if (machine_.over() && how != Ending::unknown) return;
    Report found = blank(how == Ending::fault ? "fault" : how == Ending::exit ? "exit" : "unknown");
    found.text = machine_.text();
    found.output = machine_.last_output();
    found.places.push_back(machine_.state().place_of(static_cast<std::size_t>(move.goroutine)));
    Step last{move, choices};
    add(std::move(found), state, &last);
}

void Findings::raced(Id state, const Move& move, const std::vector<Cell>& choices) {
    for (auto [earlier, later] : machine_.races().races()) {
        Report found = blank("race");
        found.root_done = machine_.over();
        found.places.emplace_back(std::min(earlier, later), std::max(earlier, later));
        Step last{move, choices};
        add(std::move(found), state, &last);
    }
}

void Findings::raced(Monitor::Places places, bool root_done, std::string output, Id state, std::vector<Step> further) {
    Report found;
    found.kind = "race";
    found.output = std::move(output);
    found.root_done = root_done;
    found.places.emplace_back(std::min(places.first, places.second), std::max(places.first, places.second));
    add(std::move(found), {state, std::move(further)});
}

void Findings::root_ended(Id state, const Move& move) {
    Report found = blank("end");
    found.root_done = true;
    Step last{move, {}};
    add(std::move(found), state, &last);
}

void Findings::halted(Id state) {
    Report found = blank("halt");
    found.root_done = machine_.root() == 1;
    for (std::size_t g = 0; g < machine_.state().goroutines(); g++) {
        if (machine_.state().is_helper(g)) continue;
        found.doomed.push_back(static_cast<std::int32_t>(g));
        found.places.push_back(machine_.state().place_of(g));
    }
    sort_unique(found.places);
    if (found.doomed.empty()) {
        if (machine_.root() == 2) {
            found.kind = "fault";
            found.text = "fatal: no goroutines (main called runtime.Goexit) - deadlock!";
        } else if (machine_.root() == 1 && !machine_.program().root_ends_all) {
            found.kind = "end";
        } else {
            return;
        }
    }
    add(std::move(found), state, nullptr);
}

void Findings::component(Id state, const std::uint8_t* spins, const std::vector<std::int32_t>& delayed) {
    Report found = blank("component");
    found.root_done = machine_.root() == 1;
    for (std::size_t g = 0; g < machine_.state().goroutines(); g++) {
        if (machine_.state().is_helper(g)) continue;
        if (spins[g] == 0) {
            auto doomed = static_cast<std::int32_t>(g);
            found.doomed.push_back(doomed);
            found.places.push_back(machine_.state().place_of(g));
            if (machine_.scheduler().queues() != nullptr && !machine_.scheduler().queues()->is_parked(doomed))
                found.starved.push_back(doomed);
            continue;
        }
        found.spinning.push_back(static_cast<std::int32_t>(g));
        found.root_spins = found.root_spins || machine_.state().is_root(g);
        if (Cell f = machine_.state().first_function(g); f >= 0) found.functions.push_back(f);
    }
    found.starved.insert(found.starved.end(), delayed.begin(), delayed.end());
    sort_unique(found.starved);
    sort_unique(found.places);
    sort_unique(found.functions);
    add(std::move(found), state, nullptr);
}

void Findings::absorb(const std::vector<Findings*>& others, Id last) {
    struct Found {
        Place place;
        Report report;
    };
    std::vector<Found> all;
    for (Findings* other : others) {
        for (std::size_t i = 0; i < other->reports_.size(); i++)
            if (other->places_[i].state <= last)
                all.push_back({std::move(other->places_[i]), std::move(other->reports_[i])});
        other->reports_.clear();
        other->places_.clear();
        other->defect_ = false;
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Found& a, const Found& b) { return a.place.state < b.place.state; });
    for (Found& one : all) add(std::move(one.report), std::move(one.place));
}

std::vector<Report> Findings::with_traces(Traces& traces) && {
    for (std::size_t i = 0; i < reports_.size(); i++) {
        try {
            reports_[i].trace = traces.to(places_[i].state);
        } catch (const Exhausted&) {  // those that could not be repeated are given up
            reports_.resize(i);
            break;
        }
        std::vector<Step>& further = places_[i].further;
        reports_[i].trace.insert(reports_[i].trace.end(), further.begin(), further.end());
    }
    return std::move(reports_);
}

}  // namespace chancheck
