// Raft's election among N nodes, T terms at most: a node whose timer fires becomes a candidate; a vote is given once a term.
// No term has two leaders. All stop when they have had T turns.
package main

import (
	"math/rand"
	"sync"
)

const (
	N = 2
	T = 2
)

type message struct {
	vote    bool // a vote, or a request for one
	granted bool
	term    int
	from    int
}

type cluster struct {
	nodes   [N]*node
	mu      sync.Mutex
	leaders map[int]int
}

func (c *cluster) lead(term, id int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if other, ok := c.leaders[term]; ok && other != id {
		panic("two leaders in a term")
	}
	c.leaders[term] = id
}

type node struct {
	id       int
	inbox    chan message
	term     int
	votedFor int
	votes    int
	leader   bool
}

func (n *node) stand(c *cluster) {
	n.term++
	n.votedFor, n.votes, n.leader = n.id, 1, false
	for _, p := range c.nodes {
		if p != n {
			p.inbox <- message{term: n.term, from: n.id}
		}
	}
}

func (n *node) handle(c *cluster, m message) {
	if m.term > n.term {
		n.term, n.votedFor, n.votes, n.leader = m.term, -1, 0, false
	}
	switch {
	case !m.vote:
		granted := m.term == n.term && (n.votedFor == -1 || n.votedFor == m.from)
		if granted {
			n.votedFor = m.from
		}
		c.nodes[m.from].inbox <- message{vote: true, granted: granted, term: n.term, from: n.id}
	case m.term == n.term && m.granted && n.votedFor == n.id:
		n.votes++
		if n.votes > N/2 && !n.leader {
			n.leader = true
			c.lead(n.term, n.id)
		}
	}
}

func (n *node) run(c *cluster, stop <-chan struct{}, wg *sync.WaitGroup) {
	defer wg.Done()
	for range T {
		if rand.Intn(2) == 0 && n.term < T {
			n.stand(c)
		}
		select {
		case m := <-n.inbox:
			n.handle(c, m)
		default:
		}
	}
	for {
		select {
		case m := <-n.inbox:
			n.handle(c, m)
		case <-stop:
			return
		}
	}
}

func main() {
	c := &cluster{leaders: make(map[int]int)}
	for i := range c.nodes {
		c.nodes[i] = &node{id: i, inbox: make(chan message, 4*N*T), votedFor: -1}
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for _, n := range c.nodes {
		wg.Add(1)
		go n.run(c, stop, &wg)
	}
	close(stop)
	wg.Wait()
}
