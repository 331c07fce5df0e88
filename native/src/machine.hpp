// Runs a Program: docs/internals-machine.md is what this follows.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "components.hpp"
#include "program.hpp"
#include "text.hpp"
#include "working.hpp"

namespace chancheck {

constexpr std::int32_t BY_DEFAULT = -1, BY_YIELD = -2, BY_END = -3, BY_CRASH = -4;
constexpr std::size_t LOCAL_STEPS = 100'000, GROWTH_STEPS = 400, MOST_FRAMES = 10'000, MOST_OPERANDS = 16;
constexpr Cell MOST_FORKS = 1'000;

// A step from a state, all but the choices of its local code.
struct Move {
    std::int32_t goroutine, alternative, rule = 0, peer = -1, peer_alternative = 0;
    bool operator==(const Move&) const = default;
};

enum class Ending { none, fault, exit };

struct Settings {
    bool symmetry = true;
    std::function<std::string(const std::string&)> wide_quote;
};

// The operands a guard or an effect looks at: the mover's and its peer's.
struct Operands {
    const Cell* cells[2][MOST_OPERANDS];
    std::int32_t widths[2][MOST_OPERANDS];
};

class Machine {
public:
    Machine(Program program, Settings settings);

    void start();  // the initial state becomes the result of a step
    void load(Id state, const States& states);
    const std::vector<Move>& moves();  // of the loaded state
    const std::vector<std::uint8_t>& able() const { return able_; }  // which goroutines move in one of them

    // Performs a move; local code takes the given choices (further ones are 0 and are added). Then the new state's parts
    // are in next_objects..., unless the run ended.
    Ending step(const Move& move, std::vector<Cell>& choices);
    bool next_choices(std::vector<Cell>& choices) const;
    Id store(States& states, bool& fresh);

    // Of the loaded state.
    std::size_t goroutines() const { return base_.goroutines.size(); }
    const Component& goroutine(std::size_t g) const { return stacks_[base_.goroutines[g].component]; }
    bool is_root(std::size_t g) const { return (goroutine(g).words[0] & ROOT_FLAG) != 0; }
    bool is_helper(std::size_t g) const { return (goroutine(g).words[0] & HELPER_FLAG) != 0; }
    // Where the process ends with the root, what others would print after that is nobody's: such a state is not kept.
    bool ends_printing(const Move& move) const {
        return move.alternative == BY_END && program_.prints && program_.root_ends_all;
    }
    bool over() const { return base_.root == 1 && program_.root_ends_all; }
    Cell root() const { return base_.root; }
    // Function and code index where a goroutine stands; -1 and its text's number or -1 without frames.
    std::pair<Cell, Cell> place_of(std::size_t g) const;
    Cell first_function(std::size_t g) const;  // the one it was started with, -1 without frames
    const std::string& output() const { return outputs_.text(base_.output); }

    // Of the last step.
    const std::vector<std::int32_t>& order() const { return order_; }  // result's goroutine -> number before renaming
    std::string text;
    const std::string& last_output() const { return outputs_.text(work_.output); }

    // Shapes of objects that a goroutine wrote while another could reach them: only these can take part in a race.
    // By shape: WRITTEN if some object of it was, SHARED if one was accessed that two goroutines could reach.
    static constexpr std::uint8_t WRITTEN = 1, SHARED = 2, CONTENDED = WRITTEN | SHARED;
    const std::vector<std::uint8_t>& contended() const { return contended_; }

    const Program& program() const { return program_; }
    std::size_t bytes() const { return heap_.bytes() + stacks_.bytes() + heads_.bytes(); }

private:
    struct Interrupt {};  // the run ended within local code

