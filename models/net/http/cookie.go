package http

import (
	"errors"
	"internal/text"
	"strings"
	"time"
)

var ErrNoCookie = errors.New("http: named cookie not present")

type SameSite int

const (
	SameSiteDefaultMode SameSite = iota + 1
	SameSiteLaxMode
	SameSiteStrictMode
	SameSiteNoneMode
)

// A Cookie of an answer has attributes, one of a request a name and a value only.
type Cookie struct {
	Name        string
	Value       string
	Quoted      bool
	Path        string
	Domain      string
	Expires     time.Time
	RawExpires  string
	MaxAge      int
	Secure      bool
	HttpOnly    bool
	SameSite    SameSite
	Partitioned bool
	Raw         string
	Unparsed    []string
}

// plain leaves out what a value may not have, and quotes what it may not begin or end with.
func plain(value string, quoted bool) string {
	kept := strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f || r == '"' || r == ';' || r == '\\' {
			return -1
		}
		return r
	}, value)
	if kept != "" && (quoted || strings.ContainsAny(kept, " ,")) {
		return `"` + kept + `"`
	}
	return kept
}

func isToken(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
	})
}

func (c *Cookie) String() string {
	if c == nil || !isToken(c.Name) {
		return ""
	}
	s := c.Name + "=" + plain(c.Value, c.Quoted)
	if c.Path != "" {
		s += "; Path=" + strings.Map(func(r rune) rune {
			if r < 0x20 || r >= 0x7f || r == ';' {
				return -1
			}
			return r
		}, c.Path)
	}
	if c.Domain != "" {
		s += "; Domain=" + strings.TrimPrefix(c.Domain, ".")
	}
	if c.Expires.Year() >= 1601 {
		s += "; Expires=" + c.Expires.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
	}
	if c.MaxAge > 0 {
		s += "; Max-Age=" + text.Itoa(int64(c.MaxAge))
	} else if c.MaxAge < 0 {
		s += "; Max-Age=0"
	}
	if c.HttpOnly {
		s += "; HttpOnly"
	}
	if c.Secure {
		s += "; Secure"
	}
	switch c.SameSite {
	case SameSiteNoneMode:
		s += "; SameSite=None"
	case SameSiteLaxMode:
		s += "; SameSite=Lax"
	case SameSiteStrictMode:
		s += "; SameSite=Strict"
	}
	if c.Partitioned {
		s += "; Partitioned"
	}
	return s
}

func SetCookie(w ResponseWriter, cookie *Cookie) {
	if s := cookie.String(); s != "" {
		w.Header().Add("Set-Cookie", s)
	}
}

// pair reads NAME=VALUE.
func pair(part string) (name, value string, quoted, ok bool) {
	name, value, found := strings.Cut(strings.TrimSpace(part), "=")
	if !found || !isToken(name) {
		return "", "", false, false
	}
	if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
		return name, value[1 : len(value)-1], true, true
	}
	return name, value, false, true
}

// Cookies are those of the request; what cannot be read is left out.
func (r *Request) Cookies() []*Cookie {
	found := []*Cookie{}
	for _, line := range r.Header["Cookie"] {
		for _, part := range strings.Split(line, ";") {
			if name, value, quoted, ok := pair(part); ok {
				found = append(found, &Cookie{Name: name, Value: value, Quoted: quoted})
			}
		}
	}
	return found
}

func (r *Request) Cookie(name string) (*Cookie, error) {
	for _, c := range r.Cookies() {
		if name != "" && c.Name == name {
			return c, nil
		}
	}
	return nil, ErrNoCookie
}

func (r *Request) AddCookie(c *Cookie) {
	s := c.Name + "=" + plain(c.Value, c.Quoted)
	if before := r.Header.Get("Cookie"); before != "" {
		s = before + "; " + s
	}
	r.Header.Set("Cookie", s)
}

// Cookies are those that the answer sets: names, values, paths, ages and flags.
func (r *Response) Cookies() []*Cookie {
	found := []*Cookie{}
	for _, line := range r.Header["Set-Cookie"] {
		parts := strings.Split(line, ";")
		name, value, quoted, ok := pair(parts[0])
		if !ok {
			continue
		}
		c := &Cookie{Name: name, Value: value, Quoted: quoted, Raw: line}
		for _, part := range parts[1:] {
			c.attribute(strings.TrimSpace(part))
		}
		found = append(found, c)
	}
	return found
}

func (c *Cookie) attribute(part string) {
	key, value, _ := strings.Cut(part, "=")
	switch strings.ToLower(key) {
	case "path":
		c.Path = value
	case "domain":
		c.Domain = value
	case "httponly":
		c.HttpOnly = true
	case "secure":
		c.Secure = true
	case "partitioned":
		c.Partitioned = true
	case "expires":
		c.RawExpires = value
		c.Expires, _ = time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", value)
	case "max-age":
		c.MaxAge = age(value)
	case "samesite":
		c.SameSite = map[string]SameSite{
			"lax": SameSiteLaxMode, "strict": SameSiteStrictMode, "none": SameSiteNoneMode,
		}[strings.ToLower(value)]
		if c.SameSite == 0 {
			c.SameSite = SameSiteDefaultMode
		}
	default:
		c.Unparsed = append(c.Unparsed, part)
	}
}

// age is a number of seconds; -1: the cookie has none left.
func age(value string) int {
	n := 0
	for _, d := range strings.TrimPrefix(value, "-") {
		if d < '0' || d > '9' {
			return 0
		}
		n = 10*n + int(d-'0')
	}
	if n == 0 || value[0] == '-' {
		return -1
	}
	return n
}
