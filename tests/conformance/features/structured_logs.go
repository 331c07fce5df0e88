package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"
)

type secret string

func (secret) LogValue() slog.Value { return slog.StringValue("***") }

type pt struct{ X, Y int }
type bad struct{}

func (*bad) Error() string { panic("boom") }

type nilErr struct{ s string }

func (e *nilErr) Error() string { return e.s }

type mt int

func (m mt) MarshalText() ([]byte, error) {
	if m < 0 {
		return nil, errors.New("negative")
	}
	return []byte(fmt.Sprint("mt ", int(m))), nil
}

type hand struct {
	slog.Handler
	n *int
}

func (h hand) Handle(ctx context.Context, r slog.Record) error {
	*h.n += r.NumAttrs()
	r.AddAttrs(slog.Any("ctx", ctx.Value("k")))
	return h.Handler.Handle(ctx, r)
}

func noTime(gs []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(gs) == 0 {
		return slog.Attr{}
	}
	if a.Key == "drop" {
		return slog.Attr{}
	}
	if a.Key == "gs" {
		return slog.String("gs", fmt.Sprint(gs))
	}
	return a
}

func main() {
	var buf bytes.Buffer
	opts := &slog.HandlerOptions{ReplaceAttr: noTime, Level: slog.LevelDebug}
	for _, h := range []slog.Handler{slog.NewTextHandler(&buf, opts), slog.NewJSONHandler(&buf, opts)} {
		l := slog.New(h)
		l.Info("hello world", "a", 1, "b", "x y", "c", true, "d", 2.5, "e", errors.New("err \"q\""), "n", nil)
		l.Warn("w", slog.Group("g", "x", 1, slog.Group("h", "y", "z"), "gs", 0), "k")
		l.With("p", 1).WithGroup("G").With("q", "r").WithGroup("H").Error("m", "gs", 1, "t", 3*time.Second)
		l.WithGroup("only").Info("empty")
		l.WithGroup("only").Info("dropped", "drop", 1)
		l.Debug("", 5, "v", secret("pw"), "", "mt", mt(3), slog.Int("i", -3))
		l.Log(context.Background(), slog.LevelInfo+2, "lvl", "lv", slog.LevelWarn-1, "u", uint8(3))
		l.LogAttrs(nil, slog.LevelError, "attrs", slog.Duration("d", time.Millisecond), slog.Bool("b", false), slog.Any("e", (*nilErr)(nil)), slog.Any("bad", &bad{}))
		l.Info("uni", "é", "日本", "nl", "a\nb", "eq", "a=b", "bs", `a\b`, "", "emptykey", "emptyval", "")
	}
	slog.New(slog.NewTextHandler(&buf, opts)).Info("text", "pt", pt{1, 2}, "ppt", &pt{3, 4}, "s", []string{"a", "b"}, "by", []byte("by te"), "m", map[string]int{"z": 1}, "f", 1e6, "f2", 1e21, "big", 123456789.0)
	n := 0
	h := hand{slog.NewTextHandler(&buf, &slog.HandlerOptions{Level: slog.LevelWarn, ReplaceAttr: noTime}), &n}
	l := slog.New(h)
	l.Info("no", "a", 1)
	l.ErrorContext(context.WithValue(context.Background(), "k", "ctxv"), "yes", "a", 1, "b", 2)
	slog.SetDefault(l)
	slog.Warn("default", "z", 0)
	slog.With("w", 1).Error("with")
	fmt.Print(buf.String())
	fmt.Println(n, l.Enabled(nil, slog.LevelInfo), slog.Default() == l, l.Handler() == slog.Handler(h))
	var lv slog.LevelVar
	lv.Set(slog.LevelError)
	fmt.Println(lv.Level(), &lv, slog.Level(-5), slog.Level(100), slog.LevelDebug+3)
	a := slog.Any("x", []slog.Attr{slog.Int("a", 1)})
	fmt.Println(a, a.Value.Kind(), slog.Int("k", 1).Equal(slog.Any("k", 1)), slog.Any("k", 1).Value.Any(), slog.StringValue("s"), slog.AnyValue(pt{1, 2}))
	func() {
		defer func() { fmt.Println(recover()) }()
		slog.StringValue("s").Int64()
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		slog.New(nil)
	}()
	slog.New(slog.NewTextHandler(os.Stdout, opts)).Info("out")
	slog.New(slog.DiscardHandler).Error("gone")
}
