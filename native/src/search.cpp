#include "search.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <unordered_map>

namespace chancheck {

std::size_t process_memory() {
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr) return peak_memory();
    unsigned long total = 0, resident = 0;
    int read = std::fscanf(file, "%lu %lu", &total, &resident);
    std::fclose(file);
    return read == 2 ? resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) : 0;
}

std::size_t peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return static_cast<std::size_t>(usage.ru_maxrss);
#else
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
#endif
}

namespace {

Settings settings_of(const Task& task) { return {task.symmetry, task.wide_quote}; }

}  // namespace

Search::Search(Program program, Task task)
    : task_(std::move(task)), machine_(std::move(program), settings_of(task_)) {}

Progress Search::progress() const {
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    return {states_.size(), outcome_.statistics.transitions, depth_, states_.size() - next_, peak_memory(), seconds};
}

// Asks the clock, the memory and whoever watches, a few times a second.
bool Search::look_up(bool force) {
    auto now = std::chrono::steady_clock::now();
    if (!force && now - last_look_ < std::chrono::milliseconds(50)) return false;
    last_look_ = now;
    double seconds = std::chrono::duration<double>(now - begin_).count();
    if (task_.limits.seconds >= 0 && seconds >= task_.limits.seconds) outcome_.limit = "seconds";
    else if (task_.limits.memory >= 0 && process_memory() >= static_cast<std::size_t>(task_.limits.memory))
        outcome_.limit = "memory";
    else if (task_.progress && task_.progress(progress())) outcome_.limit = "interrupt";
    return !outcome_.limit.empty();
}

bool Search::out_of_limits() {
    if (task_.limits.states >= 0 && states_.size() >= static_cast<std::size_t>(task_.limits.states)) {
        outcome_.limit = "states";
        return true;
    }
    if (task_.limits.depth >= 0 && depth_ >= static_cast<std::size_t>(task_.limits.depth)) {
        outcome_.limit = "depth";
        return true;
    }
    return next_ % 64 == 0 && look_up(next_ == 0);
}

Outcome Search::run() {
    begin_ = last_look_ = std::chrono::steady_clock::now();
    machine_.start();
    bool fresh = false;
    machine_.store(states_, fresh);
    parents_.push_back(NONE);
    while (next_ < states_.size() && !stop_) {
        if (next_ == level_end_) {
            depth_++;
            level_end_ = states_.size();
        }
        if (out_of_limits()) break;
        auto state = static_cast<Id>(next_++);
        expand(state);
        if (task_.components) rows_.push_back(targets_.size());
    }
    if (stop_ && outcome_.limit.empty() && next_ < states_.size()) outcome_.limit = "first";
    if (task_.components && outcome_.limit.empty() && !stop_) bottom_components();
    outcome_.statistics = progress();
    for (std::uint8_t is : machine_.contended()) outcome_.contended.push_back(is == Machine::CONTENDED);
    return std::move(outcome_);
}

void Search::expand(Id state) {
    machine_.load(state, states_);
    bool leaves = false;
    const auto& moves = machine_.moves();
    std::vector<Cell> choices, further;
    for (std::size_t m = 0; m < moves.size() && !stop_; m++) {
        const Move move = moves[m];
        choices.clear();
        for (bool more = true; more && !stop_ && outcome_.limit.empty(); choices = further) {
            outcome_.statistics.transitions++;
            Ending ending = machine_.step(move, choices);
            more = machine_.next_choices(further);
            if (ending != Ending::none) {
                leaves = true;
                ended(ending, state, move, choices);
                continue;
            }
            if (move.alternative == BY_END && machine_.program().prints && machine_.program().root_ends_all) {
                leaves = true;  // what the others would print after that is nobody's
                note_end(state, move);
                continue;
            }
            bool fresh = false;
            Id target = machine_.store(states_, fresh);
            if (fresh) parents_.push_back(state);
            if (task_.components) targets_.push_back(target);
            if (move.alternative == BY_END) note_end(state, move);
        }
    }
    if (moves.empty()) halted(state);
    if (task_.components) leaves_.push_back(leaves);
}

