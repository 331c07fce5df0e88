// The bully election: each node challenges those with greater numbers; who hears no answer leads and tells the others.
package main

import "sync"

const Nodes = 3

type message struct {
	kind string // challenge, alive, leader
	from int
}

type node struct {
	id    int
	inbox chan message
	peers []*node
}

func (n *node) challenge() bool {
	alone := true
	for _, p := range n.peers {
		if p.id > n.id {
			p.inbox <- message{"challenge", n.id}
			alone = false
		}
	}
	return alone
}

func (n *node) run(leaders []int) {
	if n.challenge() {
		for _, p := range n.peers {
			if p != n {
				p.inbox <- message{"leader", n.id}
			}
		}
		leaders[n.id] = n.id
		for range Nodes - 1 { // a challenge comes from each other node
			m := <-n.inbox
			n.peers[m.from].inbox <- message{"alive", n.id}
		}
		return
	}
	above := Nodes - 1 - n.id
	for answers, led, below := 0, false, n.id; answers < above || !led || below > 0; {
		switch m := <-n.inbox; m.kind {
		case "challenge":
			n.peers[m.from].inbox <- message{"alive", n.id}
			below--
		case "alive":
			answers++
		case "leader":
			leaders[n.id] = m.from
			led = true
		}
	}
}

func main() {
	nodes := make([]*node, Nodes)
	for i := range nodes {
		nodes[i] = &node{i, make(chan message, 2*Nodes), nodes}
	}
	leaders := make([]int, Nodes)
	var wg sync.WaitGroup
	for _, n := range nodes {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n.run(leaders)
		}()
	}
	wg.Wait()
	for _, l := range leaders {
		if l != Nodes-1 {
			panic("another leader")
		}
	}
}
