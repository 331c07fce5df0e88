// Package slog models structured logs: what they write is shown in the trace only.
//
//chancheck:runtime
package slog

import (
	"context"
	"internal/text"
)

type Level int

const (
	LevelDebug Level = -4
	LevelInfo  Level = 0
	LevelWarn  Level = 4
	LevelError Level = 8
)

func (l Level) String() string {
	switch {
	case l < LevelInfo:
		return "DEBUG"
	case l < LevelWarn:
		return "INFO"
	case l < LevelError:
		return "WARN"
	}
	return "ERROR"
}

// An Attr is a key and its value.
type Attr struct {
	Key   string
	Value any
}

func (a Attr) String() string { return a.Key + "=" + text.Value(a.Value) }

func String(key, value string) Attr { return Attr{key, value} }

func Int(key string, value int) Attr { return Attr{key, value} }

func Bool(key string, value bool) Attr { return Attr{key, value} }

func Any(key string, value any) Attr { return Attr{key, value} }

type Logger struct {
	args []any
}

var std = &Logger{}

func Default() *Logger { return std }

func (l *Logger) With(args ...any) *Logger {
	return &Logger{append(append([]any(nil), l.args...), args...)}
}

func (l *Logger) Log(ctx context.Context, level Level, msg string, args ...any) {
	line := level.String() + " " + msg
	for _, x := range l.args {
		line += " " + text.Value(x)
	}
	for _, x := range args {
		line += " " + text.Value(x)
	}
	text.Note(line + "\n")
}

func (l *Logger) Debug(msg string, args ...any) { l.Log(nil, LevelDebug, msg, args...) }

func (l *Logger) Info(msg string, args ...any) { l.Log(nil, LevelInfo, msg, args...) }

func (l *Logger) Warn(msg string, args ...any) { l.Log(nil, LevelWarn, msg, args...) }

func (l *Logger) Error(msg string, args ...any) { l.Log(nil, LevelError, msg, args...) }

func With(args ...any) *Logger { return std.With(args...) }

func Debug(msg string, args ...any) { std.Debug(msg, args...) }

func Info(msg string, args ...any) { std.Info(msg, args...) }

func Warn(msg string, args ...any) { std.Warn(msg, args...) }

func Error(msg string, args ...any) { std.Error(msg, args...) }
