package text

// printer holds one call of a formatting function: what it has written, and the flags of the verb at work.
type printer struct {
	out string

	width, prec                     int
	hasWidth, hasPrec               bool
	plus, minus, sharp, space, zero bool
	plusV, sharpV                   bool

	erroring  bool // a bad verb is being reported: its operand is printed without calling methods
	panicking bool // a method's panic is being reported
	wraps     bool // %w is allowed
	wrapped   []int

	next      int  // index of the next operand
	reordered bool // this verb used an explicit index
	everMoved bool // some verb did
	goodIndex bool
}

func (p *printer) clear() {
	p.width, p.prec, p.hasWidth, p.hasPrec = 0, 0, false, false
	p.plus, p.minus, p.sharp, p.space, p.zero = false, false, false, false, false
	p.plusV, p.sharpV = false, false
}

func (p *printer) format(format string, args []any) {
	end := len(format)
	i := 0
	for i < end {
		start := i
		for i < end && format[i] != '%' {
			i++
		}
		p.out += format[start:i]
		if i < end {
			i = p.directive(format, i+1, args)
		}
	}
	if !p.everMoved && p.next < len(args) {
		p.extra(args[p.next:])
	}
}

// directive handles what follows a percent sign at i and returns where the text goes on.
func (p *printer) directive(format string, i int, args []any) int {
	p.clear()
	p.goodIndex, p.reordered = true, false
	i = p.flags(format, i)
	i, indexed := p.index(format, i, len(args))
	if i < len(format) && format[i] == '*' {
		i++
		p.width, p.hasWidth = p.star(args)
		if !p.hasWidth {
			p.out += "%!(BADWIDTH)"
		}
		if p.width < 0 {
			p.width, p.minus, p.zero = -p.width, true, false
		}
		indexed = false
	} else {
		p.width, p.hasWidth, i = number(format, i)
		if indexed && p.hasWidth {
			p.goodIndex = false
		}
	}
	if i+1 < len(format) && format[i] == '.' {
		i++
		if indexed {
			p.goodIndex = false
		}
		i, indexed = p.precision(format, i, args)
	}
	if !indexed {
		i, _ = p.index(format, i, len(args))
	}
	if i >= len(format) {
		p.out += "%!(NOVERB)"
		return i
	}
	verb, size := firstRune(format[i:])
	p.verb(verb, args)
	return i + size
}

func (p *printer) precision(format string, i int, args []any) (int, bool) {
	i, indexed := p.index(format, i, len(args))
	if i < len(format) && format[i] == '*' {
		i++
		p.prec, p.hasPrec = p.star(args)
		if p.prec < 0 {
			p.prec, p.hasPrec = 0, false
		}
		if !p.hasPrec {
			p.out += "%!(BADPREC)"
		}
		return i, false
	}
	p.prec, p.hasPrec, i = number(format, i)
	if !p.hasPrec {
		p.prec, p.hasPrec = 0, true
	}
	return i, indexed
}

func firstRune(s string) (rune, int) {
	var first rune
	size := len(s)
	for i, r := range s {
		if i > 0 {
			size = i
			break
		}
		first = r
	}
	return first, size
}

func (p *printer) flags(format string, i int) int {
	for ; i < len(format); i++ {
		switch format[i] {
		case '#':
			p.sharp = true
		case '0':
			p.zero = true
		case '+':
			p.plus = true
		case '-':
			p.minus = true
		case ' ':
			p.space = true
		default:
			return i
		}
	}
	return i
}

// number reads decimal digits at i.
func number(s string, i int) (n int, found bool, next int) {
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if n > 1000000 {
			return 0, false, len(s)
		}
		n = n*10 + int(s[i]-'0')
		found = true
	}
	return n, found, i
}

// index reads an explicit operand index, [3], at i.
func (p *printer) index(format string, i, operands int) (next int, found bool) {
	if i >= len(format) || format[i] != '[' {
		return i, false
	}
	p.reordered, p.everMoved = true, true
	close := i + 1
	for close < len(format) && format[close] != ']' {
		close++
	}
	if close >= len(format) {
		p.goodIndex = false
		return i + 1, false
	}
	n, ok, end := number(format, i+1)
	if !ok || end != close || n < 1 || n > operands {
		p.goodIndex = false
		return close + 1, ok && end == close
	}
	p.next = n - 1
	return close + 1, true
}

// star takes the next operand as a width or precision.
func (p *printer) star(args []any) (int, bool) {
	if p.next >= len(args) {
		return 0, false
	}
	x := operand(args, p.next)
	p.next++
	kind := Kind(x)
	if kind != KindInt && kind != KindUint {
		return 0, false
	}
	n := Int(x)
	if n > 1000000 || n < -1000000 {
		return 0, false
	}
	return int(n), true
}

func (p *printer) verb(verb rune, args []any) {
	switch {
	case verb == '%':
		p.out += "%"
	case !p.goodIndex:
		p.out += "%!" + FromRune(verb) + "(BADINDEX)"
	case p.next >= len(args):
		p.out += "%!" + FromRune(verb) + "(MISSING)"
	default:
		if verb == 'w' && p.wraps {
			if _, ok := operand(args, p.next).(error); ok && !contains(p.wrapped, p.next) {
				p.wrapped = append(p.wrapped, p.next)
			}
		}
		if verb == 'v' || verb == 'w' {
			p.sharpV, p.sharp = p.sharp, false
			p.plusV, p.plus = p.plus, false
		}
		x := operand(args, p.next)
		p.next++
		p.arg(x, verb)
	}
}

func (p *printer) extra(args []any) {
	p.clear()
	p.out += "%!(EXTRA "
	for i := range args {
		x := operand(args, i)
		if i > 0 {
			p.out += ", "
		}
		if x == nil {
			p.out += "<nil>"
		} else {
			p.out += TypeName(x) + "="
			p.arg(x, 'v')
		}
	}
	p.out += ")"
}
