// Package hosts knows the servers of this program by their hosts.
//
//chancheck:runtime
package hosts

// Requests is the number of requests that come to each server that listens; `--requests` sets it.
const Requests = 2

var servers = map[string]any{}

var started int

// Port is one that no other server has.
func Port() int {
	started++
	return 40000 + started
}

func Set(host string, server any) { servers[host] = server }

// Get is the server of a host, nil if this program has none.
func Get(host string) any { return servers[host] }
