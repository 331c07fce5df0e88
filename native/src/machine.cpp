#include "machine.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "floats.hpp"

namespace chancheck {

Machine::Machine(World& world, Settings settings)
    : world_(world), program_(world.program), settings_(std::move(settings)), strings_(world.strings),
      outputs_(world.outputs), heap_(world.heap), stacks_(world.stacks), heads_(world.heads), base_(program_),
      work_(program_), contended_(program_.shapes.size(), 0) {
    if (!settings_.monitored.empty()) monitor_.emplace(settings_.monitored, program_.shapes.size());
}

Cell Machine::choose(Cell alternatives) {
    std::size_t n = taken_.size();
    Cell value = n < given_->size() ? (*given_)[n] : 0;
    taken_.push_back(value);
    limits_.push_back(alternatives);
    return value;
}

// Whether to rest before a choice, so that one step has a bounded number of outcomes.
bool Machine::forked_enough(Cell alternatives) const {
    if (alternatives <= 1 || limits_.empty()) return false;
    Cell room = MOST_FORKS;
    for (Cell n : limits_) room /= n;
    return alternatives > room;
}

bool Machine::next_choices(std::vector<Cell>& choices) const {
    choices = taken_;
    while (!choices.empty()) {
        if (++choices.back() < limits_[choices.size() - 1]) return true;
        choices.pop_back();
    }
    return false;
}

void Machine::end_run(Ending how, std::string what) {
    ending_ = how;
    text = std::move(what);
    throw Interrupt{};
}

std::pair<Cell, Cell> Machine::place_of(std::size_t g) const {
    const Component& c = goroutine(g);
    bool crashing = static_cast<Phase>(c.words[0] >> PHASE_SHIFT) == Phase::crashing;
    if (c.frame == 0) return {-1, crashing ? c.words[1] : -1};
    return {c.words[c.frame], c.words[c.frame + 1]};
}

Cell Machine::first_function(std::size_t g) const {
    const Component& c = goroutine(g);
    return c.frame == 0 ? -1 : c.words[GOROUTINE_HEAD];
}

void Machine::drain(std::size_t first_new) {
    for (std::size_t g = first_new; g < work_.goroutines.size(); g++) run(g);
}

std::int32_t Machine::function_of(Cell value, Cell& closure) {
    closure = value > 0 ? value : 0;
    Cell number = value > 0 ? *work_.read(value, 1) : -1 - value;
    if (number < 0 || number >= static_cast<Cell>(program_.functions.size())) throw BadProgram("no such function");
    return static_cast<std::int32_t>(number);
}

void Machine::call_function(Stack& stack, std::int32_t function, Cell closure, std::uint32_t from, std::int32_t count) {
    if (stack.depth >= MOST_FRAMES) {
        end_run(Ending::fault, "fatal: stack overflow");
    }
    Frame& frame = stack.push(program_, function);
    if (frame.base == stack.registers.size()) return;
    stack.registers[frame.base] = closure;
    for (std::int32_t i = 0; i < count; i++)
        stack.registers[frame.base + 1 + static_cast<std::uint32_t>(i)] = stack.registers[from + static_cast<std::uint32_t>(i)];
}

void Machine::call(Stack& stack, Cell value, std::uint32_t from, std::int32_t count) {
    Cell closure = 0;
    std::int32_t function = function_of(value, closure);
    call_function(stack, function, closure, from, count);
}

void Machine::raise(std::size_t g, Cell type, Cell payload) {
    work_.stack(g).panics.push_back({type, payload, 0, 0});
    unwind(g);
}

void Machine::unwind(std::size_t g) {
    Stack& s = work_.stack(g);
    while (s.depth > 0) {
        Frame& top = s.top();
        if (!top.deferred.empty()) {
            Cell value = top.deferred.back();
            top.deferred.pop_back();
            top.status = UNWINDS;
            if (value == 0) {
                s.panics.push_back({program_.nil_type, program_.nil_payload, 0, 0});
                continue;
            }
            call(s, value, 0, 0);
            return;
        }
        s.pop();
        if (s.depth > 0 && s.top().status == UNWINDS && s.panics.size() > 1) s.panics.erase(s.panics.end() - 2);
    }
    Panicking last = s.panics.back();
    s.panics.clear();
    if (last.goexit != 0) {
        if (s.root) work_.root = 2;
        s.phase = Phase::gone;
        return;
    }
    s.phase = Phase::wording;
    Frame& frame = s.push(program_, program_.panic_text);
    s.registers[frame.base + 1] = last.type;
    s.registers[frame.base + 2] = last.payload;
}

bool Machine::recovers(const Stack& s) const {
    auto wrapper = [&](const Frame& f) { return program_.functions[static_cast<std::size_t>(f.function)].wrapper; };
    if (s.panics.empty() || s.panics.back().recovered != 0 || s.panics.back().goexit != 0) return false;
    if (wrapper(s.frames[s.depth - 1])) return false;
    for (std::size_t i = s.depth - 1; i-- > 0;) {
        if (s.frames[i].status == UNWINDS) return true;
        if (!wrapper(s.frames[i])) return false;
    }
    return false;
}

bool Machine::give_back(std::size_t g, std::int32_t results) {
    Stack& s = work_.stack(g);
    Frame& top = s.top();
    const Function& f = program_.functions[static_cast<std::size_t>(top.function)];
    std::uint32_t from = top.base + static_cast<std::uint32_t>(results);
    if (s.depth == 1) {
        if (s.phase == Phase::wording) {
            s.text = s.registers[from];
            s.phase = Phase::crashing;
        } else {
            s.phase = s.root ? Phase::ending : Phase::gone;
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

int Machine::compare_keys(const Shape& shape, const Cell* a, const Cell* b) const {
    for (std::int32_t i = 0; i < shape.keys; i++) {
        if (a[i] == b[i]) continue;
        bool text = shape.elem[static_cast<std::size_t>(i)] == 'b';
        if (!text) return a[i] < b[i] ? -1 : 1;
        return strings_.text(a[i]) < strings_.text(b[i]) ? -1 : 1;
    }
    return 0;
}

// The entry with this key, else the end. (Entries are put in order only in stored states.)
bool Machine::map_find(const Object& map, const Cell* key, std::uint32_t& at) {
    const Shape& shape = program_.shapes[static_cast<std::size_t>(map.shape)];
    const Cell* entry = map.cells + shape.header.size();
    for (at = 0; at < map.count; at++, entry += shape.elem.size())
        if (std::equal(key, key + shape.keys, entry)) return true;
    return false;
}

void Machine::sort_entries(Object& map) {
    const Shape& shape = program_.shapes[static_cast<std::size_t>(map.shape)];
    std::size_t wide = shape.elem.size();
    Cell* entries = map.cells + shape.header.size();
    auto before = [&](std::size_t a, std::size_t b) { return compare_keys(shape, entries + a * wide, entries + b * wide) < 0; };
    for (std::size_t i = 1; i < map.count; i++)
        for (std::size_t k = i; k > 0 && before(k, k - 1); k--)
            std::swap_ranges(entries + k * wide, entries + (k + 1) * wide, entries + (k - 1) * wide);
}

namespace {

using Unsigned = std::uint64_t;

Cell wrap_add(Cell a, Cell b) { return static_cast<Cell>(static_cast<Unsigned>(a) + static_cast<Unsigned>(b)); }
Cell wrap_sub(Cell a, Cell b) { return static_cast<Cell>(static_cast<Unsigned>(a) - static_cast<Unsigned>(b)); }
Cell wrap_mul(Cell a, Cell b) { return static_cast<Cell>(static_cast<Unsigned>(a) * static_cast<Unsigned>(b)); }

Cell divided(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return b == -1 ? wrap_sub(0, a) : a / b;
}
Cell remainder(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return b == -1 ? 0 : a % b;
}
Cell divided_unsigned(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return static_cast<Cell>(static_cast<Unsigned>(a) / static_cast<Unsigned>(b));
}
Cell remainder_unsigned(Cell a, Cell b) {
    if (b == 0) throw BadProgram("division by zero in local code");
    return static_cast<Cell>(static_cast<Unsigned>(a) % static_cast<Unsigned>(b));
}
Cell shifted_left(Cell a, Cell n) { return n < 0 || n > 63 ? 0 : static_cast<Cell>(static_cast<Unsigned>(a) << n); }
Cell shifted_right(Cell a, Cell n) { return n < 0 || n > 63 ? (a < 0 ? -1 : 0) : a >> n; }
Cell shifted_unsigned(Cell a, Cell n) { return n < 0 || n > 63 ? 0 : static_cast<Cell>(static_cast<Unsigned>(a) >> n); }

}  // namespace

Cell reduced(Cell a, Cell bits, bool is_signed) {
    if (bits <= 0 || bits >= 64) return a;
    Unsigned low = static_cast<Unsigned>(a) & ((Unsigned{1} << bits) - 1);
    if (is_signed && (low >> (bits - 1) & 1) != 0) low |= ~Unsigned{0} << bits;
    return static_cast<Cell>(low);
}

// Runs a goroutine until it rests or is gone.
void Machine::run(std::size_t g) {
    for (;;) {
        try {
            run_local(g);
            return;
        } catch (const NilAccess&) {
            raise(g, program_.nil_type, program_.nil_payload);
        }
    }
}

void Machine::run_local(std::size_t g) {
    Stack& s = work_.stack(g);

reload:
    if (s.depth == 0 || s.phase == Phase::ending || s.phase == Phase::crashing) return;
    Frame* frame = &s.top();
    const Function& f = program_.functions[static_cast<std::size_t>(frame->function)];
    const Instr* code = f.code.data();
    Cell* r = s.registers.data() + frame->base;
    std::int32_t pc = frame->pc;
    if (pc == 0 && budget_ == 0) return;

#define NIL_PANIC                                          \
    {                                                      \
        frame->pc = pc;                                    \
        raise(g, program_.nil_type, program_.nil_payload); \
        goto reload;                                       \
    }
#define GO_TO(target)                              \
    {                                              \
        std::int32_t to = (target);                \
        if (to <= pc && budget_ == 0) {            \
            frame->pc = to;                        \
            return;                                \
        }                                          \
        pc = to;                                   \
        continue;                                  \
    }

    for (;;) {
        if (static_cast<std::size_t>(pc) >= f.code.size()) throw BadProgram("code runs past its end");
        const Instr& i = code[pc];
        if (budget_ > 0) budget_--;
        switch (i.op) {
        case Op::op_const:
            r[i.a] = static_cast<Cell>(static_cast<Unsigned>(static_cast<std::uint32_t>(i.b)) |
                                       static_cast<Unsigned>(static_cast<std::uint32_t>(i.c)) << 32);
            break;
        case Op::op_move: std::memmove(r + i.a, r + i.b, static_cast<std::size_t>(i.c) * sizeof(Cell)); break;
        case Op::op_zero: std::fill(r + i.a, r + i.a + i.b, 0); break;
        case Op::op_add: r[i.a] = wrap_add(r[i.b], r[i.c]); break;
        case Op::op_sub: r[i.a] = wrap_sub(r[i.b], r[i.c]); break;
        case Op::op_mul: r[i.a] = wrap_mul(r[i.b], r[i.c]); break;
        case Op::op_div: r[i.a] = divided(r[i.b], r[i.c]); break;
        case Op::op_rem: r[i.a] = remainder(r[i.b], r[i.c]); break;
        case Op::op_udiv: r[i.a] = divided_unsigned(r[i.b], r[i.c]); break;
        case Op::op_urem: r[i.a] = remainder_unsigned(r[i.b], r[i.c]); break;
        case Op::op_and: r[i.a] = r[i.b] & r[i.c]; break;
        case Op::op_or: r[i.a] = r[i.b] | r[i.c]; break;
        case Op::op_xor: r[i.a] = r[i.b] ^ r[i.c]; break;
        case Op::op_andnot: r[i.a] = r[i.b] & ~r[i.c]; break;
        case Op::op_shl: r[i.a] = shifted_left(r[i.b], r[i.c]); break;
        case Op::op_shr: r[i.a] = shifted_right(r[i.b], r[i.c]); break;
        case Op::op_ushr: r[i.a] = shifted_unsigned(r[i.b], r[i.c]); break;
        case Op::op_eq: r[i.a] = r[i.b] == r[i.c]; break;
        case Op::op_ne: r[i.a] = r[i.b] != r[i.c]; break;
        case Op::op_lt: r[i.a] = r[i.b] < r[i.c]; break;
        case Op::op_le: r[i.a] = r[i.b] <= r[i.c]; break;
        case Op::op_ult: r[i.a] = static_cast<Unsigned>(r[i.b]) < static_cast<Unsigned>(r[i.c]); break;
        case Op::op_ule: r[i.a] = static_cast<Unsigned>(r[i.b]) <= static_cast<Unsigned>(r[i.c]); break;
        case Op::op_wrap: r[i.a] = reduced(r[i.b], i.c, i.d != 0); break;
        case Op::op_not: r[i.a] = r[i.b] == 0; break;
        case Op::op_jump: GO_TO(i.a)
        case Op::op_jumpif:
            if (r[i.a] != 0) GO_TO(i.b)
            break;
        case Op::op_jumpnot:
            if (r[i.a] == 0) GO_TO(i.b)
            break;
        case Op::op_call:
            frame->pc = pc;
            call_function(s, i.b, 0, frame->base + static_cast<std::uint32_t>(i.c), i.d);
            goto reload;
        case Op::op_callv:
            if (r[i.b] == 0) NIL_PANIC
            frame->pc = pc;
            call(s, r[i.b], frame->base + static_cast<std::uint32_t>(i.c), i.d);
            goto reload;
        case Op::op_ret:
            frame->pc = pc;
            if (!give_back(g, i.a)) return;
            goto reload;
        case Op::op_rundefers:
            if (frame->deferred.empty()) break;
            {
                frame->pc = pc;
                Cell value = frame->deferred.back();
                frame->deferred.pop_back();
                if (value == 0) NIL_PANIC
                frame->status = WAITS_FOR_DEFERRED;
                call(s, value, 0, 0);
            }
            goto reload;
        case Op::op_defer:
            frame->deferred.push_back(r[i.a]);
            budget_ -= std::min(budget_, GROWTH_STEPS);
            break;
        case Op::op_panic:
            frame->pc = pc;
            raise(g, r[i.a], r[i.a + 1]);
            goto reload;
        case Op::op_recover:
            r[i.a] = r[i.a + 1] = 0;
            if (recovers(s)) {
                s.panics.back().recovered = 1;
                r[i.a] = s.panics.back().type;
                r[i.a + 1] = s.panics.back().payload;
            }
            break;
        case Op::op_goexit:
            frame->pc = pc;
            s.panics.push_back({0, 0, 0, 1});
            unwind(g);
            goto reload;
        case Op::op_spawn: {
            Cell value = r[i.a];
            if (value == 0) end_run(Ending::fault, "fatal: go of nil func value");
            std::size_t fresh = work_.add_goroutine(i.b != 0);
            call(work_.stack(fresh), value, 0, 0);
            happen(g, {HappeningKind::spawn, Access::read, false, 0, role(fresh)});
            budget_ -= std::min(budget_, GROWTH_STEPS);
            break;
        }
        case Op::op_choose:
            if (forked_enough(r[i.b])) {
                frame->pc = pc;
                return;
            }
            r[i.a] = r[i.b] > 1 ? choose(r[i.b]) : 0;
            break;
        case Op::op_operate: {
            frame->pc = pc;
            const Site& site = program_.sites[static_cast<std::size_t>(i.a)];
            if (!try_eager(g, site)) return;
            goto reload;
        }
        case Op::op_note: break;
        case Op::op_load:
            if (r[i.b] == 0) NIL_PANIC
            note_access(g, r[i.b] + i.c, i.d, Access::read, i.place);
            [[fallthrough]];
        case Op::op_get: {
            if (r[i.b] == 0) NIL_PANIC
            const Cell* from = work_.read(r[i.b] + i.c, i.d);
            std::copy(from, from + i.d, r + i.a);
            break;
        }
        case Op::op_store:
            if (r[i.a] == 0) NIL_PANIC
            note_access(g, r[i.a] + i.b, i.d, Access::write, i.place);
            [[fallthrough]];
        case Op::op_put: {
            if (r[i.a] == 0) NIL_PANIC
            Cell* to = work_.write(r[i.a] + i.b, i.d);
            std::copy(r + i.c, r + i.c + i.d, to);
            break;
        }
        case Op::op_touch:
            if (r[i.a] != 0) note_access(g, r[i.a] + i.b, i.c, static_cast<Access>(i.d), i.place);
            break;
        case Op::op_new: r[i.a] = work_.allocate(i.b, 0); break;
        case Op::op_newtail: r[i.a] = work_.allocate(i.b, r[i.c]); break;
        case Op::op_addr:
            if (r[i.b] == 0) NIL_PANIC
            r[i.a] = r[i.b] + i.c;
            break;
        case Op::op_elem: r[i.a] = r[i.b] + wrap_mul(r[i.c], i.d); break;
        case Op::op_tail: r[i.a] = r[i.b] == 0 ? 0 : work_.object(r[i.b]).count; break;
        case Op::op_nilcheck:
            if (r[i.a] == 0) NIL_PANIC
            break;
        case Op::op_mapget: {
            std::uint32_t at = 0;
            const Object* map = r[i.b] == 0 ? nullptr : &work_.object(r[i.b]);
            if (map != nullptr && map_find(*map, r + i.c, at)) {
                const Shape& shape = work_.shape(*map);
                const Cell* value = map->cells + shape.header.size() + at * shape.elem.size() + shape.keys;
                r[i.a] = 1;
                std::copy(value, value + i.d, r + i.a + 1);
            } else {
                std::fill(r + i.a, r + i.a + 1 + i.d, 0);
            }
            break;
        }
        case Op::op_mapput: {
            if (r[i.a] == 0) NIL_PANIC
            Object& map = work_.own(r[i.a]);
            const Shape& shape = work_.shape(map);
            std::uint32_t at = 0;
            if (!map_find(map, r + i.b, at)) {
                key_.assign(shape.elem.size(), 0);
                std::copy(r + i.b, r + i.b + shape.keys, key_.begin());
                work_.insert(map, at, key_.data());
            }
            Cell* value = work_.element(map, at) + shape.keys;
            std::copy(r + i.c, r + i.c + static_cast<std::ptrdiff_t>(shape.elem.size()) - shape.keys, value);
            break;
        }
        case Op::op_mapdel: {
            std::uint32_t at = 0;
            if (r[i.a] != 0 && map_find(work_.object(r[i.a]), r + i.b, at)) work_.erase(work_.own(r[i.a]), at);
            break;
        }
        case Op::op_mapclear:
            if (r[i.a] == 0) break;
            work_.truncate(work_.own(r[i.a]));
            break;
        case Op::op_maplen: r[i.a] = r[i.b] == 0 ? 0 : work_.object(r[i.b]).count; break;
        case Op::op_mapkeys: {
            Cell keys = 0, map = r[i.b];
            if (map != 0) {
                keys = work_.allocate(i.c, work_.object(map).count);
                Object &from = work_.object(map), &to = work_.object(keys);
                std::uint32_t wide = std::min(work_.width(to), static_cast<std::uint32_t>(work_.shape(from).keys));
                for (std::uint32_t k = 0; k < from.count; k++)
                    std::copy_n(work_.element(from, k), wide, work_.element(to, k));
            }
            r[i.a] = keys;
            break;
        }
        case Op::op_mapkey: {
            if (r[i.b] == 0) NIL_PANIC
            Object& o = work_.object(r[i.b]);
            if (static_cast<Unsigned>(r[i.c]) >= o.count) throw BadProgram("no such tail element");
            std::copy_n(work_.element(o, static_cast<std::size_t>(r[i.c])), work_.width(o), r + i.a);
            break;
        }
        case Op::op_tailput: {
            if (r[i.a] == 0) NIL_PANIC
            Object& o = work_.own(r[i.a]);
            if (static_cast<Unsigned>(r[i.b]) >= o.count) throw BadProgram("no such tail element");
            std::copy_n(r + i.c, work_.width(o), work_.element(o, static_cast<std::size_t>(r[i.b])));
            break;
        }
        case Op::op_tailpush:
            if (r[i.a] == 0) NIL_PANIC
            work_.append(work_.own(r[i.a]), r + i.b);
            break;
        case Op::op_taildrop:
            if (r[i.a] == 0) NIL_PANIC
            work_.erase(work_.own(r[i.a]), static_cast<std::uint32_t>(r[i.b]));
            break;
        case Op::op_strcat: r[i.a] = strings_.number(strings_.text(r[i.b]) + strings_.text(r[i.c])); break;
        case Op::op_strlen: r[i.a] = static_cast<Cell>(strings_.text(r[i.b]).size()); break;
        case Op::op_strat:
            r[i.a] = static_cast<unsigned char>(strings_.text(r[i.b]).at(static_cast<std::size_t>(r[i.c])));
            break;
        case Op::op_strcut: {
            std::string_view whole = strings_.text(r[i.b]);
            auto from = static_cast<std::size_t>(r[i.c]), to = static_cast<std::size_t>(r[i.d]);
            if (from > to || to > whole.size()) throw BadProgram("cut outside a string");
            r[i.a] = strings_.number(whole.substr(from, to - from));
            break;
        }
        case Op::op_strlt: r[i.a] = strings_.text(r[i.b]) < strings_.text(r[i.c]); break;
        case Op::op_itoa: r[i.a] = strings_.number(format_integer(r[i.b], i.c, i.d != 0)); break;
        case Op::op_fadd: r[i.a] = floats::add(r[i.b], r[i.c]); break;
        case Op::op_fsub: r[i.a] = floats::sub(r[i.b], r[i.c]); break;
        case Op::op_fmul: r[i.a] = floats::mul(r[i.b], r[i.c]); break;
        case Op::op_fdiv: r[i.a] = floats::div(r[i.b], r[i.c]); break;
        case Op::op_feq: r[i.a] = floats::equal(r[i.b], r[i.c]); break;
        case Op::op_flt: r[i.a] = floats::less(r[i.b], r[i.c]); break;
        case Op::op_fle: r[i.a] = floats::at_most(r[i.b], r[i.c]); break;
        case Op::op_fround: r[i.a] = floats::rounded(r[i.b]); break;
        case Op::op_fsqrt: r[i.a] = floats::root(r[i.b]); break;
        case Op::op_itof: r[i.a] = floats::from_integer(r[i.b], i.c != 0, i.d); break;
        case Op::op_ftoi: r[i.a] = floats::to_integer(r[i.b], i.c != 0); break;
        case Op::op_ftoa: r[i.a] = strings_.number(floats::written(r[i.b], r[i.c], i.d)); break;
        case Op::op_quote: r[i.a] = strings_.number(quote(strings_.text(r[i.b]), settings_.wide_quote)); break;
        case Op::op_runestr: r[i.a] = strings_.number(encode_rune(r[i.b])); break;
        case Op::op_strrune: {
            const std::string& whole = strings_.text(r[i.b]);
            if (static_cast<Unsigned>(r[i.c]) >= whole.size()) throw BadProgram("rune outside a string");
            Rune rune = decode_rune(whole, static_cast<std::size_t>(r[i.c]));
            r[i.a] = rune.code;
            r[i.a + 1] = rune.width;
            break;
        }
        case Op::op_bytestr: {
            std::string bytes;
            if (r[i.c] > 0) {
                if (r[i.b] == 0) NIL_PANIC
                const Cell* from = work_.read(r[i.b], r[i.c]);
                for (Cell k = 0; k < r[i.c]; k++) bytes += static_cast<char>(static_cast<unsigned char>(from[k]));
            }
            r[i.a] = strings_.number(bytes);
            break;
        }
        case Op::op_addrnum: r[i.a] = r[i.b] != 0; break;
        case Op::op_method: {
            const auto& row = program_.methods.at(static_cast<std::size_t>(r[i.b]));
            std::int32_t function = static_cast<std::size_t>(i.c) < row.size() ? row[static_cast<std::size_t>(i.c)] : -1;
            r[i.a] = function < 0 ? 0 : -1 - Cell{function};
            break;
        }
        case Op::op_typeis:
            r[i.a] = program_.type_sets.at(static_cast<std::size_t>(i.c)).at(static_cast<std::size_t>(r[i.b]));
            break;
        default: throw BadProgram("no such instruction");
        }
        pc++;
    }
#undef NIL_PANIC
#undef GO_TO
}

}  // namespace chancheck
