// The state that one step works on: parts of the state before are shared until they are written.
#pragma once

#include <memory>
#include <vector>

#include "machine/step_cache.hpp"
#include "program/program.hpp"
#include "store/components.hpp"

namespace chancheck {

// A heap object. Stored as: shape, tail elements, cells.
struct Object {
    Cell* cells = nullptr;
    std::int32_t shape = 0;
    std::uint32_t count = 0;     // tail elements
    std::uint32_t length = 0;    // cells
    std::uint32_t capacity = 0;  // 0: the cells belong to a stored component and must not be written
    Id component = NONE;
    std::uint8_t words_used = 0;  // in Workspace::used
    bool used_whole = false;
};
constexpr std::uint32_t OBJECT_HEAD = 2;

struct Frame {
    std::int32_t function = 0, pc = 0, status = 0;
    std::uint32_t base = 0;      // of its registers
    std::vector<Cell> deferred;  // calls: each a function value and its arguments
};

struct Panicking {
    Cell type, payload, recovered, goexit, place;
    Cell frames;  // a string: where it was raised, if code reads its stack
};
constexpr std::uint32_t PANIC_CELLS = 6, PANIC_PLACE = 4;

// wording: computes the text of an uncaught panic
enum class Phase : Cell { running = 0, ending = 1, crashing = 2, wording = 3, gone = 4 };

// A goroutine taken apart. Stored as: flags, crash text, frames, panics, then frames from the bottom (function, pc,
// status, cells of deferred calls, these, registers), then panics.
struct Stack {
    std::vector<Frame> frames;  // only the first `depth` count; the others keep their memory
    std::size_t depth = 0;
    std::vector<Cell> registers;
    std::vector<Panicking> panics;
    bool root = false, helper = false;
    bool parked = false;  // it was at its operation when no goroutine was enabled
    Phase phase = Phase::running;
    Cell text = 0;

    Frame& top() { return frames[depth - 1]; }
    Frame& push(const Program& program, std::int32_t function);
    void pop();
    void clear();
    void unpack(const Program& program, const Cell* words);
};
// The order of goroutines in a state: by flags, phase, frames (from the bottom), panics, text.
int compare_goroutines(const Program& program, const Cell* a, const Cell* b);

constexpr int PHASE_SHIFT = 3;
constexpr std::uint32_t GOROUTINE_HEAD = 4, FRAME_HEAD = 4;

struct Goroutine {
    const Cell* words = nullptr;
    std::uint32_t length = 0;
    Id component = NONE;
    Stack* stack = nullptr;  // set once it moves in this step
};

class Workspace {
public:
    // by_words: false if of each object that is used the whole counts.
    explicit Workspace(const Program& program, bool by_words = true) : program_(program), by_words_(by_words) {}

    std::vector<Object> objects;  // nil, those of the state by number, then new ones
    std::vector<Goroutine> goroutines;
    Cell root = 0;
    Cell output = 0;
    Arena arena;

    void begin(const Workspace& from);  // forgets the last step and starts from a state's parts
    void clear();
    void add(Id component, const Component& object);
    void add_goroutine(Id component, const Component& goroutine) {
        goroutines.push_back({goroutine.words, goroutine.length, component, nullptr});
    }
    void end_of_state() { old_objects_ = objects.size(); }  // what is allocated from now on is new

    // The reads and writes since the last `watch`: of objects of the state, and whether of any other part of it. Of many
    // words of one object, the object counts as a whole.
    void watch() {
        forget(0);
        used_more = false;
    }
    void forget(std::size_t first);  // the uses from this one of `used` on
    std::vector<Place> used;
    bool used_more = false;
    // Of the objects made in this step others may know those below this number, since a goroutine was started, or
    // something was written that others may know.
    std::size_t published = 0;
    void publish() { published = new_objects(); }
    bool is_published(Cell object) const { return static_cast<std::uint64_t>(object) < NEW_OBJECTS + published; }
    std::size_t index(Cell object) const {
        auto number = static_cast<std::uint64_t>(object);
        return number < NEW_OBJECTS ? number : old_objects_ + (number - NEW_OBJECTS);
    }
    Cell address_at(std::size_t index) const {
        return address(static_cast<Cell>(index < old_objects_ ? index : index - old_objects_ + NEW_OBJECTS));
    }
    Cell count_goroutines();  // those of the program that are there
    std::size_t new_objects() const { return objects.size() - old_objects_; }
    std::size_t old_objects() const { return old_objects_; }

    // Cells of an object; the whole of it, to be read or written; how many tail elements it has.
    const Cell* read(Cell address, Cell width);
    Cell* write(Cell address, Cell width);
    Object& object(Cell address);
    Object& own(Cell address);
    Cell count(Cell address);
    const Object& used_at(Cell address);  // the object, of which this word counts
    void use_whole(Object& object, std::size_t number);
    Cell allocate(std::int32_t shape, Cell elements);
    void append(Object& object, const Cell* element);
    void insert(Object& object, std::uint32_t at, const Cell* element);
    void erase(Object& object, std::uint32_t at);
    void truncate(Object& object);
    Stack& stack(std::size_t goroutine);
    // The function that a goroutine of this step begins with; -1 without frames.
    Cell first_function(std::size_t goroutine) const {
        const Stack* stack = goroutines.at(goroutine).stack;
        return stack == nullptr || stack->depth == 0 ? -1 : stack->frames[0].function;
    }
    std::size_t add_goroutine(bool helper);
    std::uint32_t header(const Object& o) const { return static_cast<std::uint32_t>(shape(o).header.size()); }
    std::uint32_t width(const Object& o) const { return static_cast<std::uint32_t>(shape(o).elem.size()); }
    const Shape& shape(const Object& o) const { return program_.shapes[static_cast<std::size_t>(o.shape)]; }
    Cell* element(Object& o, std::size_t at) { return o.cells + header(o) + at * width(o); }

    Words pack(const Object& object);
    Words pack(const Stack& stack);

private:
    static constexpr std::uint8_t MOST_WORDS = 3;  // of one object that count each for itself
    Object& at(Cell address);
    void use(Object& object, Cell address, Cell width);
    void use_word(Object& object, std::size_t number, std::uint32_t word);
    void make_writable(Object& object, Cell address);
    void reserve(Object& object, std::uint32_t capacity);
    void note_addresses(const std::string& kinds, std::size_t n, const Cell* cells, std::uint32_t at);
    std::size_t note_call(const Cell* cells, std::uint32_t at);
    bool is_address(char kind, Cell type, Cell value) const;
    void finish(Words& packed);

    const Program& program_;
    const bool by_words_;
    std::vector<std::unique_ptr<Stack>> stacks_;
    std::size_t stacks_used_ = 0, old_objects_ = 1;
    std::vector<std::uint32_t> places_;
};

}  // namespace chancheck
