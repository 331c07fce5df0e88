//chancheck:fallback

package net

import "internal/text"

type IP []byte

func IPv4(a, b, c, d byte) IP { return IP{a, b, c, d} }

func (ip IP) String() string {
	s := ""
	for i, b := range ip {
		if i > 0 {
			s += "."
		}
		s += text.Itoa(int64(b))
	}
	return s
}

func JoinHostPort(host, port string) string {
	for i := range len(host) {
		if host[i] == ':' {
			return "[" + host + "]:" + port
		}
	}
	return host + ":" + port
}
