#include "search/packed_states.hpp"

#include <algorithm>
#include <bit>

namespace chancheck {
namespace {

// Seven bits a byte, the low ones first; the high bit says that more follow.
void put(std::string& to, std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) to.push_back(static_cast<char>(n | 0x80));
    to.push_back(static_cast<char>(n));
}

// Small numbers of either sign are short.
void put_word(std::string& to, Cell word) {
    put(to, static_cast<std::uint64_t>(word) << 1 ^ static_cast<std::uint64_t>(word >> 63));
}

void put_words(std::string& to, const Words& words) {
    put(to, words.length);
    put(to, words.addresses);
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < words.addresses; last = words.places[i++]) put(to, words.places[i] - last);
    for (std::uint32_t i = 0; i < words.length; i++) put_word(to, words.words[i]);
}

void put_texts(std::string& to, const Strings& texts, std::size_t& sent) {
    put(to, texts.further() - sent);
    for (; sent < texts.further(); sent++) {
        put(to, texts.further(sent).size());
        to += texts.further(sent);
    }
}

}  // namespace

std::uint64_t Fingerprints::hash_of(const Words& words) {
    constexpr std::uint64_t ODD = 0x9FB21C651E98DF25ULL;
    std::uint64_t a = words.length, b = 1;  // which need not wait for each other
    for (std::uint32_t i = 0; i + 1 < words.length; i += 2) {
        a = std::rotl((a ^ static_cast<std::uint64_t>(words.words[i])) * ODD, 29);
        b = std::rotl((b ^ static_cast<std::uint64_t>(words.words[i + 1])) * ODD, 31);
    }
    if (words.length % 2 == 1) a = (a ^ static_cast<std::uint64_t>(words.words[words.length - 1])) * ODD;
    return mix(a + mix(b));
}

std::uint64_t Fingerprints::of(const std::vector<Id>& parts, std::size_t objects) {
    constexpr std::uint64_t ODD = 0xD6E8FEB86659FD93ULL;
    std::uint64_t hash = known(heads_, world_.heads, parts[0]);
    for (std::size_t i = 1; i <= objects; i++)
        hash = std::rotl((hash ^ known(objects_, world_.heap, parts[i])) * ODD, 27);
    for (std::size_t i = 1 + objects; i < parts.size(); i++)
        hash = std::rotl((hash ^ known(goroutines_, world_.stacks, parts[i])) * ODD, 27);
    return mix(hash);
}

std::uint32_t Packing::place(Sort sort, Id id) {
    const Components& all = sort == HEAD ? world_->heads : sort == OBJECT ? world_->heap : world_->stacks;
    std::vector<std::uint32_t>& known = known_[sort];
    if (id >= known.size()) known.resize(all.size(), 0);
    if (known[id] == 0) {
        members_.emplace_back(sort, id);
        known[id] = static_cast<std::uint32_t>(members_.size());
        components_.push_back(static_cast<char>(sort));
        put_words(components_, all[id]);
    }
    return known[id] - 1;
}

void Packing::add(const std::vector<Id>& parts, std::size_t objects, std::uint64_t hash, const Origin& origin) {
    const Entry entry{hash, places_.size(), static_cast<std::uint32_t>(parts.size()), origin};
    for (std::size_t i = 0; i < parts.size(); i++)
        places_.push_back(place(i == 0 ? HEAD : i <= objects ? OBJECT : GOROUTINE, parts[i]));
    if (!once_) {
        entries_.push_back(entry);
        return;
    }
    Entry* known = find(entry);
    if (known == nullptr) {
        entries_.push_back(entry);
        return;
    }
    places_.resize(entry.begin);
    if (origin.arrival.switches < known->origin.arrival.switches) {
        known->origin.state = origin.state;
        known->origin.arrival = origin.arrival;
    }
    known->origin.alone = known->origin.alone && origin.alone;
}

// The entry of the same state; null: there is none, and it gets the next place of the index.
Packing::Entry* Packing::find(const Entry& wanted) {
    if (2 * entries_.size() >= index_.size()) grow();
    const std::size_t mask = index_.size() - 1;
    for (std::size_t at = wanted.hash & mask;; at = (at + 1) & mask) {
        if (index_[at] == 0) {
            index_[at] = static_cast<std::uint32_t>(entries_.size() + 1);
            return nullptr;
        }
        Entry& one = entries_[index_[at] - 1];
        if (one.hash != wanted.hash || one.parts != wanted.parts) continue;
        auto place = [&](const Entry& of) { return places_.begin() + static_cast<std::ptrdiff_t>(of.begin); };
        if (std::equal(place(one), place(one) + one.parts, place(wanted))) return &one;
    }
}

