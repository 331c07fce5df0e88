package sync

import "internal/text"

// gate is one step that synchronises with all others on p. What a method does in it counts as synchronisation too, so
// that methods are //chancheck:step.
func gate(p *int)

// Map does each of its methods in one step.
type Map struct {
	gate    int
	entries map[any]any
}

// open takes the step.
//
//chancheck:step
func (m *Map) open() {
	gate(&m.gate)
	if m.entries == nil {
		m.entries = make(map[any]any)
	}
}

//chancheck:step
func (m *Map) Load(key any) (value any, ok bool) {
	m.open()
	value, ok = m.entries[key]
	return value, ok
}

//chancheck:step
func (m *Map) Store(key, value any) {
	m.open()
	m.entries[key] = value
}

//chancheck:step
func (m *Map) Delete(key any) {
	m.open()
	delete(m.entries, key)
}

//chancheck:step
func (m *Map) Clear() {
	m.open()
	m.entries = nil
}

//chancheck:step
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.open()
	if old, ok := m.entries[key]; ok {
		return old, true
	}
	m.entries[key] = value
	return value, false
}

//chancheck:step
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.open()
	value, loaded = m.entries[key]
	delete(m.entries, key)
	return value, loaded
}

//chancheck:step
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.open()
	previous, loaded = m.entries[key]
	m.entries[key] = value
	return previous, loaded
}

//chancheck:step
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.open()
	value, ok := m.entries[key]
	if !ok || value != old {
		return false
	}
	m.entries[key] = new
	return true
}

//chancheck:step
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.open()
	value, ok := m.entries[key]
	if !ok || value != old {
		return false
	}
	delete(m.entries, key)
	return true
}

// Range visits in any order what is there all the time; what comes or goes meanwhile may be visited, but no key twice.
func (m *Map) Range(f func(key, value any) bool) {
	m.open()
	required := make(map[any]bool, len(m.entries))
	for key := range m.entries {
		required[key] = true
	}
	visited := make(map[any]bool)
	for {
		key, value, ok := m.pick(required, visited)
		if !ok {
			return
		}
		visited[key] = true
		delete(required, key)
		if !f(key, value) {
			return
		}
		m.open()
	}
}

// pick chooses the next entry; an entry that is new since the beginning may be passed over.
//
//chancheck:step
func (m *Map) pick(required, visited map[any]bool) (key, value any, ok bool) {
	due := false
	var keys []any
	for key := range m.entries {
		if !visited[key] {
			keys = append(keys, key)
			due = due || required[key]
		}
	}
	choices := len(keys)
	if !due {
		choices++
	}
	i := text.Choose(choices)
	if i == len(keys) {
		return nil, nil, false
	}
	return keys[i], m.entries[keys[i]], true
}

// Pool gives back anything that was put in, or something new: what it holds may be lost at any time.
type Pool struct {
	New func() any

	gate  int
	items map[int]any // from 0
}

//chancheck:step
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	gate(&p.gate)
	if p.items == nil {
		p.items = make(map[int]any)
	}
	p.items[len(p.items)] = x
}

//chancheck:library again
func (p *Pool) Get() any {
	if x, ok := p.any(); ok {
		return x
	}
	return p.make()
}

// again is Get for pools of the library: it gives the item put in last. A lost item does not show, as the library sets
// each one anew (docs/adr/0059-pools-of-the-library.md).
func again(p *Pool) any {
	if x, ok := p.last(); ok {
		return x
	}
	return p.make()
}

// make calls the program's own function; the field is the program's too.
//
//chancheck:visible
func (p *Pool) make() any {
	if p.New != nil {
		return p.New()
	}
	return nil
}

// any takes one of the items, or none.
//
//chancheck:step
func (p *Pool) any() (x any, ok bool) {
	gate(&p.gate)
	n := len(p.items)
	if n == 0 {
		return nil, false
	}
	i := text.Choose(n + 1)
	if i == n {
		return nil, false
	}
	return p.take(i), true
}

//chancheck:step
func (p *Pool) last() (x any, ok bool) {
	gate(&p.gate)
	if len(p.items) == 0 {
		return nil, false
	}
	return p.take(len(p.items) - 1), true
}

//chancheck:step
func (p *Pool) take(i int) any {
	x, last := p.items[i], len(p.items)-1
	p.items[i] = p.items[last]
	delete(p.items, last)
	return x
}
