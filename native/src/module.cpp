// The only file that knows Python.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <unistd.h>

#include <cstring>

#include "program/generated_format.hpp"
#include "search/search.hpp"
#include "search/shard.hpp"
#include "temporal/product.hpp"

namespace nb = nanobind;
using namespace chancheck;

namespace {

std::vector<Cell> cells_of(nb::bytes words) {
    std::vector<Cell> cells(words.size() / sizeof(Cell));
    if (!cells.empty()) std::memcpy(cells.data(), words.data(), cells.size() * sizeof(Cell));
    return cells;
}

std::vector<std::string> texts_of(nb::list strings) {
    std::vector<std::string> texts;
    for (nb::handle item : strings) {
        auto text = nb::cast<nb::bytes>(item);
        texts.emplace_back(text.c_str(), text.size());
    }
    return texts;
}

nb::bytes bytes_of(const std::string& text) { return nb::bytes(text.data(), text.size()); }

nb::object progress_of(const Progress& p) {
    return nb::make_tuple(p.states, p.transitions, p.depth, p.frontier, p.seconds, p.memory);
}

nb::list numbers_of(const std::vector<std::int32_t>& numbers) {
    nb::list list;
    for (std::int32_t n : numbers) list.append(n);
    return list;
}

nb::object step_of(const Step& step) {
    nb::list choices;
    for (Cell c : step.choices) choices.append(c);
    const Move& m = step.move;
    return nb::make_tuple(m.goroutine, m.alternative, m.rule, m.peer, m.peer_alternative, nb::tuple(choices), m.processor);
}

Step step_from(nb::tuple step) {
    Step out;
    auto number = [&](std::size_t at) { return nb::cast<std::int32_t>(step[at]); };
    out.move.goroutine = number(0);
    out.move.alternative = number(1);
    out.move.rule = number(2);
    out.move.peer = number(3);
    out.move.peer_alternative = number(4);
    out.choices = nb::cast<std::vector<Cell>>(step[5]);
    out.move.processor = number(6);
    return out;
}

nb::dict report_of(const Report& report) {
    nb::list trace;
    for (const Step& step : report.trace) trace.append(step_of(step));
    nb::dict out;
    out["kind"] = report.kind;
    out["text"] = bytes_of(report.text);
    out["output"] = bytes_of(report.output);
    nb::list places;
    for (auto [function, pc] : report.places) places.append(nb::make_tuple(function, pc));
    nb::list functions;
    for (Cell f : report.functions) functions.append(f);
    out["places"] = nb::tuple(places);
    out["functions"] = nb::tuple(functions);
    out["root_spins"] = report.root_spins;
    out["trace"] = trace;
    out["doomed"] = numbers_of(report.doomed);
    out["spinning"] = numbers_of(report.spinning);
    out["starved"] = numbers_of(report.starved);
    out["root_done"] = report.root_done;
    return out;
}

// Pending signals become their exceptions; the callable may ask to stop.
std::function<bool(const Progress&)> watcher(nb::object progress) {
    return [progress](const Progress& now) {
        nb::gil_scoped_acquire gil;
        if (PyErr_CheckSignals() != 0) throw nb::python_error();
        return !progress.is_none() && nb::cast<bool>(progress(progress_of(now)));
    };
}

std::function<std::string(const std::string&)> quoter(nb::object quote) {
    return [quote](const std::string& text) {
        nb::gil_scoped_acquire gil;
        auto quoted = nb::cast<nb::bytes>(quote(bytes_of(text)));
        return std::string(quoted.c_str(), quoted.size());
    };
}

Order order_of(const std::string& name) {
    if (name == "bfs") return Order::breadth_first;
    if (name == "dfs") return Order::depth_first;
    if (name == "random") return Order::random_walk;
    throw BadProgram("no such search order: " + name);
}

Task task_of(nb::dict options, nb::object progress, nb::object quote) {
    Task task;
    task.order = order_of(nb::cast<std::string>(options["search"]));
    task.seed = nb::cast<std::uint64_t>(options["seed"]);
    task.jobs = nb::cast<std::size_t>(options["jobs"]);
    task.jobs_from = nb::cast<std::size_t>(options["jobs_from"]);
    task.symmetry = nb::cast<bool>(options["symmetry"]);
    task.monitored = nb::cast<std::vector<std::int32_t>>(options["monitored"]);
    task.races = nb::cast<bool>(options["races"]);
    task.limits.share = nb::cast<double>(options["share"]);
    task.stop_first = nb::cast<bool>(options["stop_first"]);
    task.components = nb::cast<bool>(options["components"]);
    task.lone = nb::cast<std::vector<std::int32_t>>(options["lone"]);
    task.reduction = cells_of(nb::cast<nb::bytes>(options["reduction"]));
    task.scheduler = cells_of(nb::cast<nb::bytes>(options["scheduler"]));
    task.limits.states = nb::cast<Cell>(options["states"]);
    task.limits.near = nb::cast<double>(options["near"]);
    task.limits.depth = nb::cast<Cell>(options["depth"]);
    task.limits.seconds = nb::cast<double>(options["seconds"]);
    task.limits.patience = nb::cast<double>(options["patience"]);
    task.limits.memory = nb::cast<Cell>(options["memory"]);
    task.lossy = nb::cast<bool>(options["lossy"]);
    task.lossy_after = nb::cast<Cell>(options["lossy_after"]);
    task.lossy_bytes = nb::cast<std::size_t>(options["lossy_bytes"]);
    task.measure = nb::cast<bool>(options["measure"]);
    task.progress = watcher(std::move(progress));
    task.wide_quote = quoter(std::move(quote));
    return task;
}

// A search that may pause and continue.
class Session {
public:
    Session(nb::bytes words, nb::list strings, nb::dict options, nb::object progress, nb::object quote)
        : search_(Program::read(cells_of(words), texts_of(strings)), task_of(options, std::move(progress), std::move(quote))) {}
    nb::dict run(double pause, double seconds, std::int64_t states);
    nb::list states();
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
    if (outcome.racing) out["racing"] = nb::make_tuple(outcome.racing->transitions, outcome.racing->accesses, outcome.racing->seconds);
    out["limit"] = outcome.limit;
    out["presumed_wrong"] = outcome.presumed_wrong;
    out["threads"] = outcome.threads;
    out["runs"] = outcome.runs;
    nb::list sites;
    for (std::size_t n = 0; n < outcome.sites.size(); n++)
        if (outcome.sites[n]) sites.append(n);
    out["sites"] = sites;
    const Coverage& c = outcome.coverage;
    out["coverage"] = c.used ? nb::object(nb::make_tuple(c.exact, c.seen, c.omitted, c.bytes, c.fill, c.cut, c.open)) : nb::none();
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
    Graph(nb::bytes words, nb::list strings, nb::dict options, nb::list observers, nb::object progress, nb::object quote)
        : graph_(Program::read(cells_of(words), texts_of(strings)), task_of(options, std::move(progress), std::move(quote)),
                 observers_of(observers)) {}
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

std::string text_of(nb::bytes bytes) { return {bytes.c_str(), bytes.size()}; }

std::vector<std::string> batches_of(nb::list batches) { return texts_of(std::move(batches)); }

std::vector<Id> ids_of(nb::bytes words) {
    std::vector<Id> ids(words.size() / sizeof(Id));
    if (!ids.empty()) std::memcpy(ids.data(), words.data(), ids.size() * sizeof(Id));
    return ids;
}

nb::bytes bytes_of(const std::vector<Id>& ids) { return nb::bytes(reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(Id)); }

// A part of a partitioned search.
class Part {
    // Without Python's lock.
    template <class F> auto freely(F work) {
        nb::gil_scoped_release free;
        try {
            return work();
        } catch (const std::out_of_range& problem) {
            throw BadProgram(problem.what());
        }
    }

public:
    Part(nb::bytes words, nb::list strings, nb::dict options, nb::object progress, nb::object quote, std::uint32_t number,
         std::uint32_t shards)
        : shard_(Program::read(cells_of(words), texts_of(strings)), task_of(options, std::move(progress), std::move(quote)),
                 number, shards) {}
    void begin() { shard_.begin(); }
    bool expand(std::size_t bytes, double seconds) { return freely([&] { return shard_.expand(bytes, seconds); }); }
    nb::bytes batch(std::uint32_t to, std::size_t least) { return bytes_of(shard_.batch(to, least)); }
    std::size_t insert(nb::bytes batch) {
        const std::string bytes = text_of(batch);
        return freely([&] { return shard_.insert(bytes); });
    }
    std::size_t next_level() { return shard_.next_level(); }
    nb::bytes ends() { return bytes_of(shard_.ends()); }
    void mark(nb::bytes states) { shard_.mark(ids_of(states)); }
    nb::bytes marked(std::uint32_t shard) { return bytes_of(shard_.marked(shard)); }
    bool ask(std::size_t bytes, double seconds) { return freely([&] { return shard_.ask(bytes, seconds); }); }
    void answer(nb::bytes batch) { shard_.answer(text_of(batch)); }
    nb::bytes rest(Id from, Id to) { return bytes_of(shard_.rest(from, to)); }
    void judge(nb::list rests) {
        const auto all = batches_of(std::move(rests));
        judged_ = true;
        freely([&] { return shard_.judge(all), true; });
    }
    nb::bytes log() { return bytes_of(shard_.log()); }
    void restore(nb::list logs, Id level) { shard_.restore(batches_of(std::move(logs)), level); }
    nb::tuple path(Id state);
    nb::list steps(nb::list batches);
    nb::object unordered(nb::list steps);
    nb::list reports(std::size_t first);
    nb::dict state() const;
    nb::dict seen() const;
    nb::bytes accesses() { return bytes_of(shard_.accesses()); }
    nb::list contended(nb::list accesses, bool went_back) { return numbers_of(shard_.contended(batches_of(std::move(accesses)), went_back)); }
    void extend(double seconds) { shard_.extend(seconds); }

private:
    Shard shard_;
    bool judged_ = false;
};

nb::tuple Part::path(Id state) {
    const Origin before = shard_.origin_of_path(state);
    return nb::make_tuple(bytes_of(shard_.path(state)), before.shard, before.state == NONE ? -1 : static_cast<std::int64_t>(before.state));
}

nb::list Part::steps(nb::list batches) {
    nb::list steps;
    for (const Step& step : shard_.steps(batches_of(std::move(batches)))) steps.append(step_of(step));
    return steps;
}

// None where goroutines need no other order.
nb::object Part::unordered(nb::list steps) {
    if (!shard_.makes_texts()) return nb::none();
    std::vector<Step> run;
    for (nb::handle step : steps) run.push_back(step_from(nb::cast<nb::tuple>(step)));
    const Shard::Unordered unordered = shard_.unordered(run);
    nb::list out;
    for (const Step& step : unordered.steps) out.append(step_of(step));
    return nb::make_tuple(out, numbers_of(unordered.numbers));
}

// Each with the state to which its run leads, by shard and number, and with the last steps as its trace.
nb::list Part::reports(std::size_t first) {
    nb::list reports;
    for (std::size_t n = first; n < shard_.findings().size(); n++) {
        nb::dict report = report_of(shard_.findings().report(n));
        const Findings::Place& place = shard_.findings().place(n);
        nb::list trace;
        for (const Step& step : place.further) trace.append(step_of(step));
        report["trace"] = trace;
        const Origin origin = judged_ ? shard_.origin(place.state) : Origin{shard_.number(), place.state};
        report["state"] = nb::make_tuple(origin.shard, origin.state);
        reports.append(report);
    }
    return reports;
}

nb::dict Part::state() const {
    nb::dict out;
    out["pid"] = getpid();
    out["states"] = shard_.states();
    out["transitions"] = shard_.transitions();
    out["left"] = shard_.left();
    out["memory"] = process_memory();
    out["peak"] = peak_memory();
    out["limit"] = shard_.limit();
    out["defect"] = shard_.findings().defect();
    out["found"] = shard_.findings().size();
    out["goods"] = shard_.goods();
    return out;
}

nb::dict Part::seen() const {
    nb::dict out;
    out["root_can_end"] = shard_.root_can_end();
    out["went_back"] = shard_.went_back();
    const Bounds& bounds = shard_.bounds();
    nb::list longest;
    for (Cell n : bounds.longest) longest.append(n);
    out["bounds"] = nb::make_tuple(bounds.goroutines, bounds.blocked, longest, bounds.queue);
    nb::list sites;
    const std::vector<bool> met = shard_.sites();
    for (std::size_t n = 0; n < met.size(); n++)
        if (met[n]) sites.append(n);
    out["sites"] = sites;
    return out;
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
        .def("text", &Session::text, nb::arg("number"), "The string with this number.");
    nb::class_<Graph>(m, "Graph", "The graph of a program's states, with what holds in each.")
        .def(nb::init<nb::bytes, nb::list, nb::dict, nb::list, nb::object, nb::object>(), nb::arg("words"),
             nb::arg("strings"), nb::arg("options"), nb::arg("observers"), nb::arg("progress").none(), nb::arg("quote"))
        .def("explore", &Graph::explore, "Visits all states, up to a limit.")
        .def("violation", &Graph::violation, nb::arg("automaton"), nb::arg("fairness"), nb::arg("seconds"),
             "The limit that was met, and a fair run that the automaton accepts.");
    nb::class_<Part>(m, "Shard", "A part of a search that is partitioned (native/src/search/shard.hpp).")
        .def(nb::init<nb::bytes, nb::list, nb::dict, nb::object, nb::object, std::uint32_t, std::uint32_t>(), nb::arg("words"),
             nb::arg("strings"), nb::arg("options"), nb::arg("progress").none(), nb::arg("quote"), nb::arg("number"),
             nb::arg("shards"))
        .def("begin", &Part::begin)
        .def("expand", &Part::expand, nb::arg("bytes"), nb::arg("seconds"))
        .def("batch", &Part::batch, nb::arg("to"), nb::arg("least"))
        .def("insert", &Part::insert, nb::arg("batch"))
        .def("next_level", &Part::next_level)
        .def("ends", &Part::ends)
        .def("mark", &Part::mark, nb::arg("states"))
        .def("marked", &Part::marked, nb::arg("shard"))
        .def("ask", &Part::ask, nb::arg("bytes"), nb::arg("seconds"))
        .def("answer", &Part::answer, nb::arg("batch"))
        .def("rest", &Part::rest, nb::arg("begin"), nb::arg("end"))
        .def("judge", &Part::judge, nb::arg("rests"))
        .def("log", &Part::log)
        .def("restore", &Part::restore, nb::arg("logs"), nb::arg("level"))
        .def("path", &Part::path, nb::arg("state"))
        .def("steps", &Part::steps, nb::arg("batches"))
        .def("unordered", &Part::unordered, nb::arg("steps"))
        .def("reports", &Part::reports, nb::arg("first"))
        .def("state", &Part::state)
        .def("seen", &Part::seen)
        .def("accesses", &Part::accesses)
        .def("contended", &Part::contended, nb::arg("accesses"), nb::arg("went_back"))
        .def("extend", &Part::extend, nb::arg("seconds"));
    m.def("format", [] { return FORMAT; }, "The number of the tables that this module was built with.");
    nb::exception<BadProgram>(m, "BadProgram", PyExc_RuntimeError);
}