// Keeps what was not found before, with the trace to a state and one more step. The machine has the state loaded again
// afterwards.
void Search::report(Report report, Id state, const Step* last) {
    if (!machine_.program().prints) report.output.clear();
    Key key{report.kind,      report.text,      report.output,    report.places,
            report.functions, report.root_done, report.root_spins};
    if (!seen_.insert(key).second) return;
    report.trace = trace_to(state);
    if (last != nullptr) report.trace.push_back(*last);
    bool defect = report.kind == "fault" || (report.kind == "halt" && !report.doomed.empty());
    if (defect && task_.stop_first) stop_ = true;
    outcome_.reports.push_back(std::move(report));
    machine_.load(state, states_);
    machine_.moves();
}

void Search::ended(Ending how, Id state, const Move& move, const std::vector<Cell>& choices) {
    if (machine_.over()) return;
    Report found{how == Ending::fault ? "fault" : "exit", machine_.text, machine_.last_output(), {}, {}, {}, {}, {}, false, false};
    found.places.push_back(machine_.place_of(static_cast<std::size_t>(move.goroutine)));
    Step last{move, choices};
    report(std::move(found), state, &last);
}

void Search::note_end(Id state, const Move& move) {
    outcome_.root_can_end = true;
    if (!machine_.program().root_ends_all) return;
    Step last{move, {}};
    report({"end", "", machine_.output(), {}, {}, {}, {}, {}, true, false}, state, &last);
}

void Search::halted(Id state) {
    Report found{"halt", "", machine_.output(), {}, {}, {}, {}, {}, machine_.root() == 1, false};
    for (std::size_t g = 0; g < machine_.goroutines(); g++) {
        if (machine_.is_helper(g)) continue;
        found.doomed.push_back(static_cast<std::int32_t>(g));
        found.places.push_back(machine_.place_of(g));
    }
    std::sort(found.places.begin(), found.places.end());
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
    report(std::move(found), state, nullptr);
}

Step Search::step_between(Id from, Id to) {
    machine_.load(from, states_);
    std::vector<Move> moves = machine_.moves();
    std::vector<Cell> choices;
    for (const Move& move : moves) {
        choices.clear();
        do {
            if (machine_.step(move, choices) != Ending::none) continue;
            bool fresh = false;
            if (machine_.store(states_, fresh) == to) return {move, choices};
        } while (machine_.next_choices(choices));
    }
    throw BadProgram("a trace cannot be repeated");
}

std::vector<Step> Search::trace_to(Id state) {
    std::vector<Id> path;
    for (Id s = state; s != NONE; s = parents_[s]) path.push_back(s);
    std::reverse(path.begin(), path.end());
    std::vector<Step> trace;
    for (std::size_t i = 1; i < path.size(); i++) trace.push_back(step_between(path[i - 1], path[i]));
    return trace;
}

// Tarjan's algorithm, with its own stack.
void Search::bottom_components() {
    std::size_t n = states_.size();
    constexpr std::uint32_t UNSEEN = 0, DONE = NONE;
    std::vector<std::uint32_t> low(n, UNSEEN);  // lowest reachable number; DONE once its component is known
    std::vector<std::uint64_t> edge(n);
    std::vector<Id> path, open;
    std::vector<bool> escapes(n, false);
    std::uint32_t counter = 0;
    auto row = [&](Id s) { return s == 0 ? std::uint64_t{0} : rows_[s - 1]; };
    std::vector<std::uint32_t> number(n, 0);
    auto enter = [&](Id s) {
        low[s] = number[s] = ++counter;
        edge[s] = row(s);
        path.push_back(s);
        open.push_back(s);
    };
    enter(0);
    while (!path.empty()) {
        Id s = path.back();
        if (edge[s] < rows_[s]) {
            Id t = targets_[edge[s]++];
            if (low[t] == UNSEEN) enter(t);
            else if (low[t] == DONE) escapes[s] = true;
            else low[s] = std::min(low[s], number[t]);
            continue;
        }
        path.pop_back();
        if (leaves_[s]) escapes[s] = true;
        if (low[s] == number[s]) {
            std::vector<Id> members;
            bool bottom = true;
            Id member = NONE;
            do {
                member = open.back();
                open.pop_back();
                low[member] = DONE;
                members.push_back(member);
                bottom = bottom && !escapes[member];
            } while (member != s);
            bool moves = members.size() > 1 || rows_[s] > row(s);
            if (bottom && moves) judge_component(members);
            if (!path.empty()) escapes[path.back()] = true;
        } else if (!path.empty()) {
            low[path.back()] = std::min(low[path.back()], low[s]);
        }
    }
}

