package slog

import (
	"context"
	"internal/lines"
	"internal/text"
	"io"
	"os"
	"slices"
	"sync"
)

type Handler interface {
	Enabled(context.Context, Level) bool
	Handle(context.Context, Record) error
	WithAttrs(attrs []Attr) Handler
	WithGroup(name string) Handler
}

type HandlerOptions struct {
	AddSource   bool
	Level       Leveler
	ReplaceAttr func(groups []string, a Attr) Attr
}

const (
	TimeKey    = "time"
	LevelKey   = "level"
	MessageKey = "msg"
	SourceKey  = "source"
)

var buffers lines.Buffers

// A writer is a handler of lines. start is the part of a line that WithAttrs has written: rest says how it goes on, and
// opened how many of the groups are open in it.
type writer struct {
	json   bool
	opts   HandlerOptions
	mu     *sync.Mutex
	out    io.Writer
	groups []string
	opened int
	start  string
	begun  bool
	rest   string
	prefix string
}

// newWriter copies options of the program's.
//
//chancheck:visible
func newWriter(json bool, w io.Writer, opts *HandlerOptions) *writer {
	h := &writer{json: json, mu: &sync.Mutex{}, out: w}
	if opts != nil {
		h.opts = *opts
	}
	return h
}

func (h *writer) enabled(l Level) bool {
	if h.opts.Level != nil {
		return l >= h.opts.Level.Level()
	}
	return l >= LevelInfo
}

func (h *writer) separator() string {
	if h.json {
		return ","
	}
	return " "
}

func (h *writer) withAttrs(as []Attr) *writer {
	empty := true
	for _, a := range as {
		empty = empty && a.Value.isEmptyGroup()
	}
	if empty {
		return h
	}
	next := *h
	l := &line{h: h, groups: slices.Clone(h.groups[:h.opened]), prefix: h.prefix, sep: h.rest}
	l.open()
	if l.attrs(as) {
		next.start, next.begun, next.rest = h.start+l.s, true, l.sep
		next.prefix, next.opened = l.prefix, len(h.groups)
	}
	return &next
}

func (h *writer) withGroup(name string) *writer {
	next := *h
	next.groups = append(slices.Clip(h.groups), name)
	return &next
}

// handle writes one line by one call.
func (h *writer) handle(r Record) error {
	s := h.line(r) + "\n"
	if f, ok := h.out.(*os.File); ok {
		_, err := f.WriteString(s)
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := buffers.Write(h.out, s)
	return err
}

func (h *writer) line(r Record) string {
	l := &line{h: h}
	if !r.Time.IsZero() {
		l.attr(Time(TimeKey, r.Time))
	}
	l.attr(Any(LevelKey, r.Level))
	if h.opts.AddSource {
		l.attr(String(SourceKey, text.Unknown("a place as slog writes it")))
	}
	l.attr(String(MessageKey, r.Message))
	if h.begun {
		l.s, l.sep = l.s+l.sep+h.start, h.rest
	}
	opened := h.opened
	if len(r.attrs) > 0 {
		before := l.s
		l.prefix, l.groups = h.prefix, slices.Clone(h.groups[:opened])
		l.open()
		if l.attrs(r.attrs) {
			opened = len(h.groups)
		} else {
			l.s = before
		}
	}
	if !h.json {
		return l.s
	}
	for range opened {
		l.s += "}"
	}
	return "{" + l.s + "}"
}

type TextHandler struct{ *writer }

func NewTextHandler(w io.Writer, opts *HandlerOptions) *TextHandler {
	return &TextHandler{newWriter(false, w, opts)}
}

func (h *TextHandler) Enabled(_ context.Context, level Level) bool { return h.enabled(level) }

func (h *TextHandler) Handle(_ context.Context, r Record) error { return h.handle(r) }

func (h *TextHandler) WithAttrs(attrs []Attr) Handler { return &TextHandler{h.withAttrs(attrs)} }

func (h *TextHandler) WithGroup(name string) Handler { return &TextHandler{h.withGroup(name)} }

type JSONHandler struct{ *writer }

func NewJSONHandler(w io.Writer, opts *HandlerOptions) *JSONHandler {
	return &JSONHandler{newWriter(true, w, opts)}
}

func (h *JSONHandler) Enabled(_ context.Context, level Level) bool { return h.enabled(level) }

func (h *JSONHandler) Handle(_ context.Context, r Record) error { return h.handle(r) }

func (h *JSONHandler) WithAttrs(attrs []Attr) Handler { return &JSONHandler{h.withAttrs(attrs)} }

func (h *JSONHandler) WithGroup(name string) Handler { return &JSONHandler{h.withGroup(name)} }

type discard struct{}

var DiscardHandler Handler = discard{}

func (discard) Enabled(context.Context, Level) bool { return false }

func (discard) Handle(context.Context, Record) error { return nil }

func (d discard) WithAttrs([]Attr) Handler { return d }

func (d discard) WithGroup(string) Handler { return d }
