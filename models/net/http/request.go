package http

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"strings"
)

// NoBody is an empty body.
var NoBody = noBody{}

type noBody struct{}

func (noBody) Read([]byte) (int, error) { return 0, io.EOF }

func (noBody) Close() error { return nil }

// A Request is one that a server got or that a client sends.
type Request struct {
	Method        string
	URL           *url.URL
	Proto         string
	ProtoMajor    int
	ProtoMinor    int
	Header        Header
	Body          io.ReadCloser
	ContentLength int64
	Host          string
	Form          url.Values
	PostForm      url.Values
	RemoteAddr    string
	RequestURI    string
	Pattern       string
	Response      *Response

	ctx    context.Context
	values map[string]string
}

func NewRequest(method, target string, body io.Reader) (*Request, error) {
	return NewRequestWithContext(context.Background(), method, target, body)
}

func NewRequestWithContext(ctx context.Context, method, target string, body io.Reader) (*Request, error) {
	if ctx == nil {
		return nil, errors.New("net/http: nil Context")
	}
	if method == "" {
		method = MethodGet
	}
	u, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	r := &Request{Method: method, URL: u, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: Header{}, Host: u.Host, ctx: ctx}
	switch b := body.(type) {
	case nil:
	case *bytes.Buffer:
		r.ContentLength = int64(b.Len())
	case *bytes.Reader:
		r.ContentLength = int64(b.Len())
	case *strings.Reader:
		r.ContentLength = int64(b.Len())
	}
	if c, ok := body.(io.ReadCloser); ok {
		r.Body = c
	} else if body != nil {
		r.Body = io.NopCloser(body)
	}
	return r, nil
}

func (r *Request) Context() context.Context {
	if r.ctx == nil {
		return context.Background()
	}
	return r.ctx
}

func (r *Request) WithContext(ctx context.Context) *Request {
	if ctx == nil {
		panic("nil context")
	}
	c := *r
	c.ctx = ctx
	return &c
}

func (r *Request) Clone(ctx context.Context) *Request {
	c := r.WithContext(ctx)
	c.Header = r.Header.Clone()
	if r.URL != nil {
		u := *r.URL
		c.URL = &u
	}
	return c
}

// ParseForm reads the query and, of a POST, PUT or PATCH, the body.
func (r *Request) ParseForm() error {
	var err error
	if r.PostForm == nil && (r.Method == MethodPost || r.Method == MethodPut || r.Method == MethodPatch) {
		r.PostForm = url.Values{}
		if r.Body != nil {
			var b []byte
			if b, err = io.ReadAll(r.Body); err == nil {
				r.PostForm, err = url.ParseQuery(string(b))
			}
		}
	}
	if r.Form == nil {
		r.Form = url.Values{}
		for k, v := range r.PostForm {
			r.Form[k] = append(r.Form[k], v...)
		}
		if r.URL != nil {
			query, e := url.ParseQuery(r.URL.RawQuery)
			if err == nil {
				err = e
			}
			for k, v := range query {
				r.Form[k] = append(r.Form[k], v...)
			}
		}
	}
	return err
}

func (r *Request) FormValue(key string) string {
	r.ParseForm()
	return r.Form.Get(key)
}

func (r *Request) PostFormValue(key string) string {
	r.ParseForm()
	return r.PostForm.Get(key)
}

func (r *Request) PathValue(name string) string { return r.values[name] }

func (r *Request) SetPathValue(name, value string) {
	if r.values == nil {
		r.values = map[string]string{}
	}
	r.values[name] = value
}

func (r *Request) UserAgent() string { return r.Header.Get("User-Agent") }

func (r *Request) Referer() string { return r.Header.Get("Referer") }
