#include "program/program.hpp"

#include "program/reader.hpp"

namespace chancheck {
namespace {

Function read_function(Reader& in) {
    Function f;
    f.kinds = in.kinds();
    f.params = in.number();
    f.results = in.number();
    f.recovered = in.number();
    f.wrapper = in.flag();
    f.foreign = in.flag();
    std::size_t n = in.length();
    f.code.reserve(n);
    for (std::size_t i = 0; i < n; i++) {
        Instr instr;
        instr.op = static_cast<Op>(in.number());
        instr.a = in.number();
        instr.b = in.number();
        instr.c = in.number();
        instr.d = in.number();
        instr.place = in.number();
        f.code.push_back(instr);
    }
    for (auto* table : {&f.dead_at, &f.dead_on_top}) {
        table->assign(n + 1, -1);
        for (std::size_t i = in.length(); i > 0; i--) {
            auto pc = static_cast<std::size_t>(in.number());
            if (pc > n) throw BadProgram("liveness outside the code");
            (*table)[pc] = static_cast<std::int32_t>(f.dead.size());
            f.dead.push_back(in.numbers());
        }
    }
    return f;
}

bool has_addresses(const std::string& kinds, std::size_t n) {
    for (std::size_t i = 0; i < n; i++)
        if (kinds[i] == 'r' || kinds[i] == 'f' || kinds[i] == 'p') return true;
    return false;
}

Shape read_shape(Reader& in) {
    Shape s;
    s.header = in.kinds();
    s.elem = in.kinds();
    s.keys = in.number();
    s.place = in.number();
    s.ordered = s.keys > 0 && !has_addresses(s.elem, static_cast<std::size_t>(s.keys));
    s.bag = s.keys == 1 && s.elem[0] == 'r' && !has_addresses(s.elem.substr(1), s.elem.size() - 1) &&
            !has_addresses(s.header, s.header.size());
    return s;
}

Value read_value(Reader& in) {
    Value v;
    v.kind = static_cast<ValueKind>(in.word());
    v.index = in.number();
    v.peer = in.flag();
    v.base = in.expression();
    v.width = in.expression();
    return v;
}

Effect read_effect(Reader& in) {
    Effect e;
    e.kind = static_cast<EffectKind>(in.word());
    e.base = in.expression();
    e.number = in.expression();
    e.value = read_value(in);
    e.offset = in.word();
    e.constant = in.word();
    e.peer = in.flag();
    e.slot = in.flag();
    return e;
}

Operation read_operation(Reader& in) {
    Operation op;
    op.operands = in.number();
    op.nil_waits = in.flag();
    op.eager = in.flag();
    op.gives_up = in.expression();
    op.due = in.expression();
    op.lock_operand = in.number();
    op.lock_cell = in.number();
    op.rules.resize(in.length());
    for (Rule& rule : op.rules) {
        rule.peer = in.number();
        rule.pace = static_cast<Pace>(in.word());
        rule.holds = in.number();
        rule.guard = in.expression();
        std::size_t n = in.length();
        for (std::size_t i = 0; i < n; i++) rule.effects.push_back(read_effect(in));
    }
    return op;
}

Site read_site(Reader& in) {
    Site site;
    site.fallback = in.number();
    site.place = in.number();
    site.alternatives.resize(in.length());
    for (Alternative& alt : site.alternatives) {
        alt.operation = in.number();
        alt.next = in.number();
        alt.place = in.number();
        alt.operands.resize(in.length());
        for (Span& span : alt.operands) {
            span.start = in.number();
            span.width = in.number();
        }
        alt.results = in.numbers();
    }
    return site;
}

void read_types(Reader& in, Program& program) {
    for (char c : in.kinds()) program.payloads.push_back(c);
    program.methods.resize(program.payloads.size());
    for (std::size_t n = in.length(); n > 0; n--) {
        auto type = static_cast<std::size_t>(in.number()), method = static_cast<std::size_t>(in.number());
        auto& row = program.methods.at(type);
        if (row.size() <= method) row.resize(method + 1, -1);
        row[method] = in.number();
    }
    for (std::size_t n = in.length(); n > 0; n--) {
        std::vector<bool> set(program.payloads.size());
        for (std::int32_t t : in.numbers()) set.at(static_cast<std::size_t>(t)) = true;
        program.type_sets.push_back(std::move(set));
    }
}

}  // namespace

Program Program::read(const std::vector<Cell>& words, std::vector<std::string> strings) {
    Reader in(words);
    Program p;
    p.strings = std::move(strings);
    for (std::size_t n = in.length(); n > 0; n--) p.functions.push_back(read_function(in));
    for (std::size_t n = in.length(); n > 0; n--) p.shapes.push_back(read_shape(in));
    for (std::size_t n = in.length(); n > 0; n--) p.operations.push_back(read_operation(in));
    for (std::size_t n = in.length(); n > 0; n--) p.sites.push_back(read_site(in));
    read_types(in, p);
    p.globals_shape = in.number();
    p.entry = in.number();
    p.nil_type = in.word();
    p.nil_payload = in.word();
    p.error_type = in.number();
    p.text_type = in.number();
    p.panic_text = in.number();
    p.root_ends_all = in.flag();
    p.counted = in.flag();
    p.own_strings = static_cast<std::size_t>(in.number());
    if (p.own_strings > p.strings.size()) throw BadProgram("the table of strings is too short");
    p.function_texts = in.numbers();
    p.place_texts = in.numbers();
    for (const Operation& op : p.operations)
        for (const Rule& rule : op.rules) {
            p.idles = p.idles || rule.pace == Pace::idle;
            if (rule.peer >= 0) p.operations.at(static_cast<std::size_t>(rule.peer)).met = true;
            for (const Effect& effect : rule.effects) p.prints = p.prints || effect.kind == EffectKind::output;
        }
    for (const Site& site : p.sites) p.attempts = p.attempts || (site.fallback >= 0 && !site.alternatives.empty());
    if (!in.done()) throw BadProgram("tables are too long");
    return p;
}

}  // namespace chancheck
