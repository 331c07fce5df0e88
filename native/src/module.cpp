// The Python module; with module_*, the only files that know Python.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cstring>

#include "module_values.hpp"
#include "program/generated_format.hpp"
#include "search/search.hpp"
#include "temporal/product.hpp"

namespace nb = nanobind;
using namespace chancheck;

namespace {

// A search that may pause and continue.
class Session {
public:
    Session(nb::bytes words, nb::list strings, nb::dict options, nb::object progress, nb::object quote)
        : search_(Program::read(cells_of(words), texts_of(strings)),
                  task_of(options, std::move(progress), std::move(quote))) {}
    nb::dict run(double pause, double seconds, std::int64_t states);
    nb::list states();
    std::size_t distinct(Id first, Id last) { return search_.distinct(first, last); }
    nb::bytes text(Cell number) const { return bytes_of(search_.text(number)); }

private:
    Search search_;
};

nb::dict told(const Outcome& outcome) {
    nb::list reports;
    for (const Report& report : outcome.reports) reports.append(report_of(report));
    nb::dict out;
    out["reports"] = reports;
    out["statistics"] = progress_of(outcome.statistics);
    out["root_can_end"] = outcome.root_can_end;
    out["contended"] = numbers_of(outcome.contended);
    out["quiet"] = outcome.quiet;
    out["racing"] = nb::none();
    if (outcome.racing)
        out["racing"] = nb::make_tuple(outcome.racing->transitions, outcome.racing->accesses, outcome.racing->seconds);
    out["limit"] = outcome.limit;
    out["presumed_wrong"] = outcome.presumed_wrong;
    out["threads"] = outcome.threads;
    out["runs"] = outcome.runs;
    nb::list sites;
    for (std::size_t n = 0; n < outcome.sites.size(); n++)
        if (outcome.sites[n]) sites.append(n);
    out["sites"] = sites;
    const Coverage& c = outcome.coverage;
    out["coverage"] =
        c.used ? nb::object(nb::make_tuple(c.exact, c.seen, c.omitted, c.bytes, c.fill, c.cut, c.open)) : nb::none();
    nb::list longest;
    for (Cell n : outcome.bounds.longest) longest.append(n);
    out["bounds"] = nb::make_tuple(outcome.bounds.goroutines, outcome.bounds.blocked, longest, outcome.bounds.queue);
    out["defect"] = outcome.defect;
    return out;
}

nb::dict Session::run(double pause, double seconds, std::int64_t states) {
    Outcome outcome;
    {
        nb::gil_scoped_release free;
        try {
            outcome = search_.run(pause, seconds, states);
        } catch (const std::out_of_range& problem) {
            throw BadProgram(problem.what());
        }
    }
    return told(outcome);
}

nb::list Session::states() {
    nb::list states;
    for (std::size_t n = 0; n < search_.stored_states(); n++) {
        const Search::StoredState state = search_.stored_state(static_cast<Id>(n));
        states.append(nb::make_tuple(state.head, state.objects, state.goroutines));
    }
    return states;
}

// The graph of a program's states, for temporal properties.
class Graph {
public:
    Graph(nb::bytes words, nb::list strings, nb::dict options, nb::list observers, nb::object progress,
          nb::object quote)
        : graph_(Program::read(cells_of(words), texts_of(strings)),
                 task_of(options, std::move(progress), std::move(quote)), observers_of(observers)) {}
    nb::dict explore();
    nb::object violation(nb::dict automaton, const std::string& fairness, double seconds);

private:
    static std::vector<Observer> observers_of(nb::list list);
    StateGraph graph_;
};

std::vector<Observer> Graph::observers_of(nb::list list) {
    std::vector<Observer> observers;
    for (nb::handle item : list) {
        auto one = nb::cast<nb::tuple>(item);
        Observer observer{nb::cast<std::int32_t>(one[0]), nb::cast<std::size_t>(one[1]), {}};
        auto places = nb::cast<std::vector<std::int32_t>>(one[2]);
        for (std::size_t i = 0; i + 1 < places.size(); i += 2) observer.standing.emplace(places[i], places[i + 1]);
        observers.push_back(std::move(observer));
    }
    return observers;
}

nb::dict Graph::explore() {
    {
        nb::gil_scoped_release free;
        graph_.explore();
    }
    nb::dict out;
    out["limit"] = graph_.limit();
    out["statistics"] = progress_of(graph_.progress());
    nb::list letters;
    for (Letter letter : graph_.letters()) letters.append(letter);
    out["letters"] = letters;
    return out;
}

Fairness fairness_of(const std::string& name) {
    if (name == "none") return Fairness::none;
    if (name == "select") return Fairness::select;
    return name == "strong" ? Fairness::strong : Fairness::weak;
}

nb::object Graph::violation(nb::dict of, const std::string& fairness, double seconds) {
    Automaton automaton;
    automaton.needs = nb::cast<std::vector<Letter>>(of["needs"]);
    automaton.forbids = nb::cast<std::vector<Letter>>(of["forbids"]);
    automaton.first = nb::cast<std::vector<std::uint32_t>>(of["first"]);
    for (nb::handle following : nb::cast<nb::list>(of["following"]))
        automaton.following.push_back(nb::cast<std::vector<std::uint32_t>>(following));
    automaton.accepting = nb::cast<std::vector<std::uint64_t>>(of["accepting"]);
    automaton.all = nb::cast<std::uint64_t>(of["all"]);
    automaton.settled = nb::cast<std::vector<bool>>(of["settled"]);
    std::optional<Lasso> found;
    {
        nb::gil_scoped_release free;
        graph_.allow(seconds);
        try {
            found = Product(graph_, automaton, fairness_of(fairness)).violation();
        } catch (const std::bad_alloc&) {
            graph_.stop("memory");
        } catch (const Exhausted& met) {
            graph_.stop(met.limit);
        }
    }
    nb::list prefix, cycle;
    if (!found) return nb::make_tuple(graph_.limit(), nb::none());
    for (const Step& step : found->prefix) prefix.append(step_of(step));
    for (const Step& step : found->cycle) cycle.append(step_of(step));
    return nb::make_tuple(graph_.limit(), nb::make_tuple(nb::tuple(prefix), nb::tuple(cycle), found->settled));
}

}  // namespace

