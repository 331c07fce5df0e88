// Package log models loggers: what they write to standard error is shown in the trace only.
//
//chancheck:runtime
package log

import (
	"internal/lines"
	"internal/text"
	"io"
	"os"
	"sync"
)

const (
	Ldate = 1 << iota
	Ltime
	Lmicroseconds
	Llongfile
	Lshortfile
	LUTC
	Lmsgprefix
	LstdFlags = Ldate | Ltime
)

type Logger struct {
	mu     sync.Mutex
	out    io.Writer
	prefix string
	flags  int
}

var buffers lines.Buffers

var std = New(os.Stderr, "", LstdFlags)

func New(out io.Writer, prefix string, flag int) *Logger {
	return &Logger{out: out, prefix: prefix, flags: flag}
}

func Default() *Logger { return std }

func (l *Logger) print(s string) {
	if !text.IsUnknown(s) && (s == "" || s[len(s)-1] != '\n') {
		s += "\n"
	}
	stamp := ""
	if l.flags&(Ldate|Ltime|Lmicroseconds|Llongfile|Lshortfile) != 0 && l.out != io.Writer(os.Stderr) {
		stamp = text.Unknown("the time that log prints") + " "
	}
	if l.flags&Lmsgprefix != 0 {
		s = stamp + l.prefix + s
	} else {
		s = l.prefix + stamp + s
	}
	l.write(s)
}

// write needs its lock only for writers that the program defines.
func (l *Logger) write(s string) {
	if f, ok := l.out.(*os.File); ok {
		f.WriteString(s)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	buffers.Write(l.out, s)
}

func (l *Logger) Print(v ...any) { l.print(text.Sprint(v)) }

func (l *Logger) Println(v ...any) { l.print(text.Sprintln(v)) }

func (l *Logger) Printf(format string, v ...any) { l.print(text.Format(format, v)) }

func (l *Logger) Output(calldepth int, s string) error {
	l.print(s)
	return nil
}

func (l *Logger) exit(s string) {
	l.print(s)
	os.Exit(1)
}

func (l *Logger) Fatal(v ...any) { l.exit(text.Sprint(v)) }

func (l *Logger) Fatalln(v ...any) { l.exit(text.Sprintln(v)) }

func (l *Logger) Fatalf(format string, v ...any) { l.exit(text.Format(format, v)) }

func (l *Logger) panic(s string) {
	l.print(s)
	panic(s)
}

func (l *Logger) Panic(v ...any) { l.panic(text.Sprint(v)) }

func (l *Logger) Panicln(v ...any) { l.panic(text.Sprintln(v)) }

func (l *Logger) Panicf(format string, v ...any) { l.panic(text.Format(format, v)) }

func (l *Logger) Flags() int { return l.flags }

func (l *Logger) SetFlags(flag int) { l.flags = flag }

func (l *Logger) Prefix() string { return l.prefix }

func (l *Logger) SetPrefix(prefix string) { l.prefix = prefix }

func (l *Logger) Writer() io.Writer { return l.out }

func (l *Logger) SetOutput(w io.Writer) { l.out = w }

func Print(v ...any) { std.print(text.Sprint(v)) }

func Println(v ...any) { std.print(text.Sprintln(v)) }

func Printf(format string, v ...any) { std.print(text.Format(format, v)) }

func Fatal(v ...any) { std.exit(text.Sprint(v)) }

func Fatalln(v ...any) { std.exit(text.Sprintln(v)) }

func Fatalf(format string, v ...any) { std.exit(text.Format(format, v)) }

func Panic(v ...any) { std.panic(text.Sprint(v)) }

func Panicln(v ...any) { std.panic(text.Sprintln(v)) }

func Panicf(format string, v ...any) { std.panic(text.Format(format, v)) }

func Flags() int { return std.flags }

func SetFlags(flag int) { std.flags = flag }

func Prefix() string { return std.prefix }

func SetPrefix(prefix string) { std.prefix = prefix }

func Writer() io.Writer { return std.out }

func SetOutput(w io.Writer) { std.out = w }
