package main

import "fmt"

type Server struct {
	stopped chan struct{}
}

func NewServer() *Server {
	return &Server{stopped: make(chan struct{})}
}

// Stop may be called more than once.
func (s *Server) Stop() {
	select {
	case <-s.stopped:
	default:
		close(s.stopped)
	}
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
