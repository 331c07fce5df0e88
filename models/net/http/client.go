package http

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"internal/hosts"
	"internal/text"
	"io"
	"net/url"
	"strings"
	"time"
)

// A Response is what a client gets.
type Response struct {
	Status        string
	StatusCode    int
	Proto         string
	ProtoMajor    int
	ProtoMinor    int
	Header        Header
	Body          io.ReadCloser
	ContentLength int64
	Close         bool
	Request       *Request
}

func (r *Response) Location() (*url.URL, error) {
	at := r.Header.Get("Location")
	if at == "" {
		return nil, errors.New("http: no Location header in response")
	}
	return url.Parse(at)
}

type RoundTripper interface {
	RoundTrip(*Request) (*Response, error)
}

// A Transport reaches the servers of this program; of others it is open whether they answer.
type Transport struct {
	MaxIdleConns          int
	MaxIdleConnsPerHost   int
	MaxConnsPerHost       int
	IdleConnTimeout       time.Duration
	ResponseHeaderTimeout time.Duration
	DisableKeepAlives     bool
}

var DefaultTransport RoundTripper = &Transport{}

func (t *Transport) CloseIdleConnections() {}

func (t *Transport) Clone() *Transport {
	c := *t
	return &c
}

var errRefused = errors.New("connect: connection refused")

func (t *Transport) RoundTrip(req *Request) (*Response, error) {
	if req.Header == nil {
		req.Header = Header{}
	}
	if err := unsendable(req); err != nil {
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, err
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	door := hosts.Get(req.URL.Host)
	if door == nil && !hosts.IsLocal(req.URL.Host) {
		return outside(req)
	}
	s, err := answering(door, req.Context())
	if err != nil {
		return nil, err
	}
	if s == nil || !s.enter() {
		return nil, errRefused
	}
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), ServerContextKey, s))
	got := received(req, ctx)
	w := newResponse()
	w.stream = newStream()
	answered := make(chan struct{})
	go func() {
		defer s.active.Done()
		defer cancel()
		s.serve(w, got)
		w.end()
		close(answered)
	}()
	select {
	case <-answered:
	case <-w.stream.started:
		w.stream.follow(req.Context(), cancel)
		return w.flushed(req), nil
	case <-req.Context().Done():
		cancel()
		return nil, req.Context().Err()
	}
	if w.live {
		w.stream.follow(req.Context(), cancel)
		return w.flushed(req), nil
	}
	if w.aborted {
		return nil, io.EOF
	}
	return w.result(req), nil
}

