// Values of Python as values of the core, and back.
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cstring>

#include "search/task.hpp"

namespace chancheck {

namespace nb = nanobind;

inline std::vector<Cell> cells_of(nb::bytes words) {
    std::vector<Cell> cells(words.size() / sizeof(Cell));
    if (!cells.empty()) std::memcpy(cells.data(), words.data(), cells.size() * sizeof(Cell));
    return cells;
}

inline std::vector<std::string> texts_of(nb::list strings) {
    std::vector<std::string> texts;
    for (nb::handle item : strings) {
        auto text = nb::cast<nb::bytes>(item);
        texts.emplace_back(text.c_str(), text.size());
    }
    return texts;
}

inline nb::bytes bytes_of(const std::string& text) { return nb::bytes(text.data(), text.size()); }

inline nb::object progress_of(const Progress& p) {
    return nb::make_tuple(p.states, p.transitions, p.depth, p.frontier, p.seconds, p.memory);
}

inline nb::list numbers_of(const std::vector<std::int32_t>& numbers) {
    nb::list list;
    for (std::int32_t n : numbers) list.append(n);
    return list;
}

inline nb::object step_of(const Step& step) {
    nb::list choices;
    for (Cell c : step.choices) choices.append(c);
    const Move& m = step.move;
    return nb::make_tuple(m.goroutine, m.alternative, m.rule, m.peer, m.peer_alternative, nb::tuple(choices),
                          m.processor);
}

inline Step step_from(nb::tuple step) {
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

inline nb::dict report_of(const Report& report) {
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
inline std::function<bool(const Progress&)> watcher(nb::object progress) {
    return [progress](const Progress& now) {
        nb::gil_scoped_acquire gil;
        if (PyErr_CheckSignals() != 0) throw nb::python_error();
        return !progress.is_none() && nb::cast<bool>(progress(progress_of(now)));
    };
}

inline std::function<std::string(const std::string&)> quoter(nb::object quote) {
    return [quote](const std::string& text) {
        nb::gil_scoped_acquire gil;
        auto quoted = nb::cast<nb::bytes>(quote(bytes_of(text)));
        return std::string(quoted.c_str(), quoted.size());
    };
}

inline Order order_of(const std::string& name) {
    if (name == "bfs") return Order::breadth_first;
    if (name == "dfs") return Order::depth_first;
    if (name == "random") return Order::random_walk;
    throw BadProgram("no such search order: " + name);
}

inline Task task_of(nb::dict options, nb::object progress, nb::object quote) {
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
    task.unordered = nb::cast<std::vector<Cell>>(options["unordered"]);
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

inline std::string text_of(nb::bytes bytes) { return {bytes.c_str(), bytes.size()}; }

inline std::vector<std::string> batches_of(nb::list batches) { return texts_of(std::move(batches)); }

inline std::vector<Id> ids_of(nb::bytes words) {
    std::vector<Id> ids(words.size() / sizeof(Id));
    if (!ids.empty()) std::memcpy(ids.data(), words.data(), ids.size() * sizeof(Id));
    return ids;
}

inline nb::bytes bytes_of(const std::vector<Id>& ids) {
    return nb::bytes(reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(Id));
}

void define_shard(nb::module_& m);

}  // namespace chancheck
