package text

// arg prints an operand.
func (p *printer) arg(x any, verb rune) {
	if x == nil {
		if verb == 'T' || verb == 'v' {
			p.pad("<nil>")
		} else {
			p.bad(x, verb)
		}
		return
	}
	switch verb {
	case 'T':
		p.str(TypeName(x), 's')
	case 'p':
		p.pointer(x, verb)
	default:
		if _, raw := x.([]byte); raw || !p.method(x, verb) {
			p.value(x, verb, 0, true)
		}
	}
}

// part prints a component; its methods are called only if it is reached through exported fields.
func (p *printer) part(x any, verb rune, depth int, exported bool) {
	if x == nil {
		if p.sharpV {
			p.out += "interface {}(nil)"
		} else {
			p.out += "<nil>"
		}
		return
	}
	if !exported || !p.method(x, verb) {
		p.value(x, verb, depth, exported)
	}
}

// bad reports a verb that does not suit x.
func (p *printer) bad(x any, verb rune) {
	p.erroring = true
	p.out += "%!" + FromRune(verb) + "("
	if x == nil {
		p.out += "<nil>"
	} else {
		p.out += TypeName(x) + "="
		p.arg(x, 'v')
	}
	p.out += ")"
	p.erroring = false
}

type goStringer interface{ GoString() string }

type stringer interface{ String() string }

// A Formatter prints itself, whatever the verb.
type Formatter interface {
	Format(f State, verb rune)
}

// A State is the printer, as a Formatter sees it.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

func (p *printer) Write(b []byte) (n int, err error) {
	p.out += string(b)
	return len(b), nil
}

func (p *printer) WriteString(s string) (n int, err error) {
	p.out += s
	return len(s), nil
}

func (p *printer) Width() (wid int, ok bool) { return p.width, p.hasWidth }

func (p *printer) Precision() (prec int, ok bool) { return p.prec, p.hasPrec }

func (p *printer) Flag(c int) bool {
	switch c {
	case '-':
		return p.minus
	case '+':
		return p.plus || p.plusV
	case '#':
		return p.sharp || p.sharpV
	case ' ':
		return p.space
	case '0':
		return p.zero
	}
	return false
}

// A reflected value is printed as what it holds.
type reflected interface{ Reflected() any }

