// Local code: instructions that no other goroutine can observe.
#include "machine/interpreter.hpp"

#include <algorithm>
#include <cstring>

#include "machine/arithmetic.hpp"
#include "machine/floats.hpp"
#include "machine/unknown.hpp"

namespace chancheck {

// Runs a goroutine until it rests or is gone.
void Interpreter::run(std::size_t g) {
    for (;;) {
        try {
            run_local(g);
            return;
        } catch (const NilAccess&) {
            raise(g, program_.nil_type, program_.nil_payload);
        }
    }
}

void Interpreter::run_local(std::size_t g) {
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
#define GO_TO(target)                   \
    {                                   \
        std::int32_t to = (target);     \
        if (to <= pc && budget_ == 0) { \
            frame->pc = to;             \
            return;                     \
        }                               \
        pc = to;                        \
        continue;                       \
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
            frame->pc = pc;
            if (!call_deferred(s, WAITS_FOR_DEFERRED)) NIL_PANIC
            goto reload;
        case Op::op_defer:
            frame->deferred.push_back(r[i.a]);
            frame->deferred.insert(frame->deferred.end(), r + i.b, r + i.b + i.c);
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
            s.panics.push_back({0, 0, 0, 1, 0, kept_frames(s)});
            unwind(g);
            goto reload;
        case Op::op_spawn: {
            Cell value = r[i.a];
            if (value == 0) end_run(Ending::fault, "fatal: go of nil func value");
            std::size_t fresh = work_.add_goroutine(i.b != 0);
            call(work_.stack(fresh), value, 0, 0);
            races_.note_start();
            work_.publish();
            races_.happen(g, {HappeningKind::spawn, Access::read, false, 0, races_.role(fresh)});
            budget_ -= std::min(budget_, GROWTH_STEPS);
            break;
        }
        case Op::op_choose:
            if (choices_.forked_enough(r[i.b])) {
                frame->pc = pc;
                return;
            }
            r[i.a] = r[i.b] > 1 ? choices_.choose(r[i.b]) : 0;
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
            races_.note_access(g, r[i.b] + i.c, i.d, Access::read, i.place);
            [[fallthrough]];
        case Op::op_get: {
            if (r[i.b] == 0) NIL_PANIC
            const Cell* from = work_.read(r[i.b] + i.c, i.d);
            std::copy(from, from + i.d, r + i.a);
            break;
        }
        case Op::op_store:
            if (r[i.a] == 0) NIL_PANIC
            races_.note_access(g, r[i.a] + i.b, i.d, Access::write, i.place);
            [[fallthrough]];
        case Op::op_put: {
            if (r[i.a] == 0) NIL_PANIC
            Cell* to = work_.write(r[i.a] + i.b, i.d);
            std::copy(r + i.c, r + i.c + i.d, to);
            break;
        }
        case Op::op_touch:
            if (r[i.a] != 0) races_.note_access(g, r[i.a] + i.b, i.c, static_cast<Access>(i.d), i.place);
            break;
        case Op::op_new: r[i.a] = work_.allocate(i.b, 0); break;
        case Op::op_newtail:
            if (r[i.c] > 0) alarm_.claim(static_cast<std::size_t>(r[i.c]) * sizeof(Cell));
            r[i.a] = work_.allocate(i.b, r[i.c]);
            break;
        case Op::op_addr:
            if (r[i.b] == 0) NIL_PANIC
            r[i.a] = r[i.b] + i.c;
            break;
        case Op::op_elem: r[i.a] = r[i.b] + wrap_mul(r[i.c], i.d); break;
        case Op::op_tail: r[i.a] = r[i.b] == 0 ? 0 : work_.count(r[i.b]); break;
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
                alarm_.claim(work_.object(map).length * sizeof(Cell));
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
        case Op::op_strcat: {
            const std::string &left = strings_.text(r[i.b]), &right = strings_.text(r[i.c]);
            alarm_.claim(2 * (left.size() + right.size()));  // the sum is made, and kept
            r[i.a] = strings_.number(left + right);
            break;
        }
        case Op::op_strlen: r[i.a] = static_cast<Cell>(strings_.text(r[i.b]).size()); break;
        case Op::op_strat:
            r[i.a] = static_cast<unsigned char>(strings_.text(r[i.b]).at(static_cast<std::size_t>(r[i.c])));
            break;
        case Op::op_strcut: {
            std::string_view whole = strings_.text(r[i.b]);
            auto from = static_cast<std::size_t>(r[i.c]), to = static_cast<std::size_t>(r[i.d]);
            if (from > to || to > whole.size()) throw BadProgram("cut outside a string");
            alarm_.claim(to - from);
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
            if (r[i.c] > 0 && r[i.b] == 0) NIL_PANIC
            r[i.a] = r[i.c] > 0 ? strings_.number(text_of(strings_, work_.read(r[i.b], r[i.c]), r[i.c]))
                                : strings_.number("");
            break;
        }
        case Op::op_unknown: frame->pc = pc; end_unknown(s, i.a, "?");
        case Op::op_known:
            if (Cell name = unknown_name(r, i.a, i.b); name != 0) {
                frame->pc = pc;
                end_unknown(s, name);
            }
            break;
        case Op::op_doubt: {
            Cell name = unknown_name(r, i.b, i.d % 3);
            if (name == 0) name = unknown_name(r, i.c, i.d / 3 % 3);
            if (name != 0)
                r[i.a] = i.d >= 9 ? strings_.number(unknown::text(strings_.text(name))) : unknown::number(name);
            break;
        }
        case Op::op_span: {
            Cell name = r[i.c] > 0 ? unknown_span(work_.read(r[i.b], r[i.c]), r[i.c]) : 0;
            r[i.a] = name != 0 ? unknown::number(name) : r[i.c];
            break;
        }
        case Op::op_sample:
            r[i.a] = unknown::is_number(r[i.b]) ? unknown::sample_of(r[i.b]) : r[i.b];
            if (unknown::is_number(r[i.b]) && r[i.a] == 0) {
                frame->pc = pc;
                end_unknown(s, unknown::name_of(r[i.b]));
            }
            break;
        case Op::op_addrnum: r[i.a] = r[i.b] != 0; break;
        case Op::op_frame:
            frame->pc = pc;
            r[i.a] = frame_at(s, r[i.b]);
            break;
        case Op::op_frametext: r[i.a] = frame_text(r[i.b]); break;
        case Op::op_method: {
            const auto& row = program_.methods.at(static_cast<std::size_t>(r[i.b]));
            std::int32_t function =
                static_cast<std::size_t>(i.c) < row.size() ? row[static_cast<std::size_t>(i.c)] : -1;
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