NB_MODULE(_core, m) {
    m.doc() = "Exploration of Programs in C++.";
    nb::class_<Session>(m, "Search", "Explores the program in these tables.")
        .def(nb::init<nb::bytes, nb::list, nb::dict, nb::object, nb::object>(), nb::arg("words"), nb::arg("strings"),
             nb::arg("options"), nb::arg("progress").none(), nb::arg("quote"))
        .def("run", &Session::run, nb::arg("pause") = -1.0, nb::arg("seconds") = -1.0, nb::arg("states") = -1,
             "Goes on, for so many seconds, up to so many states or to its end, and says how far it got.")
        .def("states", &Session::states, "The words of each stored state: its head, its objects, its goroutines.")
        .def("distinct", &Session::distinct, nb::arg("first"), nb::arg("last"),
             "Of these states, how many differ by more than names of goroutines.")
        .def("text", &Session::text, nb::arg("number"), "The string with this number.");
    nb::class_<Graph>(m, "Graph", "The graph of a program's states, with what holds in each.")
        .def(nb::init<nb::bytes, nb::list, nb::dict, nb::list, nb::object, nb::object>(), nb::arg("words"),
             nb::arg("strings"), nb::arg("options"), nb::arg("observers"), nb::arg("progress").none(), nb::arg("quote"))
        .def("explore", &Graph::explore, "Visits all states, up to a limit.")
        .def("violation", &Graph::violation, nb::arg("automaton"), nb::arg("fairness"), nb::arg("seconds"),
             "The limit that was met, and a fair run that the automaton accepts.");
    define_shard(m);
    m.def("format", [] { return FORMAT; }, "The number of the tables that this module was built with.");
    nb::exception<BadProgram>(m, "BadProgram", PyExc_RuntimeError);
}
