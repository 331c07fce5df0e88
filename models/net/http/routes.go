package http

import (
	"internal/hosts"
	"internal/text"
	"strings"
)

// A target is the method and the path of a request.
type target struct{ method, path string }

// route is a request that some pattern of the handler's muxes fits, or one of the root. A handler that is no mux may hand on to
// any mux of the program.
func route(h Handler) (method, path string) {
	var all []target
	known := hosts.All()
	mux, _ := h.(*ServeMux)
	for _, r := range known.Routes {
		if mux == nil || r.Mux == any(mux) {
			all = withTarget(all, target{r.Method, r.Target})
		}
	}
	if mux == nil || handsOn(known, mux, "") {
		all = further(all, known, mux)
	}
	if len(all) == 0 {
		return MethodGet, "/"
	}
	chosen := all[text.Choose(len(all))]
	return chosen.method, chosen.path
}

// further adds what other muxes have patterns for, as it is and behind the prefixes that the program strips, where the first
// mux hands it on.
func further(all []target, known hosts.Known, mux *ServeMux) []target {
	var inner []target
	for _, r := range known.Routes {
		inner = withTarget(inner, target{r.Method, r.Target})
	}
	for i := 0; i < len(inner); i++ {
		for _, prefix := range known.Prefixes {
			path := prefix + inner[i].path
			if !strings.Contains(inner[i].path, prefix) && handsOn(known, nil, path) {
				inner = withTarget(inner, target{inner[i].method, path})
			}
		}
	}
	for _, t := range inner {
		if mux == nil || handsOn(known, mux, t.path) {
			all = withTarget(all, t)
		}
	}
	return all
}

// handsOn tells whether a mux (nil: some mux) has a pattern for a path (or any) whose handler may be another mux.
func handsOn(known hosts.Known, mux *ServeMux, path string) bool {
	for _, r := range known.Routes {
		if r.Within && (mux == nil || r.Mux == any(mux)) && (path == "" || r.Fits(path)) {
			return true
		}
	}
	return false
}

func withTarget(all []target, t target) []target {
	for _, other := range all {
		if other == t {
			return all
		}
	}
	return append(all, t)
}

// note tells the clients of a pattern. One that ends in a slash or in {name...} may lead to another mux, unless its handler
// is a plain function.
func (m *ServeMux) note(p *pattern, plain bool) {
	method, path := p.request()
	hosts.Note(hosts.Route{Mux: m, Method: method, Target: path, Within: p.open && !plain, Fits: func(path string) bool {
		_, fits := p.match(p.host, strings.Split(strings.TrimPrefix(path, "/"), "/"))
		return fits
	}})
}
