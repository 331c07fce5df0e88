#include "machine/workspace.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace chancheck {

Frame& Stack::push(const Program& program, std::int32_t function) {
    if (depth == frames.size()) frames.emplace_back();
    Frame& frame = frames[depth++];
    frame.function = function;
    frame.pc = 0;
    frame.status = RUNNING;
    frame.base = static_cast<std::uint32_t>(registers.size());
    frame.deferred.clear();
    registers.resize(registers.size() + program.functions.at(static_cast<std::size_t>(function)).kinds.size(), 0);
    return frame;
}

void Stack::pop() {
    registers.resize(top().base);
    depth--;
}

void Stack::clear() {
    depth = 0;
    registers.clear();
    panics.clear();
    root = helper = parked = false;
    phase = Phase::running;
    text = 0;
}

void Stack::unpack(const Program& program, const Cell* words) {
    clear();
    root = (words[0] & ROOT_FLAG) != 0;
    helper = (words[0] & HELPER_FLAG) != 0;
    parked = (words[0] & PARKED_FLAG) != 0;
    phase = static_cast<Phase>(words[0] >> PHASE_SHIFT);
    text = words[1];
    Cell frame_count = words[2], panic_count = words[3];
    const Cell* at = words + GOROUTINE_HEAD;
    for (Cell i = 0; i < frame_count; i++) {
        Frame& frame = push(program, static_cast<std::int32_t>(at[0]));
        frame.pc = static_cast<std::int32_t>(at[1]);
        frame.status = static_cast<std::int32_t>(at[2]);
        frame.deferred.assign(at + FRAME_HEAD, at + FRAME_HEAD + at[3]);
        at += FRAME_HEAD + at[3];
        std::size_t n = registers.size() - frame.base;
        std::copy(at, at + n, registers.begin() + frame.base);
        at += n;
    }
    for (Cell i = 0; i < panic_count; i++, at += PANIC_CELLS)
        panics.push_back({at[0], at[1], at[2], at[3], at[4], at[5]});
}

namespace {

int compare(Cell a, Cell b) { return a < b ? -1 : a > b ? 1 : 0; }

// As lists: element by element, then the shorter one first.
int compare_lists(const Cell* a, Cell m, const Cell* b, Cell n) {
    for (Cell i = 0; i < m && i < n; i++)
        if (a[i] != b[i]) return compare(a[i], b[i]);
    return compare(m, n);
}

}  // namespace

int compare_goroutines(const Program& program, const Cell* a, const Cell* b) {
    constexpr Cell FLAGS = ROOT_FLAG | HELPER_FLAG | PARKED_FLAG;
    if (int c = compare(a[0] & FLAGS, b[0] & FLAGS); c != 0) return c;
    if (int c = compare(a[0] >> PHASE_SHIFT, b[0] >> PHASE_SHIFT); c != 0) return c;
    const Cell *x = a + GOROUTINE_HEAD, *y = b + GOROUTINE_HEAD;
    for (Cell i = 0; i < a[2] && i < b[2]; i++) {
        if (int c = compare_lists(x, 3, y, 3); c != 0) return c;  // function, pc, status
        if (int c = compare_lists(x + FRAME_HEAD, x[3], y + FRAME_HEAD, y[3]); c != 0) return c;
        auto registers = static_cast<Cell>(program.functions[static_cast<std::size_t>(x[0])].kinds.size());
        x += FRAME_HEAD + x[3];
        y += FRAME_HEAD + y[3];
        if (int c = compare_lists(x, registers, y, registers); c != 0) return c;
        x += registers;
        y += registers;
    }
    if (int c = compare(a[2], b[2]); c != 0) return c;
    if (int c = compare_lists(x, a[3] * PANIC_CELLS, y, b[3] * PANIC_CELLS); c != 0) return c;
    return compare(a[1], b[1]);
}

void Workspace::begin(const Workspace& from) {
    objects = from.objects;
    goroutines = from.goroutines;
    root = from.root;
    output = from.output;
    old_objects_ = from.old_objects_;
    arena.reset();
    stacks_used_ = 0;
    used.clear();
    used_more = false;
    published = 0;
}

