package slog

import (
	"internal/text"
	"sync/atomic"
)

type Level int

const (
	LevelDebug Level = -4
	LevelInfo  Level = 0
	LevelWarn  Level = 4
	LevelError Level = 8
)

// String is the name of the next lower level, with the distance to it.
func (l Level) String() string {
	name, base := "ERROR", LevelError
	switch {
	case l < LevelInfo:
		name, base = "DEBUG", LevelDebug
	case l < LevelWarn:
		name, base = "INFO", LevelInfo
	case l < LevelError:
		name, base = "WARN", LevelWarn
	}
	if l == base {
		return name
	}
	return text.Format("%s%+d", []any{name, int(l - base)})
}

func (l Level) Level() Level { return l }

func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

type Leveler interface{ Level() Level }

// A LevelVar is a level that may be changed while others log.
type LevelVar struct {
	level atomic.Int64
}

func (v *LevelVar) Level() Level { return Level(v.level.Load()) }

func (v *LevelVar) Set(l Level) { v.level.Store(int64(l)) }

func (v *LevelVar) String() string { return "LevelVar(" + v.Level().String() + ")" }
