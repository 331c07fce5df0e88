// Package httptest models servers of tests and recorded answers.
package httptest

import (
	"bytes"
	"context"
	"internal/hosts"
	"internal/text"
	"io"
	"net/http"
)

const DefaultRemoteAddr = "1.2.3.4"

// A ResponseRecorder keeps what a handler writes.
type ResponseRecorder struct {
	Code      int
	HeaderMap http.Header
	Body      *bytes.Buffer
	Flushed   bool

	wrote  bool
	sent   http.Header
	result *http.Response
}

func NewRecorder() *ResponseRecorder {
	return &ResponseRecorder{HeaderMap: http.Header{}, Body: new(bytes.Buffer), Code: 200}
}

func (w *ResponseRecorder) Header() http.Header {
	if w.HeaderMap == nil {
		w.HeaderMap = http.Header{}
	}
	return w.HeaderMap
}

func (w *ResponseRecorder) Write(b []byte) (int, error) {
	w.WriteHeader(200)
	if w.Body != nil {
		w.Body.Write(b)
	}
	return len(b), nil
}

func (w *ResponseRecorder) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

func (w *ResponseRecorder) WriteHeader(code int) {
	if !w.wrote {
		w.wrote, w.Code, w.sent = true, code, w.Header().Clone()
	}
}

func (w *ResponseRecorder) Flush() {
	w.WriteHeader(200)
	w.Flushed = true
}

func (w *ResponseRecorder) Result() *http.Response {
	if w.result != nil {
		return w.result
	}
	if w.sent == nil {
		w.sent = w.Header().Clone()
	}
	resp := &http.Response{StatusCode: w.Code, Status: text.Itoa(int64(w.Code)) + " " + http.StatusText(w.Code), Proto: "HTTP/1.1",
		ProtoMajor: 1, ProtoMinor: 1, Header: w.sent, Body: http.NoBody, ContentLength: -1}
	if w.Body != nil {
		resp.Body = io.NopCloser(bytes.NewReader(w.Body.Bytes()))
	}
	w.result = resp
	return resp
}

// NewRequest is a request as a server gets it; a target that cannot be parsed panics.
func NewRequest(method, target string, body io.Reader) *http.Request {
	r, err := http.NewRequest(method, target, body)
	if err != nil {
		panic("invalid NewRequest arguments; " + err.Error())
	}
	if r.Host == "" {
		r.Host = "example.com"
	}
	if r.Body == nil {
		r.Body = http.NoBody
	}
	r.RemoteAddr = "192.0.2.1:1234"
	r.RequestURI = target
	return r
}

// A Server serves clients of the same program.
type Server struct {
	URL    string
	Config *http.Server
	client *http.Client
}

func NewUnstartedServer(handler http.Handler) *Server {
	return &Server{Config: &http.Server{Handler: handler}}
}

func NewServer(handler http.Handler) *Server {
	s := NewUnstartedServer(handler)
	s.Start()
	return s
}

func (s *Server) Start() {
	if s.URL != "" {
		panic("Server already started")
	}
	host := "127.0.0.1:" + text.Itoa(int64(hosts.Port()))
	hosts.Set(host, s.Config)
	s.URL, s.client = "http://"+host, &http.Client{}
}

func (s *Server) Client() *http.Client { return s.client }

// Close waits for the requests at work.
func (s *Server) Close() { s.Config.Shutdown(context.Background()) }

func (s *Server) CloseClientConnections() {}
