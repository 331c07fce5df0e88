//chancheck:expect proved
package main

import (
	"fmt"
	"sync"
	"time"
)

type EventType string

const (
	Added    EventType = "ADDED"
	Modified EventType = "MODIFIED"
	Deleted  EventType = "DELETED"
)

type Object interface {
	GetName() string
	GetVersion() int
}

type Meta struct {
	Name    string
	Version int
}

func (m *Meta) GetName() string { return m.Name }
func (m *Meta) GetVersion() int { return m.Version }

type Pod struct {
	Meta
	Phase string
}

type Event struct {
	Type   EventType
	Object Object
}

type Interface interface {
	Stop()
	ResultChan() <-chan Event
}

type broadcaster struct {
	lock     sync.Mutex
	watchers map[int64]*watcher
	next     int64
	incoming chan Event
	done     sync.WaitGroup
}

type watcher struct {
	result  chan Event
	stopped chan struct{}
	stop    sync.Once
	id      int64
	m       *broadcaster
}

func newBroadcaster(queue int) *broadcaster {
	m := &broadcaster{watchers: map[int64]*watcher{}, incoming: make(chan Event, queue)}
	m.done.Add(1)
	go m.loop()
	return m
}

func (m *broadcaster) Watch() Interface {
	m.lock.Lock()
	defer m.lock.Unlock()
	id := m.next
	m.next++
	w := &watcher{result: make(chan Event), stopped: make(chan struct{}), id: id, m: m}
	m.watchers[id] = w
	return w
}

func (m *broadcaster) stopWatching(id int64) {
	m.lock.Lock()
	defer m.lock.Unlock()
	w, ok := m.watchers[id]
	if !ok {
		return
	}
	delete(m.watchers, id)
	close(w.result)
}

func (m *broadcaster) Action(t EventType, obj Object) { m.incoming <- Event{t, obj} }

func (m *broadcaster) Shutdown() {
	close(m.incoming)
	m.done.Wait()
}

func (m *broadcaster) loop() {
	defer m.done.Done()
	for event := range m.incoming {
		m.distribute(event)
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, w := range m.watchers {
		close(w.result)
	}
	m.watchers = map[int64]*watcher{}
}

// distribute gives up on a watcher that has been stopped, which is said before the lock is asked for.
func (m *broadcaster) distribute(event Event) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, w := range m.watchers {
		select {
		case w.result <- event:
		case <-w.stopped:
		}
	}
}

func (w *watcher) ResultChan() <-chan Event { return w.result }

func (w *watcher) Stop() {
	w.stop.Do(func() { close(w.stopped) })
	w.m.stopWatching(w.id)
}

func main() {
	m := newBroadcaster(1)
	w := m.Watch()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		timeout := time.After(time.Second)
		for {
			select {
			case e, ok := <-w.ResultChan():
				if !ok {
					return
				}
				if p, isPod := e.Object.(*Pod); isPod && p.Phase == "Running" {
					fmt.Println(e.Type, p.GetName(), p.Version)
				}
			case <-timeout:
				w.Stop()
				return
			}
		}
	}()
	m.Action(Added, &Pod{Meta{"web", 1}, "Running"})
	m.Action(Modified, &Pod{Meta: Meta{Name: "web", Version: 2}})
	m.Shutdown()
	wg.Wait()
}
