// Shards for Python.
#include <unistd.h>

#include "module_values.hpp"
#include "search/shard.hpp"

namespace chancheck {
namespace {

// A part of a partitioned search.
class Part {
    // Without Python's lock.
    template <class F>
    auto freely(F work) {
        nb::gil_scoped_release free;
        try {
            return work();
        } catch (const std::out_of_range& problem) {
            throw BadProgram(problem.what());
        }
    }

public:
    Part(nb::bytes words, nb::list strings, nb::dict options, nb::object progress, nb::object quote,
         std::uint32_t number, std::uint32_t shards)
        : shard_(Program::read(cells_of(words), texts_of(strings)),
                 task_of(options, std::move(progress), std::move(quote)), number, shards) {}
    void begin() { shard_.begin(); }
    bool expand(std::size_t bytes, double seconds) {
        return freely([&] { return shard_.expand(bytes, seconds); });
    }
    nb::bytes batch(std::uint32_t to, std::size_t least) { return bytes_of(shard_.batch(to, least)); }
    std::size_t insert(nb::bytes batch) {
        const std::string bytes = text_of(batch);
        return freely([&] { return shard_.insert(bytes); });
    }
    std::size_t next_level() { return shard_.next_level(); }
    nb::bytes ends() { return bytes_of(shard_.ends()); }
    void mark(nb::bytes states) { shard_.mark(ids_of(states)); }
    nb::bytes marked(std::uint32_t shard) { return bytes_of(shard_.marked(shard)); }
    bool ask(std::size_t bytes, double seconds) {
        return freely([&] { return shard_.ask(bytes, seconds); });
    }
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
    nb::list contended(nb::list accesses, bool went_back) {
        return numbers_of(shard_.contended(batches_of(std::move(accesses)), went_back));
    }
    void extend(double seconds) { shard_.extend(seconds); }

private:
    Shard shard_;
    bool judged_ = false;
};

nb::tuple Part::path(Id state) {
    const Origin before = shard_.origin_of_path(state);
    return nb::make_tuple(bytes_of(shard_.path(state)), before.shard,
                          before.state == NONE ? -1 : static_cast<std::int64_t>(before.state));
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

void define_shard(nb::module_& m) {
    nb::class_<Part>(m, "Shard", "A part of a search that is partitioned (native/src/search/shard.hpp).")
        .def(nb::init<nb::bytes, nb::list, nb::dict, nb::object, nb::object, std::uint32_t, std::uint32_t>(),
             nb::arg("words"), nb::arg("strings"), nb::arg("options"), nb::arg("progress").none(), nb::arg("quote"),
             nb::arg("number"), nb::arg("shards"))
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
}

}  // namespace chancheck
