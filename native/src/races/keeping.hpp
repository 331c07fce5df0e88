// Which accesses are not followed in a state, because the goroutine that made them still has the object's address:
// docs/adr/0056-kept-accesses.md
#pragma once

#include <vector>

#include "machine/machine.hpp"
#include "races/contention.hpp"
#include "races/kept_accesses.hpp"

namespace chancheck {

class Keeping {
public:
    // cells: the memory to follow.
    Keeping(const World& world, Machine& machine, const KeptAccesses* kept, const Contention& contention,
            std::vector<std::uint8_t> cells)
        : stacks_(world.stacks), machine_(machine), kept_(kept), contention_(contention), cells_(std::move(cells)) {}

    bool is_on() const { return kept_ != nullptr; }
    void end() { kept_ = nullptr; }

    void load();  // the machine's state
    void forget() { any_ = false; }
    bool any() const { return any_; }  // some goroutine of it keeps accesses

    // Of the last step: the accesses of its goroutines to objects that they have no address of any more.
    const std::vector<Fact>& given_up(const Move& move);
    // Whether the goroutine that made an access in this step keeps it.
    bool keeps(const Fact& fact);
    // Whether the step has an access that conflicts with one that another goroutine keeps. Such memory is followed from the
    // beginning then.
    bool is_disturbed(const std::vector<Accessed>& accesses);

private:
    using Entry = KeptAccesses::Entry;

    void give_up(std::size_t goroutine, Id after);

    const Components& stacks_;
    Machine& machine_;
    const KeptAccesses* kept_;
    const Contention& contention_;
    std::vector<std::uint8_t> cells_;
    bool any_ = false;
    std::vector<const KeptAccesses::List*> lists_;  // by goroutine of the loaded state
    std::vector<Fact> given_up_;
};

}  // namespace chancheck
