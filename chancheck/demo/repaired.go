package main

import (
	"fmt"
	"sync"
)

type Server struct {
	once    sync.Once
	stopped chan struct{}
}

func NewServer() *Server {
	return &Server{stopped: make(chan struct{})}
}

// Stop may be called more than once.
func (s *Server) Stop() {
	s.once.Do(func() { close(s.stopped) })
}

func main() {
	s := NewServer()
	done := make(chan bool)
	go func() {
		s.Stop()
		done <- true
	}()
	s.Stop()
	<-done
	fmt.Println("stopped")
}
