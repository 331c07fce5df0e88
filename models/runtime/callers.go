package runtime

import (
	"internal/stack"
	"internal/text"
)

// Callers writes the numbers of the frames of the calling goroutine. Frame 0 is that of Callers itself.
//
//chancheck:visible
func Callers(skip int, pc []uintptr) int { return copy(pc, stack.Numbers(skip)) }

func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	for _, at := range stack.Numbers(skip + 1) {
		if at == stack.Exit {
			break
		}
		for _, l := range stack.Lines(at) {
			return at, l.File, l.Line, true
		}
	}
	return 0, "", 0, false
}

// A Frame is what a number that Callers gave stands for.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames are those of a list of numbers.
type Frames struct {
	callers []uintptr
	lines   []Frame
}

//chancheck:visible
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers: callers} }

//chancheck:visible
func (f *Frames) Next() (frame Frame, more bool) {
	for len(f.lines) == 0 && len(f.callers) > 0 {
		at := f.callers[0]
		f.callers = f.callers[1:]
		for _, l := range stack.Lines(at) {
			f.lines = append(f.lines, Frame{at, &Func{l, at}, l.Function, l.File, l.Line, at})
		}
	}
	if len(f.lines) == 0 {
		return Frame{}, false
	}
	frame, f.lines = f.lines[0], f.lines[1:]
	return frame, len(f.lines) > 0 || len(f.callers) > 0
}

// A Func is a function of the program.
type Func struct {
	line  stack.Line
	entry uintptr
}

// FuncForPC takes a number that Callers gave, or what reflect.Value.Pointer gives of a function.
func FuncForPC(pc uintptr) *Func {
	for _, l := range stack.Lines(pc) {
		return &Func{l, pc}
	}
	return nil
}

func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.line.Function
}

func (f *Func) Entry() uintptr { return f.entry }

func (f *Func) FileLine(pc uintptr) (file string, line int) {
	for _, l := range stack.Lines(pc) {
		return l.File, l.Line
	}
	return "?", 0
}

// Stack writes the frames of the calling goroutine. Nobody knows its number, nor what others do; how long the text is is
// as good a bound as any.
func Stack(buf []byte, all bool) int {
	const name = "runtime.Stack()"
	s := "goroutine " + text.Unknown(name) + " [running]:\n" + stack.Text(1)
	if all {
		s += text.Unknown(name)
	}
	return text.UnknownInt(name, copy(buf, s))
}
