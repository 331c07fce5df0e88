package standard

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"net/netip"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
)

func TestMimeURL(t *testing.T) {
	mt, p, err := mime.ParseMediaType("text/html; charset=utf-8")
	if err != nil || mt != "text/html" || p["charset"] != "utf-8" {
		t.Fatal(err)
	}
	u, err := url.Parse("https://a.b/c?d=e#f")
	if err != nil || u.Query().Get("d") != "e" {
		t.Fatal(err)
	}
	a, err := mail.ParseAddress("A <a@b.c>")
	if err != nil || a.Address != "a@b.c" {
		t.Fatal(err)
	}
	if textproto.CanonicalMIMEHeaderKey("a-b") != "A-B" {
		t.Fatal()
	}
	if ip := netip.MustParseAddr("10.0.0.1"); !ip.IsPrivate() {
		t.Fatal()
	}
}

func TestHTTPServer(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/x" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("X", "1")
		fmt.Fprintf(w, "hi %s", r.FormValue("n"))
	}))
	defer s.Close()
	r, err := http.Get(s.URL + "/x?n=3")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	if string(b) != "hi 3" || r.Header.Get("X") != "1" || r.StatusCode != 200 {
		t.Fatal(string(b))
	}
	if r, err := s.Client().Post(s.URL+"/y", "text/plain", strings.NewReader("a")); err != nil || r.StatusCode != 404 {
		t.Fatal(err)
	}
}
