// Package http models servers and clients of one program: handlers run under an environment of requests, and clients
// reach the servers of the same program. Nothing is sent over a network.
package http

import "strings"

// A Header is a map, as in Go: two goroutines that use one at once race.
type Header map[string][]string

func (h Header) Add(key, value string) {
	key = CanonicalHeaderKey(key)
	h[key] = append(h[key], value)
}

func (h Header) Set(key, value string) { h[CanonicalHeaderKey(key)] = []string{value} }

func (h Header) Get(key string) string {
	if v := h[CanonicalHeaderKey(key)]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (h Header) Values(key string) []string { return h[CanonicalHeaderKey(key)] }

func (h Header) Del(key string) { delete(h, CanonicalHeaderKey(key)) }

func (h Header) Clone() Header {
	if h == nil {
		return nil
	}
	c := make(Header, len(h))
	for k, v := range h {
		c[k] = append([]string(nil), v...)
	}
	return c
}

// CanonicalHeaderKey writes the first letter and each letter behind a hyphen as a capital, the others small.
func CanonicalHeaderKey(s string) string {
	if strings.ContainsAny(s, " \t:") {
		return s
	}
	b := []byte(s)
	first := true
	for i, c := range b {
		if first && 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		} else if !first && 'A' <= c && c <= 'Z' {
			b[i] = c - 'A' + 'a'
		}
		first = c == '-'
	}
	return string(b)
}
