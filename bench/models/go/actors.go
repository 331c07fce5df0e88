// N accounts, each a goroutine with an inbox. A client of each pays K times to the next account; no money is lost.
package main

import "sync"

const (
	N = 3
	K = 2
)

type request struct {
	to     int
	amount int
	reply  chan bool
}

type account struct {
	balance int
	inbox   chan request
	credit  chan int
}

func (a *account) run(all []*account, quit chan struct{}) {
	for {
		select {
		case r := <-a.inbox:
			if a.balance < r.amount {
				r.reply <- false
				continue
			}
			a.balance -= r.amount
			all[r.to].credit <- r.amount
			r.reply <- true
		case n := <-a.credit:
			a.balance += n
		case <-quit:
			return
		}
	}
}

func main() {
	all := make([]*account, N)
	for i := range all {
		all[i] = &account{balance: 1, inbox: make(chan request), credit: make(chan int, N*K)}
	}
	quit := make(chan struct{})
	var running, clients sync.WaitGroup
	for i := range all {
		running.Add(1)
		go func() { defer running.Done(); all[i].run(all, quit) }()
	}
	for i := range all {
		clients.Add(1)
		go func() {
			defer clients.Done()
			reply := make(chan bool)
			for k := 0; k < K; k++ {
				all[i].inbox <- request{(i + 1) % N, 1, reply}
				<-reply
			}
		}()
	}
	clients.Wait()
	close(quit)
	running.Wait()
	sum := 0
	for _, a := range all {
		sum += a.balance
		for len(a.credit) > 0 {
			sum += <-a.credit
		}
	}
	if sum != N {
		panic("money")
	}
}