// Which goroutines are blocked for ever in a bottom component: those that, followed through its steps, never move.
void Search::judge_component(const std::vector<Id>& members) {
    std::vector<Id> ids = members;
    std::sort(ids.begin(), ids.end());
    std::unordered_map<Id, std::size_t> base;  // state -> number of its first goroutine
    std::size_t total = 0;
    for (Id s : ids) {
        machine_.load(s, states_);
        base.emplace(s, total);
        total += machine_.goroutines();
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> becomes;
    std::vector<std::uint8_t> moves(total, 0);
    std::vector<Cell> choices;
    for (Id s : ids) {
        machine_.load(s, states_);
        std::vector<Move> all = machine_.moves();
        std::size_t first = base[s], present = machine_.goroutines();
        for (std::size_t g = 0; g < present; g++) moves[first + g] = machine_.able()[g];
        for (const Move& move : all) {
            choices.clear();
            do {
                if (machine_.step(move, choices) != Ending::none) continue;
                bool fresh = false;
                std::size_t to = base.at(machine_.store(states_, fresh));
                const auto& order = machine_.order();
                for (std::size_t g = 0; g < order.size(); g++) {
                    auto old = static_cast<std::size_t>(order[g]);
                    if (old < present)
                        becomes.emplace_back(static_cast<std::uint32_t>(to + g), static_cast<std::uint32_t>(first + old));
                }
            } while (machine_.next_choices(choices));
        }
    }
    std::sort(becomes.begin(), becomes.end());
    std::vector<std::uint32_t> todo;
    for (std::uint32_t i = 0; i < total; i++)
        if (moves[i] != 0) todo.push_back(i);
    while (!todo.empty()) {
        std::uint32_t later = todo.back();
        todo.pop_back();
        for (auto at = std::lower_bound(becomes.begin(), becomes.end(), std::make_pair(later, 0U));
             at != becomes.end() && at->first == later; ++at) {
            if (moves[at->second] != 0) continue;
            moves[at->second] = 1;
            todo.push_back(at->second);
        }
    }
    Id shown = ids.front();
    machine_.load(shown, states_);
    Report found{"component", "", machine_.output(), {}, {}, {}, {}, {}, machine_.root() == 1, false};
    for (std::size_t g = 0; g < machine_.goroutines(); g++) {
        if (machine_.is_helper(g)) continue;
        if (moves[base[shown] + g] == 0) {
            found.doomed.push_back(static_cast<std::int32_t>(g));
            found.places.push_back(machine_.place_of(g));
            continue;
        }
        found.spinning.push_back(static_cast<std::int32_t>(g));
        found.root_spins = found.root_spins || machine_.is_root(g);
        if (Cell f = machine_.first_function(g); f >= 0) found.functions.push_back(f);
    }
    std::sort(found.places.begin(), found.places.end());
    std::sort(found.functions.begin(), found.functions.end());
    found.functions.erase(std::unique(found.functions.begin(), found.functions.end()), found.functions.end());
    report(std::move(found), shown, nullptr);
}

}  // namespace chancheck
