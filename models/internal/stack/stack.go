// Package stack is what programs see of the stack of the goroutine that asks.
package stack

import "internal/text"

// Exit is the number of the frame below all others.
const Exit = 1

// Numbers are those of the frames, the innermost first, without the first skip ones: 0 is the caller's.
func Numbers(skip int) []uintptr {
	var found []uintptr
	for i := 1; ; i++ {
		at := text.Frame(i)
		if at == 0 {
			break
		}
		if text.FrameText(at) == "" {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		found = append(found, uintptr(at))
	}
	if skip > 0 {
		return nil
	}
	return append(found, Exit)
}

// A Line is a function, with its place: several lines may have one number.
type Line struct {
	Function, File string
	Line           int
	Bare           bool // it has no parameters
}

func line(name, file string, number int) Line {
	bare := len(name) > 2 && name[len(name)-2:] == "()"
	if bare {
		name = name[:len(name)-2]
	}
	return Line{name, file, number, bare}
}

// Lines says what a number stands for. A number below 2^32 is that of a function, as reflect has it.
func Lines(at uintptr) []Line {
	if at == Exit {
		return []Line{{"runtime.goexit", "asm_amd64.s", 1, true}}
	}
	if at < 1<<32 {
		at <<= 32
	}
	s := text.FrameText(int(at))
	tab := find(s, '\t')
	if tab < 0 {
		return nil
	}
	names, file := s[:tab], s[tab+1:]
	colon := find(file, ':')
	number := 0
	for _, c := range file[colon+1:] {
		number = number*10 + int(c-'0')
	}
	var found []Line
	for {
		end := find(names, '\n')
		if end < 0 {
			return append(found, line(names, file[:colon], number))
		}
		found = append(found, line(names[:end], file[:colon], number))
		names = names[end+1:]
	}
}

// find gives the first place of a byte; -1 where there is none.
func find(s string, b byte) int {
	for i := 0; i < len(s); i++ {
		if s[i] == b {
			return i
		}
	}
	return -1
}

// Text is what debug.Stack prints, without its heading. What only a machine knows is made up: arguments, offsets.
func Text(skip int) string {
	s := ""
	for _, at := range Numbers(skip + 1) {
		if at == Exit {
			break
		}
		for _, l := range Lines(at) {
			if l.Function == "runtime.gopanic" {
				l.Function = "panic"
			}
			if l.Bare {
				l.Function += "()\n\t"
			} else {
				l.Function += "(...)\n\t"
			}
			s += l.Function + l.File + ":" + text.Itoa(int64(l.Line)) + " +0x1d\n"
		}
	}
	return s
}