void Packing::grow() {
    constexpr std::size_t LEAST = 1024;
    index_.assign(std::max(LEAST, 2 * index_.size()), 0);
    const std::size_t mask = index_.size() - 1;
    for (std::size_t n = 0; n < entries_.size(); n++) {
        std::size_t at = entries_[n].hash & mask;
        while (index_[at] != 0) at = (at + 1) & mask;
        index_[at] = static_cast<std::uint32_t>(n + 1);
    }
}

std::string Packing::take(TextsSent& sent) {
    std::string batch;
    put_texts(batch, world_->strings, sent.strings);
    put_texts(batch, world_->outputs, sent.outputs);
    put(batch, members_.size());
    batch += components_;
    put(batch, entries_.size());
    for (const Entry& entry : entries_) {
        put(batch, entry.origin.shard);
        put(batch, entry.origin.state);
        put(batch, static_cast<std::uint64_t>(entry.origin.arrival.switches) << 1 | entry.origin.alone);
        put_word(batch, entry.origin.arrival.mover);
        for (std::uint32_t i = 0; i < entry.parts; i++) put(batch, places_[entry.begin + i]);
    }
    for (auto [sort, id] : members_) known_[sort][id] = 0;
    members_.clear();
    components_.clear();
    places_.clear();
    entries_.clear();
    index_.assign(index_.size(), 0);
    return batch;
}

Unpacking::Unpacking(World& world, std::string_view batch) : world_(world), rest_(batch) {
    if (batch.empty()) return;
    texts();
    const std::uint64_t components = number();
    for (std::uint64_t n = 0; n < components; n++) components_.push_back(component());
    states_ = number();
}

void Unpacking::texts() {
    for (Strings* table : {&world_.strings, &world_.outputs}) {
        for (std::uint64_t n = number(); n > 0; n--) {
            const std::uint64_t size = number();
            if (size > rest_.size()) throw BadProgram("a batch of states ends early");
            table->number(rest_.substr(0, size));
            rest_.remove_prefix(size);
        }
    }
}

Id Unpacking::component() {
    const std::uint64_t sort = number();
    const auto length = static_cast<std::uint32_t>(number()), count = static_cast<std::uint32_t>(number());
    addresses_.clear();
    words_.clear();
    for (std::uint32_t i = 0, at = 0; i < count; i++) addresses_.push_back(at += static_cast<std::uint32_t>(number()));
    for (std::uint32_t i = 0; i < length; i++) words_.push_back(word());
    const Words words{words_.data(), length, count, addresses_.data()};
    return sort == 0   ? world_.heads.intern(words)
           : sort == 1 ? world_.intern_object(words)
                       : world_.intern_goroutine(words);
}

bool Unpacking::next() {
    if (states_ == 0) return false;
    states_--;
    origin_.shard = static_cast<std::uint32_t>(number());
    origin_.state = static_cast<Id>(number());
    const std::uint64_t arrival = number();
    origin_.alone = (arrival & 1) != 0;
    origin_.arrival = {static_cast<std::uint32_t>(arrival >> 1), static_cast<std::int32_t>(word())};
    parts_.assign(1, components_.at(number()));
    const Cell* head = world_.heads[parts_[0]].words;
    objects_ = static_cast<std::size_t>(head[HEAD_OBJECTS]);
    for (std::size_t n = objects_ + static_cast<std::size_t>(head[HEAD_GOROUTINES]); n > 0; n--)
        parts_.push_back(components_.at(number()));
    return true;
}

std::uint64_t Unpacking::number() {
    std::uint64_t n = 0;
    for (int shift = 0;; shift += 7) {
        if (rest_.empty() || shift > 63) throw BadProgram("a batch of states ends early");
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        n |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return n;
    }
}

Cell Unpacking::word() {
    const std::uint64_t n = number();
    return static_cast<Cell>(n >> 1) ^ -static_cast<Cell>(n & 1);
}

}  // namespace chancheck
