// Package slog models structured logs: what the first default logger writes is shown in the trace only.
//
//chancheck:runtime
package slog

import (
	"context"
	"internal/text"
	"sync/atomic"
	"time"
)

// noted is the handler of the first default logger.
type noted struct {
	attrs []Attr
	group string
}

var least LevelVar

func (*noted) Enabled(_ context.Context, l Level) bool { return l >= least.Level() }

func (h *noted) Handle(_ context.Context, r Record) error {
	line := r.Level.String() + " " + r.Message
	for _, a := range h.attrs {
		line += " " + a.String()
	}
	for _, a := range r.attrs {
		line += " " + h.group + a.String()
	}
	text.Note(line + "\n")
	return nil
}

func (h *noted) WithAttrs(as []Attr) Handler {
	next := &noted{h.attrs[:len(h.attrs):len(h.attrs)], h.group}
	for _, a := range as {
		next.attrs = append(next.attrs, Attr{h.group + a.Key, a.Value})
	}
	return next
}

func (h *noted) WithGroup(name string) Handler { return &noted{h.attrs, h.group + name + "."} }

type Logger struct {
	handler Handler
}

var std = &Logger{&noted{}}

// current is nil for std.
var current atomic.Pointer[Logger]

func New(h Handler) *Logger {
	if h == nil {
		panic("nil Handler")
	}
	return &Logger{h}
}

func Default() *Logger {
	if l := current.Load(); l != nil {
		return l
	}
	return std
}

// SetDefault does not send what package log writes to the logger.
func SetDefault(l *Logger) { current.Store(l) }

func SetLogLoggerLevel(level Level) (oldLevel Level) {
	oldLevel = least.Level()
	least.Set(level)
	return oldLevel
}

func (l *Logger) Handler() Handler { return l.handler }

func (l *Logger) With(args ...any) *Logger {
	if len(args) == 0 {
		return l
	}
	return &Logger{l.handler.WithAttrs(attrs(args))}
}

func (l *Logger) WithGroup(name string) *Logger {
	if name == "" {
		return l
	}
	return &Logger{l.handler.WithGroup(name)}
}

func (l *Logger) Enabled(ctx context.Context, level Level) bool {
	if ctx == nil {
		ctx = context.Background()
	}
	return l.handler.Enabled(ctx, level)
}

func (l *Logger) log(ctx context.Context, level Level, msg string, as []Attr) {
	if ctx == nil {
		ctx = context.Background()
	}
	r := Record{Message: msg, Level: level}
	if _, ok := l.handler.(*noted); !ok {
		r.Time = time.Now()
	}
	r.AddAttrs(as...)
	_ = l.handler.Handle(ctx, r)
}

func (l *Logger) Log(ctx context.Context, level Level, msg string, args ...any) {
	if l.Enabled(ctx, level) {
		l.log(ctx, level, msg, attrs(args))
	}
}

func (l *Logger) LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	if l.Enabled(ctx, level) {
		l.log(ctx, level, msg, attrs)
	}
}

func (l *Logger) Debug(msg string, args ...any) { l.Log(nil, LevelDebug, msg, args...) }

func (l *Logger) DebugContext(ctx context.Context, msg string, args ...any) {
	l.Log(ctx, LevelDebug, msg, args...)
}

func (l *Logger) Info(msg string, args ...any) { l.Log(nil, LevelInfo, msg, args...) }

func (l *Logger) InfoContext(ctx context.Context, msg string, args ...any) {
	l.Log(ctx, LevelInfo, msg, args...)
}

func (l *Logger) Warn(msg string, args ...any) { l.Log(nil, LevelWarn, msg, args...) }

func (l *Logger) WarnContext(ctx context.Context, msg string, args ...any) {
	l.Log(ctx, LevelWarn, msg, args...)
}

func (l *Logger) Error(msg string, args ...any) { l.Log(nil, LevelError, msg, args...) }

func (l *Logger) ErrorContext(ctx context.Context, msg string, args ...any) {
	l.Log(ctx, LevelError, msg, args...)
}

func With(args ...any) *Logger { return Default().With(args...) }

func Log(ctx context.Context, level Level, msg string, args ...any) {
	Default().Log(ctx, level, msg, args...)
}

func LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	Default().LogAttrs(ctx, level, msg, attrs...)
}

func Debug(msg string, args ...any) { Default().Log(nil, LevelDebug, msg, args...) }

func DebugContext(ctx context.Context, msg string, args ...any) {
	Default().Log(ctx, LevelDebug, msg, args...)
}

func Info(msg string, args ...any) { Default().Log(nil, LevelInfo, msg, args...) }

func InfoContext(ctx context.Context, msg string, args ...any) {
	Default().Log(ctx, LevelInfo, msg, args...)
}

func Warn(msg string, args ...any) { Default().Log(nil, LevelWarn, msg, args...) }

func WarnContext(ctx context.Context, msg string, args ...any) {
	Default().Log(ctx, LevelWarn, msg, args...)
}

func Error(msg string, args ...any) { Default().Log(nil, LevelError, msg, args...) }

func ErrorContext(ctx context.Context, msg string, args ...any) {
	Default().Log(ctx, LevelError, msg, args...)
}