void Workspace::clear() {
    objects.assign(1, Object{});
    goroutines.clear();
    used.clear();
}

void Workspace::add(Id component, const Component& c) {
    Object o;
    o.cells = const_cast<Cell*>(c.words) + OBJECT_HEAD;  // shared: not written while its capacity is 0
    o.shape = static_cast<std::int32_t>(c.words[0]);
    o.count = static_cast<std::uint32_t>(c.words[1]);
    o.length = c.length - OBJECT_HEAD;
    o.component = component;
    objects.push_back(o);
}

void Workspace::forget(std::size_t first) {
    for (std::size_t i = first; i < used.size(); i++) {
        Object& o = objects[used[i].object];
        if (used[i].word == WHOLE) o.used_whole = false;
        else o.words_used--;
    }
    used.resize(first);
}

void Workspace::use_whole(Object& o, std::size_t number) {
    if (o.used_whole) return;
    o.used_whole = true;
    used.push_back({static_cast<std::uint32_t>(number), WHOLE});
}

void Workspace::use_word(Object& o, std::size_t number, std::uint32_t word) {
    const Place place{static_cast<std::uint32_t>(number), word};
    if (o.used_whole || (o.words_used > 0 && std::find(used.begin(), used.end(), place) != used.end())) return;
    if (o.words_used == MOST_WORDS) return use_whole(o, number);
    o.words_used++;
    used.push_back(place);
}

void Workspace::use(Object& o, Cell address, Cell width) {
    const auto number = static_cast<std::uint64_t>(object_of(address));
    if (o.used_whole || number >= NEW_OBJECTS) return;
    if (!by_words_ || o.length <= 1 || width > MOST_WORDS) return use_whole(o, number);
    for (Cell i = 0; i < width; i++)
        use_word(o, number, OBJECT_HEAD + static_cast<std::uint32_t>(offset_of(address) + i));
}

Object& Workspace::at(Cell address) {
    auto number = static_cast<std::uint64_t>(object_of(address));
    if (address <= 0) throw NilAccess();
    if (number < NEW_OBJECTS ? number == 0 || number >= old_objects_ : index(object_of(address)) >= objects.size())
        throw BadProgram("no object at this address");
    return objects[index(object_of(address))];
}

Object& Workspace::object(Cell address) {
    Object& o = at(address);
    if (const auto number = static_cast<std::uint64_t>(object_of(address)); number < NEW_OBJECTS) use_whole(o, number);
    return o;
}

const Object& Workspace::used_at(Cell address) {
    Object& o = at(address);
    use(o, address, 1);
    return o;
}

Cell Workspace::count(Cell address) {
    Object& o = at(address);
    const auto number = static_cast<std::uint64_t>(object_of(address));
    if (!by_words_) return object(address).count;
    if (number < NEW_OBJECTS) use_word(o, number, COUNT_WORD);
    return o.count;
}

const Cell* Workspace::read(Cell address, Cell width) {
    Object& o = at(address);
    use(o, address, width);
    Cell offset = offset_of(address);
    if (width < 0 || offset + width > static_cast<Cell>(o.length)) throw BadProgram("read outside an object");
    return o.cells + offset;
}

void Workspace::reserve(Object& o, std::uint32_t capacity) {
    Cell* cells = arena.take(capacity);
    if (o.length != 0) std::memcpy(cells, o.cells, o.length * sizeof(Cell));
    o.cells = cells;
    o.capacity = capacity;
}

Object& Workspace::own(Cell address) {
    Object& o = object(address);
    make_writable(o, address);
    return o;
}

void Workspace::make_writable(Object& o, Cell address) {
    if (o.capacity == 0) reserve(o, std::max<std::uint32_t>(o.length, 1));
    o.component = NONE;
    if (is_published(object_of(address))) publish();
}

Cell* Workspace::write(Cell address, Cell width) {
    Cell offset = offset_of(address);
    Object& o = at(address);
    use(o, address, width);
    make_writable(o, address);
    if (width < 0 || offset + width > static_cast<Cell>(o.length)) throw BadProgram("write outside an object");
    return o.cells + offset;
}

