//chancheck:expect deadlock
package main

import (
	"context"
	"fmt"
	"time"
)

type Monitor struct {
	beats chan struct{}
	lost  chan struct{}
}

func (m *Monitor) Run(ctx context.Context) {
	timeout := time.NewTimer(time.Second)
	defer timeout.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.beats:
			timeout.Reset(time.Second)
		case <-timeout.C:
			close(m.lost)
			return
		}
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	m := &Monitor{beats: make(chan struct{}), lost: make(chan struct{})}
	done := make(chan struct{})
	go func() { defer close(done); m.Run(ctx) }()
	for range 2 {
		m.beats <- struct{}{}
	}
	cancel()
	<-done
	fmt.Println("stopped")
}
