// Package fmt models printing: what goes to standard output is the program's output. Scanning is Go's own.
//
//chancheck:rest
package fmt

import (
	"internal/lines"
	"internal/process"
	"internal/text"
	"io"
	"os"
)

type Stringer interface {
	String() string
}

type GoStringer interface {
	GoString() string
}

// A State is what the printer passes to a Formatter.
type State = text.State

type Formatter = text.Formatter

func write(s string) (n int, err error) {
	process.Print(s)
	return len(s), nil
}

func Print(a ...any) (n int, err error) { return write(text.Sprint(a)) }

func Println(a ...any) (n int, err error) { return write(text.Sprintln(a)) }

func Printf(format string, a ...any) (n int, err error) { return write(text.Format(format, a)) }

func Sprint(a ...any) string { return text.Sprint(a) }

func Sprintln(a ...any) string { return text.Sprintln(a) }

func Sprintf(format string, a ...any) string { return text.Format(format, a) }

var buffers lines.Buffers

func writeTo(w io.Writer, s string) (n int, err error) {
	if f, ok := w.(*os.File); ok {
		return f.WriteString(s)
	}
	return buffers.Write(w, s)
}

func Fprint(w io.Writer, a ...any) (n int, err error) { return writeTo(w, text.Sprint(a)) }

func Fprintln(w io.Writer, a ...any) (n int, err error) { return writeTo(w, text.Sprintln(a)) }

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return writeTo(w, text.Format(format, a))
}

func Append(b []byte, a ...any) []byte { return append(b, text.Sprint(a)...) }

func Appendf(b []byte, format string, a ...any) []byte { return append(b, text.Format(format, a)...) }

func Appendln(b []byte, a ...any) []byte { return append(b, text.Sprintln(a)...) }