Cell Workspace::allocate(std::int32_t number, Cell elements) {
    const Shape& layout = program_.shapes.at(static_cast<std::size_t>(number));
    Cell cells = static_cast<Cell>(layout.header.size()) + elements * static_cast<Cell>(layout.elem.size());
    if (elements < 0 || elements >= 1 << OFFSET_BITS || cells >= 1 << OFFSET_BITS)
        throw std::bad_alloc();  // more than can be numbered
    Object o;
    o.shape = number;
    o.count = static_cast<std::uint32_t>(elements);
    o.length = static_cast<std::uint32_t>(cells);
    o.capacity = std::max<std::uint32_t>(o.length, 1);
    o.cells = arena.take(o.capacity);
    std::memset(o.cells, 0, o.length * sizeof(Cell));
    objects.push_back(o);
    return address(static_cast<Cell>(NEW_OBJECTS + new_objects() - 1));
}

void Workspace::insert(Object& o, std::uint32_t at, const Cell* cells) {
    std::uint32_t wide = width(o);
    if (o.length + wide > o.capacity) reserve(o, (o.length + wide) * 2);
    Cell* place = element(o, at);
    std::memmove(place + wide, place, static_cast<std::size_t>(o.cells + o.length - place) * sizeof(Cell));
    std::copy(cells, cells + wide, place);
    o.length += wide;
    o.count++;
}

void Workspace::append(Object& o, const Cell* cells) { insert(o, o.count, cells); }

void Workspace::erase(Object& o, std::uint32_t at) {
    if (at >= o.count) throw BadProgram("no such tail element");
    std::uint32_t wide = width(o);
    Cell* place = element(o, at);
    std::memmove(place, place + wide, static_cast<std::size_t>(o.cells + o.length - place - wide) * sizeof(Cell));
    o.length -= wide;
    o.count--;
}

void Workspace::truncate(Object& o) {
    o.length = header(o);
    o.count = 0;
}

Stack& Workspace::stack(std::size_t number) {
    Goroutine& g = goroutines[number];
    if (g.stack != nullptr) return *g.stack;
    if (stacks_used_ == stacks_.size()) stacks_.push_back(std::make_unique<Stack>());
    g.stack = stacks_[stacks_used_++].get();
    if (g.words != nullptr) g.stack->unpack(program_, g.words);
    else g.stack->clear();
    g.component = NONE;
    return *g.stack;
}

std::size_t Workspace::add_goroutine(bool helper) {
    goroutines.emplace_back();
    stack(goroutines.size() - 1).helper = helper;
    return goroutines.size() - 1;
}

Cell Workspace::count_goroutines() {
    used_more = true;
    Cell n = 0;
    for (const Goroutine& g : goroutines) {
        bool is_helper = g.stack != nullptr ? g.stack->helper : (g.words[0] & HELPER_FLAG) != 0;
        bool is_gone = g.stack != nullptr && g.stack->phase == Phase::gone;
        n += !is_helper && !is_gone;
    }
    return n;
}

bool Workspace::is_address(char kind, Cell type, Cell value) const {
    if (value == 0) return false;
    if (kind == 'p') kind = program_.payloads.at(static_cast<std::size_t>(type));
    return kind == 'r' || (kind == 'f' && value > 0);
}

void Workspace::note_addresses(const std::string& kinds, std::size_t n, const Cell* cells, std::uint32_t at) {
    for (std::size_t i = 0; i < n; i++)
        if (is_address(kinds[i], i > 0 ? cells[i - 1] : 0, cells[i]))
            places_.push_back(at + static_cast<std::uint32_t>(i));
}

// The addresses in a deferred call; gives its width.
std::size_t Workspace::note_call(const Cell* cells, std::uint32_t at) {
    if (cells[0] > 0) places_.push_back(at);
    const std::size_t width = program_.call_width(cells[0]);
    if (width == 1) return 1;
    const std::string& kinds = program_.functions[static_cast<std::size_t>(-1 - cells[0])].kinds;
    for (std::uint32_t i = 1; i < width; i++)
        if (is_address(kinds[i], cells[i - 1], cells[i])) places_.push_back(at + i);
    return width;
}

