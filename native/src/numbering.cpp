// The canonical form of a state whose objects were numbered before.
#include "numbering.hpp"

#include <algorithm>

#include "machine.hpp"

namespace chancheck {

// Whether the numbers depend on nothing but who points where: nothing is compared, nobody dropped, no fact renamed.
bool Machine::numbers_by_pointing() const { return !settings_.symmetry && (!monitor_ || monitor_->idle()); }

void Machine::renumber() {
    std::vector<std::uint32_t>& key = numbering_key_;
    key.assign({static_cast<std::uint32_t>(raw_old_), static_cast<std::uint32_t>(raw_objects_.size())});
    for (std::size_t n = 1; n < raw_objects_.size(); n++) key.push_back(heap_[raw_objects_[n]].pointing);
    for (Id g : raw_goroutines_) key.push_back(g == NONE ? NONE : stacks_[g].pointing);
    if (const Numbering* known = numberings_.find(key); known != nullptr) {
        renumber_as(*known);
        return;
    }
    canonicalize();
    auto helps = [&](Id g) { return g != NONE && (stacks_[g].words[0] & HELPER_FLAG) != 0; };
    if (std::any_of(raw_goroutines_.begin(), raw_goroutines_.end(), helps)) return;
    Numbering fresh{{}, found_, order_, fixed_, 0, found_.size() + 1 == raw_objects_.size()};
    for (std::size_t i = 0; i < found_.size(); i++) fresh.identity = fresh.identity && found_[i] == i + 1;
    fresh.identity = fresh.identity && raw_old_ == raw_objects_.size();
    numberings_.learn(key, std::move(fresh));
}

void Machine::renumber_as(const Numbering& known) {
    bool numbered = known.identity;
    auto renamed_as = [&](Id id, bool is_goroutine) {
        const Component& one = is_goroutine ? stacks_[id] : heap_[id];
        if (known.identity || one.addresses == 0) return id;
        if (Id to = numberings_.renamed(known, id, is_goroutine); to != NONE) return to;
        if (!numbered) {
            numbered = true;
            names_.reset();
            number_.assign(raw_objects_.size(), 0);
            for (std::size_t i = 0; i < known.found.size(); i++) number_[known.found[i]] = static_cast<std::uint32_t>(i + 1);
        }
        Id to = id;
        if (!keeps_names(one)) {
            Words words{renamed(one, 0), one.length, one.addresses, one.places};
            to = is_goroutine ? intern_goroutine(words) : heap_.intern(words);
        }
        numberings_.learn(known, id, is_goroutine, to);
        return to;
    };
    next_.assign(1, NONE);
    for (std::uint32_t old : known.found) next_.push_back(renamed_as(raw_objects_[old], false));
    for (std::int32_t g : known.order) next_.push_back(renamed_as(raw_goroutines_[static_cast<std::size_t>(g)], true));
    order_ = known.order;
    HeadWords head;
    head[HEAD_ROOT] = raw_root_;
    head[HEAD_OUTPUT] = raw_output_;
    head[HEAD_OBJECTS] = static_cast<Cell>(known.found.size());
    head[HEAD_GOROUTINES] = static_cast<Cell>(known.order.size());
    head[HEAD_FIXED] = known.fixed;
    head[HEAD_HIDDEN] = 0;
    if (scheduler_) {
        scratch_.assign(head.begin(), head.end());
        append_queues(scratch_, raw_goroutines_.size());
        next_[0] = heads_.intern({scratch_.data(), static_cast<std::uint32_t>(scratch_.size()), 0, nullptr});
    } else {
        next_[0] = head_of(head);
    }
}

}  // namespace chancheck
