//chancheck:expect proved
package main

import (
	"context"
	"fmt"
	"log"
	"math/rand"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

type Role int

const (
	Follower Role = iota
	Candidate
	Leader
)

func (r Role) String() string {
	switch r {
	case Follower:
		return "follower"
	case Candidate:
		return "candidate"
	case Leader:
		return "leader"
	default:
		return fmt.Sprintf("Role(%d)", int(r))
	}
}

type Lease struct {
	mu     sync.Mutex
	holder string
}

func (l *Lease) TryAcquire(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.holder == "" || l.holder == name {
		l.holder = name
		return true
	}
	return false
}

func (l *Lease) Release(name string) {
	l.mu.Lock()
	if l.holder == name {
		l.holder = ""
	}
	l.mu.Unlock()
}

type Node struct {
	name    string
	lease   *Lease
	onRole  func(Role)
	logger  *log.Logger
	stepped chan struct{}
}

func (n *Node) Run(ctx context.Context) {
	role := Follower
	defer n.lease.Release(n.name)
	timer := time.NewTimer(time.Duration(rand.Intn(3)+1) * time.Millisecond)
	defer timer.Stop()
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case <-timer.C:
			was := role
			if n.lease.TryAcquire(n.name) {
				role = Leader
			} else {
				role = Follower
			}
			if was != role {
				n.logger.Printf("%s: %v -> %v", n.name, was, role)
				n.onRole(role)
			}
			timer.Reset(time.Millisecond)
		}
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	lease := new(Lease)
	leaders := make(chan string, 2)
	var wg sync.WaitGroup
	for _, name := range [...]string{"a", "b"} {
		n := &Node{name: name, lease: lease, logger: log.New(os.Stderr, "["+name+"] ", log.LstdFlags|log.Lmsgprefix)}
		n.onRole = func(r Role) {
			if r == Leader {
				select {
				case leaders <- n.name:
				default:
				}
			}
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			n.Run(ctx)
		}()
	}
	select {
	case l := <-leaders:
		fmt.Println("leader elected:", l != "")
	case <-ctx.Done():
	}
	cancel()
	wg.Wait()
}
