// A chat room: visitors join, say one thing each and leave; the room passes what is said to all who are there.
package main

import "sync"

const Visitors = 3

type visitor struct {
	name  int
	inbox chan int
}

type room struct {
	join, leave chan *visitor
	said        chan int
	quit        chan struct{}
}

func (r *room) run() {
	there := map[*visitor]bool{}
	for {
		select {
		case v := <-r.join:
			there[v] = true
		case v := <-r.leave:
			delete(there, v)
			close(v.inbox)
		case what := <-r.said:
			for v := range there {
				select {
				case v.inbox <- what:
				default: // a slow visitor misses it
				}
			}
		case <-r.quit:
			return
		}
	}
}

func (r *room) visit(name int) {
	v := &visitor{name, make(chan int, 1)}
	r.join <- v
	r.said <- name
	r.leave <- v
	for range v.inbox {
	}
}

func main() {
	r := &room{make(chan *visitor), make(chan *visitor), make(chan int), make(chan struct{})}
	go r.run()
	var wg sync.WaitGroup
	for n := 0; n < Visitors; n++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r.visit(n)
		}()
	}
	wg.Wait()
	close(r.quit)
}
