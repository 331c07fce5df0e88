// Package hosts knows the servers of this program by their hosts: an address of this machine with a port.
//
//chancheck:runtime
package hosts

import (
	"internal/process"
	"sync"
)

// Requests is the number of requests that come to each server that listens, where `--requests` sets it.
const Requests = -1

// Clients is that number. A test makes its requests itself.
func Clients() int {
	switch {
	case Requests >= 0:
		return Requests
	case process.Testing():
		return 0
	}
	return 2
}

// A Door is a port of this machine that the program listens at. Ready is closed once a server answers there, or the port
// is closed.
type Door struct {
	Ready  chan struct{}
	Server any
	shut   bool
}

var (
	turn    sync.Mutex
	doors   = map[string]*Door{}
	started int
)

// shared: another program has been started, which may listen at ports that this one does not listen at.
var shared bool

func Share() {
	turn.Lock()
	defer turn.Unlock()
	shared = true
}

func Shared() bool {
	turn.Lock()
	defer turn.Unlock()
	return shared
}

// Port is one that no other server has.
func Port() int {
	turn.Lock()
	defer turn.Unlock()
	started++
	return 40000 + started
}

// Open lets requests to a host wait for a server.
func Open(host string) {
	turn.Lock()
	defer turn.Unlock()
	open(Plain(host))
}

func open(host string) *Door {
	door := &Door{Ready: make(chan struct{})}
	doors[host] = door
	return door
}

// Set puts a server at a host.
func Set(host string, server any) {
	turn.Lock()
	defer turn.Unlock()
	put(Plain(host), server)
}

// Claim does so unless the program listens there already. A port of number 0 is any that is free.
func Claim(host string, server any) bool {
	if n := len(host); n >= 2 && host[n-2:] == ":0" {
		return true
	}
	turn.Lock()
	defer turn.Unlock()
	if door := doors[Plain(host)]; door != nil && !door.shut {
		return false
	}
	put(Plain(host), server)
	return true
}

func put(host string, server any) {
	door := doors[host]
	if door == nil || door.shut {
		door = open(host)
	}
	if door.Server == nil {
		close(door.Ready)
	}
	door.Server = server
}

// Shut closes the port: nothing answers there any more.
func Shut(host string) {
	turn.Lock()
	defer turn.Unlock()
	if door := doors[Plain(host)]; door != nil && !door.shut {
		door.shut = true
		if door.Server == nil {
			close(door.Ready)
		}
		door.Server = nil
	}
}

// Get is the door of a host; nil: the program does not listen there.
func Get(host string) *Door {
	turn.Lock()
	defer turn.Unlock()
	return doors[Plain(host)]
}

// IsLocal says that a host is one of this machine, where nothing listens but the program.
func IsLocal(host string) bool {
	plain := Plain(host)
	return len(plain) >= len(here) && plain[:len(here)] == here
}

const here = "127.0.0.1:"

// Plain is the host with the one name for this machine.
func Plain(host string) string {
	for _, name := range [...]string{"localhost:", "0.0.0.0:", "[::1]:", "[::]:", ":"} {
		if len(host) >= len(name) && host[:len(name)] == name {
			return here + host[len(name):]
		}
	}
	return host
}
