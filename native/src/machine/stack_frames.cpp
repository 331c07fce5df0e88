// Instructions that read the stack of the goroutine that runs; chancheck/machine/frames.py defines them.
#include <sstream>

#include "machine/interpreter.hpp"

namespace chancheck {

namespace {

constexpr int FRAME_SHIFT = 32;

Cell number_of(std::int32_t function, std::int32_t place) { return (Cell{function} + 1) << FRAME_SHIFT | place; }

std::vector<Cell> numbers_in(const std::string& text) {
    std::istringstream in(text);
    std::vector<Cell> found;
    for (Cell number = 0; in >> number;) found.push_back(number);
    return found;
}

}  // namespace

// From the bottom. Where a panic makes a frame run its deferred calls, the frames that raised the panic are above it.
std::vector<Cell> Interpreter::frames_of(const Stack& s) {
    std::vector<Cell> found;
    std::size_t panic = 0;
    for (std::size_t i = 0; i < s.depth; i++) {
        const Frame& frame = s.frames[i];
        if (frame.status != UNWINDS) {
            const Function& f = program_.functions[static_cast<std::size_t>(frame.function)];
            if (!f.wrapper || frame.function == program_.entry)
                found.push_back(number_of(frame.function, f.code[static_cast<std::size_t>(frame.pc)].place));
            continue;
        }
        const Panicking& raised = s.panics.at(panic++);
        std::vector<Cell> kept = numbers_in(strings_.text(raised.frames));
        for (std::size_t k = found.size(); k < kept.size(); k++) found.push_back(kept[k]);
        if (raised.goexit == 0) found.push_back(number_of(program_.panic_text, 0));
    }
    return found;
}

// The frames that a panic keeps: the number of a string.
Cell Interpreter::kept_frames(const Stack& s) {
    if (program_.function_texts.empty()) return 0;
    std::string text;
    for (Cell number : frames_of(s)) text += (text.empty() ? "" : " ") + std::to_string(number);
    return strings_.number(text);
}

Cell Interpreter::frame_at(const Stack& s, Cell n) {
    std::vector<Cell> frames = frames_of(s);
    return n >= 0 && n < static_cast<Cell>(frames.size()) ? frames[frames.size() - 1 - static_cast<std::size_t>(n)] : 0;
}

Cell Interpreter::frame_text(Cell number) {
    Cell function = (number >> FRAME_SHIFT) - 1, place = number & ((Cell{1} << FRAME_SHIFT) - 1);
    const auto &functions = program_.function_texts, &places = program_.place_texts;
    bool shown = function >= 0 && function < static_cast<Cell>(functions.size()) &&
                 place < static_cast<Cell>(places.size()) && functions[static_cast<std::size_t>(function)] != 0;
    if (!shown) return strings_.number("");
    return strings_.number(strings_.text(functions[static_cast<std::size_t>(function)]) +
                           strings_.text(places[static_cast<std::size_t>(place)]));
}

}  // namespace chancheck
