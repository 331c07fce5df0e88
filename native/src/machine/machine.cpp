#include "machine/machine.hpp"

namespace chancheck {
namespace {

StepQueues queues_of(const Settings& settings, const Program& program) {
    StepQueues queues;
    if (!settings.scheduler.empty()) queues.scheduler = Scheduler::read(settings.scheduler, program);
    return queues;
}

Settings completed(Settings settings) {
    if (!settings.scheduler.empty()) settings.symmetry = false;  // goroutines have places in queues
    return settings;
}

}  // namespace

Machine::Machine(World& world, Settings settings)
    : world_(world),
      program_(world.program),
      settings_(completed(std::move(settings))),
      queues_(queues_of(settings_, program_)),
      tree_(queues_.scheduler.has_value()),
      state_(world, settings_.scheduler.empty()),
      memo_(world),
      work_(program_, settings_.scheduler.empty()),
      races_(world, settings_, state_, work_),
      interpreter_(world, settings_, alarm, state_, work_, guards_, races_, choices_),
      canonicaliser_(world, settings_, alarm, state_, guards_, memo_, races_, queues_),
      enabled_(world, alarm, state_, guards_, memo_),
      scheduler_(world, state_, work_, guards_, memo_, enabled_, interpreter_, choices_, canonicaliser_, queues_),
      stepper_(world, alarm, state_, work_, memo_, interpreter_, choices_, races_, canonicaliser_, scheduler_) {}

void Machine::start() {
    const Shape& shape = program_.shapes.at(static_cast<std::size_t>(program_.globals_shape));
    std::vector<Cell> globals(OBJECT_HEAD + shape.header.size(), 0);
    globals[0] = program_.globals_shape;
    Stack stack;
    stack.root = true;
    stack.push(program_, program_.entry);
    if (queues_.scheduler) queues_.after.start(*queues_.scheduler);
    tree_.forget();
    canonicaliser_.start(world_.heap.intern({globals.data(), static_cast<std::uint32_t>(globals.size()), 0, nullptr}),
                         world_.intern_goroutine(work_.pack(stack)));
}

void Machine::load(const std::vector<Id>& parts) {
    tree_.leave();
    state_.load(parts);
    loaded();
}

void Machine::load(Id state, const States& states) {
    state_.load(state, states, tree_);
    loaded();
}

void Machine::loaded() {
    races_.load();
    queues_.load(state_);
    stepper_.load();
    canonicaliser_.load();
    memo_.tidy();
}

const std::vector<Move>& Machine::moves() {
    enabled_.list().clear();
    if (scheduler_.is_on()) scheduler_.find_moves();
    else enabled_.find();
    enabled_.note_able();
    return enabled_.list();
}

Root Machine::fold(States& states) {
    const Successor& next = result();
    if (stepper_.was_turn() && tree_.knows_rest()) return tree_.with_head(next.parts[0]);
    return tree_.fold(next.parts, next.parts.size() - 1 - next.order.size(), states);
}

std::vector<bool> Machine::sites_met() const {
    std::vector<bool> met = interpreter_.passed();
    met.resize(program_.sites.size());
    for (std::size_t n = 0; n < world_.stacks.size(); n++)
        if (std::int32_t site = world_.stacks[static_cast<Id>(n)].site; site >= 0)
            met[static_cast<std::size_t>(site)] = true;
    return met;
}

}  // namespace chancheck