    // rules.cpp
    Cell evaluate(const Expression& code, const Operands& with, Working& in) const;
    const std::vector<Cell>& span(const Value& value, const Operands& with);
    void apply(const Effect& effect, const Operands& with, const std::size_t* who, const Alternative* const* alternatives);
    void perform(const Rule& rule, const Alternative& mine, std::size_t mover, const Alternative* theirs, std::size_t peer);
    void snapshot(Operands& into, int side, const Alternative& alternative, std::size_t goroutine);
    void look(Operands& into, int side, const Alternative& alternative, const Cell* registers) const;
    void enumerate(std::size_t goroutine);
    bool try_eager(std::size_t goroutine, const Site& site);

    // instants.cpp
    Pace pace_of(const Move& move) const;
    Cell next_due();
    void enumerate_idle();
    void pass_time(Cell passed);

    // machine.cpp
    void run(std::size_t goroutine);
    void run_local(std::size_t goroutine);
    void drain(std::size_t first_new);
    void raise(std::size_t goroutine, Cell type, Cell payload);
    void unwind(std::size_t goroutine);
    void call(Stack& stack, Cell function_value, std::uint32_t arguments, std::int32_t count);
    void call_function(Stack& stack, std::int32_t function, Cell closure, std::uint32_t arguments, std::int32_t count);
    bool give_back(std::size_t goroutine, std::int32_t results);  // `ret`; false when the goroutine rests or is gone
    bool recovers(const Stack& stack) const;
    Cell choose(Cell alternatives);
    bool forked_enough(Cell alternatives) const;
    bool map_find(const Object& map, const Cell* key, std::uint32_t& at);
    void sort_entries(Object& map);
    int compare_keys(const Shape& shape, const Cell* a, const Cell* b) const;
    [[noreturn]] void end_run(Ending how, std::string text);
    std::int32_t function_of(Cell function_value, Cell& closure);

    void note_access(std::size_t goroutine, Cell address, bool writes);

    // canonical.cpp
    void judge_accesses();
    void canonicalize();
    void number_from(const Packed& from);
    void visit(Cell address);
    void number_privates(bool helpers);
    const Packed& packed_object(std::uint32_t number);
    bool keeps_names(const Packed& packed) const;
    const Cell* renamed(const Packed& packed, Cell unnumbered);
    Id name(Components& components, const Packed& packed);
    void describe(Component& goroutine) const;
    bool forgotten(const Packed& packed);

    Program program_;
    Settings settings_;
    Strings strings_, outputs_;
    Components heap_, stacks_, heads_;
    Working base_, work_;

    std::vector<Move> moves_;
    Cell due_ = 0;  // the next instant that something is due, where idle rules can go on
    std::vector<std::uint8_t> able_;
    std::vector<Id> object_ids_, goroutine_ids_;
    Unfolded base_objects_, base_goroutines_;  // of the loaded state
    Id head_ = NONE;

    const std::vector<Cell>* given_ = nullptr;
    std::vector<Cell> taken_, limits_;
    std::size_t budget_ = 0;
    Ending ending_ = Ending::none;
    std::vector<Cell> scratch_, key_;
    Cell raised_[2] = {-1, -1};  // texts of panics that effects ask for

    std::vector<std::uint32_t> number_;  // old object number -> new, 0: none yet
    std::vector<std::uint32_t> found_;   // new object number - 1 -> old
    std::size_t explored_ = 0;
    std::vector<Packed> packed_objects_, packed_goroutines_;
    std::vector<std::uint32_t> roots_;  // goroutines in the order of the stored state, before sorting
    std::vector<std::uint8_t> object_packed_;
    std::vector<std::int32_t> order_;

    std::vector<std::uint8_t> contended_;                        // by shape
    struct Touch {
        std::uint32_t object, goroutine;
        bool writes;
        bool operator==(const Touch&) const = default;
    };
    std::vector<Touch> accesses_;            // of this step, to other shapes
    std::vector<std::uint32_t> reached_by_;  // per object: 0, a goroutine + 1, or SHARED
    std::size_t movers_ = 0;
};

}  // namespace chancheck
