//chancheck:expect proved
package main

import (
	"fmt"
	"sort"
	"strings"
	"sync"
)

type Topic string

type Message struct {
	Topic   Topic
	Payload []byte
	Headers map[string]string
}

type Subscriber struct {
	id     int
	topics map[Topic]struct{}
	ch     chan Message
	once   sync.Once
}

func (s *Subscriber) Close() {
	s.once.Do(func() { close(s.ch) })
}

type Broker struct {
	mu     sync.RWMutex
	nextID int
	subs   map[int]*Subscriber
	closed bool
}

func NewBroker() *Broker { return &Broker{subs: map[int]*Subscriber{}} }

func (b *Broker) Subscribe(buf int, topics ...Topic) *Subscriber {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.nextID++
	set := make(map[Topic]struct{}, len(topics))
	for _, t := range topics {
		set[t] = struct{}{}
	}
	s := &Subscriber{id: b.nextID, topics: set, ch: make(chan Message, buf)}
	b.subs[s.id] = s
	return s
}

func (b *Broker) Unsubscribe(s *Subscriber) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.subs[s.id]; !ok {
		return
	}
	delete(b.subs, s.id)
	s.Close()
}

func (b *Broker) Publish(m Message) (delivered int) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.closed {
		return 0
	}
	for _, s := range b.subs {
		if _, ok := s.topics[m.Topic]; !ok {
			continue
		}
		select {
		case s.ch <- m:
			delivered++
		default:
		}
	}
	return delivered
}

func (b *Broker) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	ids := make([]int, 0, len(b.subs))
	for id := range b.subs {
		ids = append(ids, id)
	}
	sort.Ints(ids)
	for _, id := range ids {
		b.subs[id].Close()
		delete(b.subs, id)
	}
}

func main() {
	b := NewBroker()
	a := b.Subscribe(2, "orders", "users")
	c := b.Subscribe(1, "orders")
	var wg sync.WaitGroup
	for _, s := range []*Subscriber{a, c} {
		wg.Add(1)
		go func(s *Subscriber) {
			defer wg.Done()
			for m := range s.ch {
				if !strings.HasPrefix(string(m.Payload), "order") && m.Topic == "orders" {
					panic("bad payload " + string(m.Payload))
				}
			}
		}(s)
	}
	b.Publish(Message{Topic: "orders", Payload: []byte("order-1"), Headers: map[string]string{"k": "v"}})
	go b.Unsubscribe(c)
	n := b.Publish(Message{Topic: "orders", Payload: []byte("order-2")})
	b.Close()
	wg.Wait()
	fmt.Println(n <= 2, b.Publish(Message{Topic: "users"}))
}