// method prints x by its own Error, String or GoString, if the verb asks for that.
func (p *printer) method(x any, verb rune) bool {
	if p.erroring {
		return false
	}
	if r, ok := x.(reflected); ok {
		p.arg(r.Reflected(), verb)
		return true
	}
	if f, ok := x.(Formatter); ok {
		p.call(x, verb, "Format", func() string {
			f.Format(p, verb)
			return ""
		})
		return true
	}
	if verb == 'w' {
		if _, ok := x.(error); !ok || !p.wraps {
			p.bad(x, verb)
			return true
		}
		verb = 'v'
	}
	if p.sharpV {
		if g, ok := x.(goStringer); ok {
			s, ok := p.call(x, verb, "GoString", g.GoString)
			if ok {
				p.pad(p.cut(s))
			}
			return true
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
	default:
		return false
	}
	var s string
	var ok bool
	switch x := x.(type) {
	case error:
		s, ok = p.call(x, verb, "Error", x.Error)
	case stringer:
		s, ok = p.call(x, verb, "String", x.String)
	default:
		return false
	}
	if ok {
		p.str(s, verb)
	}
	return true
}

// call calls a method; a panic in it becomes text, as fmt does it. ok is false if that text has been written already.
func (p *printer) call(x any, verb rune, name string, f func() string) (s string, ok bool) {
	defer func() {
		if e := recover(); e != nil {
			if Kind(x) == KindPointer && IsNil(x) {
				p.out += "<nil>"
				return
			}
			if p.panicking {
				panic(e)
			}
			p.report(e, verb, name)
		}
	}()
	return f(), true
}

func (p *printer) report(e any, verb rune, name string) {
	saved := *p
	p.clear()
	p.out += "%!" + FromRune(verb) + "(PANIC=" + name + " method: "
	p.panicking = true
	p.arg(e, 'v')
	saved.out = p.out + ")"
	*p = saved
}

// value prints x by its structure.
func (p *printer) value(x any, verb rune, depth int, exported bool) {
	switch Kind(x) {
	case KindBool:
		if verb == 't' || verb == 'v' {
			p.pad(truth(Int(x) != 0))
		} else {
			p.bad(x, verb)
		}
	case KindInt:
		p.number(x, true, verb)
	case KindUint:
		p.number(x, false, verb)
	case KindString:
		if verb == 'v' || verb == 's' || verb == 'x' || verb == 'X' || verb == 'q' {
			p.str(Str(x), verb)
		} else {
			p.bad(x, verb)
		}
	case KindStruct:
		p.structure(x, verb, depth, exported)
	case KindArray, KindSlice:
		p.list(x, verb, depth, exported)
	case KindMap:
		p.table(x, verb, depth, exported)
	case KindPointer:
		p.pointed(x, verb, depth, exported)
	case KindChan, KindFunc:
		p.pointer(x, verb)
	case KindFloat:
		p.float(x, 64, verb)
	case KindFloat32:
		p.float(x, 32, verb)
	case KindComplex:
		p.complex(x, 64, verb)
	case KindComplex64:
		p.complex(x, 32, verb)
	default:
		p.pad(Unknown("a pointer as text"))
	}
}

//chancheck:kinds pointer
func (p *printer) pointed(x any, verb rune, depth int, exported bool) {
	if depth == 0 && !IsNil(x) && Parts(x) > 0 {
		p.out += "&"
		p.part(Part(x, 0), verb, depth+1, exported)
	} else {
		p.pointer(x, verb)
	}
}

//chancheck:kinds struct
func (p *printer) structure(x any, verb rune, depth int, exported bool) {
	if p.sharpV {
		p.out += TypeName(x)
	}
	p.out += "{"
	n := Parts(x)
	for i := 0; i < n; i++ {
		p.separate(i)
		name := PartName(x, i)
		if p.plusV || p.sharpV {
			p.out += name + ":"
		}
		p.part(Part(x, i), verb, depth+1, exported && isExported(name))
	}
	p.out += "}"
}

func isExported(name string) bool {
	r, _ := firstRune(name)
	return 'A' <= r && r <= 'Z'
}

func (p *printer) separate(i int) {
	if i > 0 && p.sharpV {
		p.out += ", "
	} else if i > 0 {
		p.out += " "
	}
}

//chancheck:kinds array slice
func (p *printer) list(x any, verb rune, depth int, exported bool) {
	switch verb {
	case 's', 'q', 'x', 'X':
		if isBytes(x) {
			p.str(bytesOf(x), verb)
			return
		}
	}
	open, end := "[", "]"
	if p.sharpV {
		if _, raw := x.([]byte); raw && depth == 0 && verb == 'v' {
			p.out += "[]byte"
		} else {
			p.out += TypeName(x)
		}
		if Kind(x) == KindSlice && IsNil(x) {
			p.out += "(nil)"
			return
		}
		open, end = "{", "}"
	}
	p.out += open
	n := Parts(x)
	for i := 0; i < n; i++ {
		p.separate(i)
		p.part(Part(x, i), verb, depth+1, exported)
	}
	p.out += end
}

func isBytes(x any) bool {
	if Parts(x) == 0 {
		return TypeName(x) == "[]uint8"
	}
	_, ok := Part(x, 0).(byte)
	return ok
}

func bytesOf(x any) string {
	n := Parts(x)
	b := make([]byte, n)
	for i := 0; i < n; i++ {
		b[i] = byte(Int(Part(x, i)))
	}
	return string(b)
}

//chancheck:kinds map
func (p *printer) table(x any, verb rune, depth int, exported bool) {
	end := "]"
	if p.sharpV {
		p.out += TypeName(x)
		if IsNil(x) {
			p.out += "(nil)"
			return
		}
		p.out += "{"
		end = "}"
	} else {
		p.out += "map["
	}
	for i, e := range entries(x) {
		p.separate(i)
		p.part(e.key, verb, depth+1, exported)
		p.out += ":"
		p.part(e.value, verb, depth+1, exported)
	}
	p.out += end
}

// pointer prints an address, which nobody knows unless it is nil.
func (p *printer) pointer(x any, verb rune) {
	switch Kind(x) {
	case KindPointer, KindChan, KindFunc, KindMap, KindSlice:
	default:
		p.bad(x, verb)
		return
	}
	null := IsNil(x)
	switch {
	case verb == 'v' && p.sharpV && null:
		p.out += "(" + TypeName(x) + ")(nil)"
	case verb == 'v' && p.sharpV:
		p.out += "(" + TypeName(x) + ")(" + Unknown("a pointer as text") + ")"
	case verb == 'v' && null:
		p.pad("<nil>")
	case verb == 'v':
		p.pad(Unknown("a pointer as text"))
	case verb == 'p' || verb == 'b' || verb == 'o' || verb == 'd' || verb == 'x' || verb == 'X':
		if !null {
			p.pad(Unknown("a pointer as text"))
			return
		}
		if verb == 'p' {
			p.sharp = !p.sharp
			p.integer(0, false, 16, 'x')
			p.sharp = !p.sharp
		} else {
			p.number(uint(0), false, verb)
		}
	default:
		p.bad(x, verb)
	}
}