// answering is the server behind a door; nil: nothing listens there. Between net.Listen and Serve a request waits.
//
//chancheck:inside answer; as net/http.Client.Do; needs serve it
func answering(door *hosts.Door, ctx context.Context) (*Server, error) {
	if door == nil {
		return nil, nil
	}
	select {
	case <-door.Ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	s, _ := door.Server.(*Server)
	return s, nil
}

// unsendable tells why a request reaches no host.
func unsendable(req *Request) error {
	switch {
	case req.URL == nil:
		return errors.New("http: nil Request.URL")
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return fmt.Errorf("unsupported protocol scheme %q", req.URL.Scheme)
	case req.URL.Host == "":
		return errors.New("http: no Host in request URL")
	}
	return nil
}

// received is a request as the server sees it.
func received(req *Request, ctx context.Context) *Request {
	r := req.Clone(ctx)
	r.URL = &url.URL{Path: req.URL.Path, RawPath: req.URL.RawPath, RawQuery: req.URL.RawQuery}
	if r.URL.Path == "" {
		r.URL.Path = "/"
	}
	r.RequestURI = r.URL.RequestURI()
	r.RemoteAddr = "127.0.0.1:40000"
	if r.Body == nil {
		r.Body = NoBody
	}
	return r
}

// An errOutside is why another host does not answer: it may be looked up in vain, refuse, or be silent for too long.
type errOutside struct{}

func (errOutside) Error() string {
	return text.Unknown("the error of a connection to a host outside of the program")
}

// outside is a host that this program does not serve: it answers nothing much, or not at all.
func outside(req *Request) (*Response, error) {
	if text.Choose(2) == 1 {
		return nil, errOutside{}
	}
	return newResponse().result(req), nil
}

// result is the answer as a client sees it.
func (w *response) result(req *Request) *Response {
	w.finish()
	return &Response{
		Status: fmt.Sprintf("%d %s", w.code, StatusText(w.code)), StatusCode: w.code, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: io.NopCloser(bytes.NewReader(w.body.Bytes())), ContentLength: int64(w.body.Len()), Request: req,
	}
}

// flushed is an answer of which more may come.
func (w *response) flushed(req *Request) *Response {
	return &Response{
		Status: fmt.Sprintf("%d %s", w.code, StatusText(w.code)), StatusCode: w.code, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: w.stream, ContentLength: -1, Request: req,
	}
}

// A Client sends requests, and follows redirections.
type Client struct {
	Transport     RoundTripper
	CheckRedirect func(req *Request, via []*Request) error
	Timeout       time.Duration
}

var DefaultClient = &Client{}

func (c *Client) transport() RoundTripper {
	if c.Transport == nil {
		return DefaultTransport
	}
	return c.Transport
}

func (c *Client) CloseIdleConnections() {}

// Do sends a request. The time of a stream runs until it is closed.
func (c *Client) Do(req *Request) (*Response, error) {
	if c.Timeout <= 0 {
		return c.do(req)
	}
	ctx, cancel := context.WithTimeout(req.Context(), c.Timeout)
	resp, err := c.do(req.WithContext(ctx))
	if err == nil {
		if s, ok := resp.Body.(*stream); ok {
			s.gone = append(s.gone, cancel)
			return resp, nil
		}
	}
	cancel()
	return resp, err
}

func (c *Client) do(req *Request) (*Response, error) {
	var via []*Request
	for {
		resp, err := c.transport().RoundTrip(req)
		if err != nil {
			return nil, &url.Error{Op: operation(req.Method), URL: req.URL.String(), Err: err}
		}
		at := resp.Header.Get("Location")
		if resp.StatusCode < 300 || resp.StatusCode > 399 || at == "" {
			return resp, nil
		}
		via = append(via, req)
		next, err := c.redirected(req, resp, at, via)
		if next == nil {
			return resp, err
		}
		req = next
	}
}

func (c *Client) redirected(req *Request, resp *Response, at string, via []*Request) (*Request, error) {
	u, err := req.URL.Parse(at)
	if err != nil {
		return nil, err
	}
	next := req.Clone(req.Context())
	next.URL, next.Host, next.Response = u, u.Host, resp
	if resp.StatusCode != StatusTemporaryRedirect && resp.StatusCode != StatusPermanentRedirect {
		next.Method, next.Body, next.ContentLength = MethodGet, nil, 0
	}
	if c.CheckRedirect != nil {
		err = c.CheckRedirect(next, via)
	} else if len(via) >= 10 {
		err = errors.New("stopped after 10 redirects")
	}
	if err == ErrUseLastResponse {
		return nil, nil
	}
	if err != nil {
		return nil, &url.Error{Op: operation(req.Method), URL: u.String(), Err: err}
	}
	return next, nil
}

func operation(method string) string {
	if method == "" {
		return "Get"
	}
	return method[:1] + strings.ToLower(method[1:])
}

func (c *Client) Get(target string) (*Response, error) {
	req, err := NewRequest(MethodGet, target, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

func (c *Client) Head(target string) (*Response, error) {
	req, err := NewRequest(MethodHead, target, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

func (c *Client) Post(target, contentType string, body io.Reader) (*Response, error) {
	req, err := NewRequest(MethodPost, target, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", contentType)
	return c.Do(req)
}

func (c *Client) PostForm(target string, data url.Values) (*Response, error) {
	return c.Post(target, "application/x-www-form-urlencoded", strings.NewReader(data.Encode()))
}

func Get(target string) (*Response, error) { return DefaultClient.Get(target) }

func Head(target string) (*Response, error) { return DefaultClient.Head(target) }

func Post(target, contentType string, body io.Reader) (*Response, error) {
	return DefaultClient.Post(target, contentType, body)
}

func PostForm(target string, data url.Values) (*Response, error) {
	return DefaultClient.PostForm(target, data)
}
