// Calls, deferred calls, panics and recover.
#include "machine/interpreter.hpp"

namespace chancheck {

void Interpreter::run_started(std::size_t first_new) {
    for (std::size_t g = first_new; g < work_.goroutines.size(); g++)
        if (!program_.counted || work_.stack(g).helper) run(g);
}

std::int32_t Interpreter::function_of(Cell value, Cell& closure) {
    closure = value > 0 ? value : 0;
    Cell number = value > 0 ? *work_.read(value, 1) : -1 - value;
    if (number < 0 || number >= static_cast<Cell>(program_.functions.size())) throw BadProgram("no such function");
    return static_cast<std::int32_t>(number);
}

void Interpreter::call_function(Stack& stack, std::int32_t function, Cell closure, std::uint32_t from,
                                std::int32_t count) {
    if (stack.depth >= MOST_FRAMES) {
        end_run(Ending::fault, "fatal: stack overflow");
    }
    Frame& frame = stack.push(program_, function);
    if (frame.base == stack.registers.size()) return;
    stack.registers[frame.base] = closure;
    for (std::int32_t i = 0; i < count; i++)
        stack.registers[frame.base + 1 + static_cast<std::uint32_t>(i)] =
            stack.registers[from + static_cast<std::uint32_t>(i)];
}

void Interpreter::call(Stack& stack, Cell value, std::uint32_t from, std::int32_t count) {
    Cell closure = 0;
    std::int32_t function = function_of(value, closure);
    call_function(stack, function, closure, from, count);
}

// Calls what the frame on top deferred last, which has this status from then on.
bool Interpreter::call_deferred(Stack& s, std::int32_t status) {
    const std::size_t caller = s.depth - 1;
    std::size_t at = 0, width = 0;
    for (std::size_t end = s.frames[caller].deferred.size(); at + width < end;) {
        at += width;
        width = program_.call_width(s.frames[caller].deferred[at]);
    }
    const Cell value = s.frames[caller].deferred[at];
    if (value != 0) {
        s.frames[caller].status = status;
        call(s, value, 0, 0);
        const auto& cells = s.frames[caller].deferred;
        std::copy(cells.begin() + static_cast<std::ptrdiff_t>(at) + 1, cells.end(),
                  s.registers.begin() + s.top().base + 1);
    }
    s.frames[caller].deferred.resize(at);
    return value != 0;
}

void Interpreter::raise(std::size_t g, Cell type, Cell payload) {
    Stack& s = work_.stack(g);
    s.panics.push_back({type, payload, 0, 0, own_place(s), kept_frames(s)});
    unwind(g);
}

void Interpreter::unwind(std::size_t g) {
    Stack& s = work_.stack(g);
    while (s.depth > 0) {
        Frame& top = s.top();
        if (!top.deferred.empty()) {
            top.status = UNWINDS;
            if (call_deferred(s, UNWINDS)) return;
            s.panics.push_back({program_.nil_type, program_.nil_payload, 0, 0, own_place(s), kept_frames(s)});
            continue;
        }
        s.pop();
        if (s.depth > 0 && s.top().status == UNWINDS && s.panics.size() > 1) s.panics.erase(s.panics.end() - 2);
    }
    Panicking last = s.panics.back();
    s.panics.clear();
    if (last.goexit != 0) {
        if (s.root) work_.root = 2;
        s.phase = s.root ? Phase::gone : end_of(s);
        return;
    }
    s.phase = Phase::wording;
    s.panics.push_back({0, 0, 0, 0, last.place, 0});
    Frame& frame = s.push(program_, program_.panic_text);
    s.registers[frame.base + 1] = last.type;
    s.registers[frame.base + 2] = last.payload;
}

bool Interpreter::recovers(const Stack& s) const {
    auto wrapper = [&](const Frame& f) { return program_.functions[static_cast<std::size_t>(f.function)].wrapper; };
    if (s.panics.empty() || s.panics.back().recovered != 0 || s.panics.back().goexit != 0) return false;
    if (wrapper(s.frames[s.depth - 1])) return false;
    for (std::size_t i = s.depth - 1; i-- > 0;) {
        if (s.frames[i].status == UNWINDS) return true;
        if (!wrapper(s.frames[i])) return false;
    }
    return false;
}

bool Interpreter::give_back(std::size_t g, std::int32_t results) {
    Stack& s = work_.stack(g);
    Frame& top = s.top();
    const Function& f = program_.functions[static_cast<std::size_t>(top.function)];
    std::uint32_t from = top.base + static_cast<std::uint32_t>(results);
    if (s.depth == 1) {
        if (s.phase == Phase::wording) {
            s.text = s.registers[from];
            s.phase = Phase::crashing;
        } else {
            s.phase = s.root ? Phase::ending : end_of(s);
        }
        s.pop();
        return false;
    }
    Frame& caller = s.frames[s.depth - 2];
    if (caller.status == RUNNING) {
        const auto& code = program_.functions[static_cast<std::size_t>(caller.function)].code;
        std::uint32_t to = caller.base + static_cast<std::uint32_t>(code[static_cast<std::size_t>(caller.pc)].a);
        for (std::int32_t i = 0; i < f.results; i++)
            s.registers[to + static_cast<std::uint32_t>(i)] = s.registers[from + static_cast<std::uint32_t>(i)];
        caller.pc++;
        s.pop();
        return true;
    }
    s.pop();
    if (caller.status == WAITS_FOR_DEFERRED) {
        caller.status = RUNNING;
        return true;
    }
    if (!s.panics.empty() && s.panics.back().recovered != 0) {
        s.panics.pop_back();
        caller.status = RUNNING;
        caller.pc = program_.functions[static_cast<std::size_t>(caller.function)].recovered;
        return true;
    }
    unwind(g);
    return true;
}

std::int32_t Interpreter::own_place(const Stack& s) const {
    auto place = [&](const Frame& f) {
        return program_.functions[static_cast<std::size_t>(f.function)].code[static_cast<std::size_t>(f.pc)].place;
    };
    for (std::size_t i = s.depth; i-- > 0;)
        if (!program_.functions[static_cast<std::size_t>(s.frames[i].function)].foreign) return place(s.frames[i]);
    return place(s.frames[s.depth - 1]);
}

}  // namespace chancheck
