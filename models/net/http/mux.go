package http

import (
	"fmt"
	"internal/hosts"
	"net/url"
	"strings"
	"sync"
)

// A Handler answers requests.
type Handler interface {
	ServeHTTP(ResponseWriter, *Request)
}

type HandlerFunc func(ResponseWriter, *Request)

func (f HandlerFunc) ServeHTTP(w ResponseWriter, r *Request) { f(w, r) }

// A ResponseWriter is for one goroutine at a time.
type ResponseWriter interface {
	Header() Header
	Write([]byte) (int, error)
	WriteHeader(statusCode int)
}

type Flusher interface {
	Flush()
}

// A Pusher is no ResponseWriter of the model: its protocol is HTTP/1.1.
type Pusher interface {
	Push(target string, opts *PushOptions) error
}

type PushOptions struct {
	Method string
	Header Header
}

// A pattern is [METHOD ][HOST]/PATH; {name} stands for a segment, {name...} and a slash at the end for all that follow,
// {$} for the end.
type pattern struct {
	text, method, host string
	segments           []string
	open               bool
	handler            Handler
}

func parsePattern(s string) *pattern {
	p := &pattern{text: s}
	rest := s
	if method, after, found := strings.Cut(s, " "); found {
		p.method, rest = method, strings.TrimLeft(after, " \t")
	}
	slash := strings.IndexByte(rest, '/')
	if slash < 0 {
		panic(fmt.Sprintf("parsing %q: at offset 0: host/path missing /", s))
	}
	p.host = rest[:slash]
	p.segments = strings.Split(rest[slash+1:], "/")
	last := len(p.segments) - 1
	switch {
	case p.segments[last] == "":
		p.segments, p.open = p.segments[:last], true
	case p.segments[last] == "{$}":
		p.segments = append(p.segments[:last], "")
	case strings.HasSuffix(p.segments[last], "...}"):
		p.open = true
	}
	return p
}

func wildcard(segment string) bool { return strings.HasPrefix(segment, "{") }

// match tells whether a request fits but for its method, and what its wildcards stand for.
func (p *pattern) match(host string, path []string) (map[string]string, bool) {
	if p.host != "" && p.host != host {
		return nil, false
	}
	values := map[string]string{}
	for i, s := range p.segments {
		if strings.HasSuffix(s, "...}") {
			if i > len(path) {
				return nil, false
			}
			values[s[1:len(s)-4]] = strings.Join(path[i:], "/")
			return values, true
		}
		if i >= len(path) || (!wildcard(s) && s != path[i]) || (wildcard(s) && path[i] == "") {
			return nil, false
		}
		if wildcard(s) {
			values[s[1:len(s)-1]] = path[i]
		}
	}
	return values, len(path) == len(p.segments) || p.open && len(path) > len(p.segments)
}

// before tells whether p is the more special of two patterns that fit one request.
func (p *pattern) before(q *pattern) bool {
	if (p.host != "") != (q.host != "") {
		return p.host != ""
	}
	for i, s := range p.segments {
		if i >= len(q.segments) {
			return true
		}
		if wildcard(s) != wildcard(q.segments[i]) {
			return !wildcard(s)
		}
	}
	if len(p.segments) != len(q.segments) {
		return len(p.segments) > len(q.segments)
	}
	if p.open != q.open {
		return !p.open
	}
	return p.method != "" && q.method == ""
}

// request is one that fits the pattern: wildcards stand for "1".
func (p *pattern) request() (method, target string) {
	method = p.method
	if method == "" {
		method = MethodGet
	}
	for _, s := range p.segments {
		if wildcard(s) {
			s = "1"
		}
		target += "/" + s
	}
	if p.open && !(len(p.segments) > 0 && strings.HasSuffix(p.segments[len(p.segments)-1], "...}")) {
		target += "/"
	}
	return method, target
}

// A ServeMux finds the handler whose pattern fits a request best.
type ServeMux struct {
	mu       sync.RWMutex
	patterns []*pattern
}

var defaultServeMux ServeMux

var DefaultServeMux = &defaultServeMux

func NewServeMux() *ServeMux { return &ServeMux{} }

func (m *ServeMux) Handle(pattern string, handler Handler) { m.handle(pattern, handler, false) }

func (m *ServeMux) handle(pattern string, handler Handler, plain bool) {
	if pattern == "" {
		panic("http: invalid pattern")
	}
	if handler == nil {
		panic("http: nil handler")
	}
	p := parsePattern(pattern)
	p.handler = handler
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, q := range m.patterns {
		if q.text == pattern {
			panic(fmt.Sprintf("pattern %q conflicts with pattern %q", pattern, pattern))
		}
	}
	m.patterns = append(m.patterns, p)
	m.note(p, plain)
}

func (m *ServeMux) HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	if handler == nil {
		panic("http: nil handler")
	}
	m.handle(pattern, HandlerFunc(handler), true)
}

func (m *ServeMux) find(r *Request) (best *pattern, values map[string]string, others bool) {
	path := strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")
	m.mu.RLock()
	defer m.mu.RUnlock()
	for _, p := range m.patterns {
		found, fits := p.match(r.Host, path)
		if !fits {
			continue
		}
		if p.method != "" && p.method != r.Method && !(p.method == MethodGet && r.Method == MethodHead) {
			others = true
			continue
		}
		if best == nil || p.before(best) {
			best, values = p, found
		}
	}
	return best, values, others
}

func (m *ServeMux) Handler(r *Request) (h Handler, pattern string) {
	p, _, others := m.find(r)
	switch {
	case p != nil:
		return p.handler, p.text
	case others:
		return HandlerFunc(methodNotAllowed), ""
	}
	return NotFoundHandler(), ""
}

func (m *ServeMux) ServeHTTP(w ResponseWriter, r *Request) {
	p, values, others := m.find(r)
	switch {
	case p != nil:
		r.Pattern, r.values = p.text, values
		p.handler.ServeHTTP(w, r)
	case others:
		methodNotAllowed(w, r)
	default:
		NotFound(w, r)
	}
}

func methodNotAllowed(w ResponseWriter, r *Request) {
	Error(w, StatusText(StatusMethodNotAllowed), StatusMethodNotAllowed)
}

func Handle(pattern string, handler Handler) { DefaultServeMux.Handle(pattern, handler) }

func HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	DefaultServeMux.HandleFunc(pattern, handler)
}

func NotFound(w ResponseWriter, r *Request) { Error(w, "404 page not found", StatusNotFound) }

func NotFoundHandler() Handler { return HandlerFunc(NotFound) }

func Error(w ResponseWriter, error string, code int) {
	h := w.Header()
	h.Del("Content-Length")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	fmt.Fprintln(w, error)
}

func Redirect(w ResponseWriter, r *Request, target string, code int) {
	w.Header().Set("Location", target)
	w.WriteHeader(code)
}

func RedirectHandler(target string, code int) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) { Redirect(w, r, target, code) })
}

func StripPrefix(prefix string, h Handler) Handler {
	if prefix == "" {
		return h
	}
	hosts.NotePrefix(prefix)
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		p := strings.TrimPrefix(r.URL.Path, prefix)
		if len(p) == len(r.URL.Path) {
			NotFound(w, r)
			return
		}
		inner := *r
		inner.URL = &url.URL{}
		*inner.URL = *r.URL
		inner.URL.Path = p
		h.ServeHTTP(w, &inner)
	})
}
