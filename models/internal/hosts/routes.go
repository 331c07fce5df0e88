package hosts

import "sync/atomic"

// A Route is what one pattern of a mux lets through: a method and a target that fit it. Within is set where the handler
// may hand on to another mux.
type Route struct {
	Mux            any
	Method, Target string
	Within         bool
	Fits           func(target string) bool
}

// Known is the routes of all muxes of the program, and the prefixes that it strips from targets. It is never changed.
type Known struct {
	Routes   []Route
	Prefixes []string
}

var known atomic.Pointer[Known]

// Note keeps a route, where clients come that choose one.
func Note(r Route) { learn([]Route{r}, nil) }

// NotePrefix keeps a prefix that the program strips.
func NotePrefix(prefix string) { learn(nil, []string{prefix}) }

func learn(routes []Route, prefixes []string) {
	if Clients() == 0 {
		return
	}
	turn.Lock()
	defer turn.Unlock()
	old := All()
	known.Store(&Known{
		Routes:   append(append([]Route(nil), old.Routes...), routes...),
		Prefixes: append(append([]string(nil), old.Prefixes...), prefixes...),
	})
}

// All is what is known now.
func All() Known {
	if k := known.Load(); k != nil {
		return *k
	}
	return Known{}
}