void Workspace::finish(Words& packed) {
    packed.addresses = static_cast<std::uint32_t>(places_.size());
    auto* places = reinterpret_cast<std::uint32_t*>(arena.take((places_.size() + 1) / 2));
    std::copy(places_.begin(), places_.end(), places);
    packed.places = places;
}

Words Workspace::pack(const Object& o) {
    Cell* words = arena.take(o.length + OBJECT_HEAD);
    words[0] = o.shape;
    words[1] = o.count;
    std::copy(o.cells, o.cells + o.length, words + OBJECT_HEAD);
    places_.clear();
    const Shape& layout = shape(o);
    note_addresses(layout.header, layout.header.size(), o.cells, OBJECT_HEAD);
    auto at = static_cast<std::uint32_t>(layout.header.size());
    for (std::uint32_t i = 0; i < o.count; i++, at += static_cast<std::uint32_t>(layout.elem.size()))
        note_addresses(layout.elem, layout.elem.size(), o.cells + at, OBJECT_HEAD + at);
    Words packed{words, o.length + OBJECT_HEAD, 0, nullptr};
    finish(packed);
    return packed;
}

Words Workspace::pack(const Stack& stack) {
    std::size_t size =
        GOROUTINE_HEAD + stack.panics.size() * PANIC_CELLS + stack.registers.size() + stack.depth * FRAME_HEAD;
    for (std::size_t i = 0; i < stack.depth; i++) size += stack.frames[i].deferred.size();
    Cell* words = arena.take(size);
    words[0] = (stack.root ? ROOT_FLAG : 0) | (stack.helper ? HELPER_FLAG : 0) | (stack.parked ? PARKED_FLAG : 0) |
               static_cast<Cell>(stack.phase) << PHASE_SHIFT;
    words[1] = stack.text;
    words[2] = static_cast<Cell>(stack.depth);
    words[3] = static_cast<Cell>(stack.panics.size());
    places_.clear();
    std::uint32_t at = GOROUTINE_HEAD;
    for (std::size_t i = 0; i < stack.depth; i++) {
        const Frame& frame = stack.frames[i];
        const Function& f = program_.functions[static_cast<std::size_t>(frame.function)];
        words[at++] = frame.function;
        words[at++] = frame.pc;
        words[at++] = frame.status;
        words[at++] = static_cast<Cell>(frame.deferred.size());
        std::copy(frame.deferred.begin(), frame.deferred.end(), words + at);
        for (std::size_t k = 0; k < frame.deferred.size();)
            k += note_call(words + at + k, at + static_cast<std::uint32_t>(k));
        at += static_cast<std::uint32_t>(frame.deferred.size());
        auto first = stack.registers.begin() + frame.base;
        std::copy(first, first + static_cast<std::ptrdiff_t>(f.kinds.size()), words + at);
        auto pc = static_cast<std::size_t>(frame.pc);
        std::int32_t dead = i + 1 == stack.depth && f.dead_on_top[pc] >= 0 ? f.dead_on_top[pc] : f.dead_at[pc];
        if (dead >= 0)
            for (std::int32_t r : f.dead[static_cast<std::size_t>(dead)]) words[at + static_cast<std::uint32_t>(r)] = 0;
        note_addresses(f.kinds, f.kinds.size(), words + at, at);
        at += static_cast<std::uint32_t>(f.kinds.size());
    }
    for (const Panicking& p : stack.panics) {
        words[at] = p.type;
        words[at + 1] = p.payload;
        words[at + 2] = p.recovered;
        words[at + 3] = p.goexit;
        words[at + PANIC_PLACE] = p.place;
        words[at + 5] = p.frames;
        if (is_address('p', p.type, p.payload)) places_.push_back(at + 1);
        at += PANIC_CELLS;
    }
    Words packed{words, at, 0, nullptr};
    finish(packed);
    return packed;
}

}  // namespace chancheck
