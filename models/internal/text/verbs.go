package text

// pad writes s, filled up to the width.
func (p *printer) pad(s string) {
	n := 0
	if p.hasWidth && !IsUnknown(s) {
		n = p.width - runes(s)
	}
	if n <= 0 {
		p.out += s
		return
	}
	if p.minus {
		p.out += s + repeat(" ", n)
	} else if p.zero {
		p.out += repeat("0", n) + s
	} else {
		p.out += repeat(" ", n) + s
	}
}

func repeat(s string, n int) string {
	r := ""
	for ; n > 0; n-- {
		r += s
	}
	return r
}

// cut shortens s to the precision, in code points.
func (p *printer) cut(s string) string {
	if !p.hasPrec || IsUnknown(s) {
		return s
	}
	n := 0
	for i := range s {
		if n == p.prec {
			return s[:i]
		}
		n++
	}
	return s
}

// str prints a string by %v, %s, %q, %x or %X.
func (p *printer) str(s string, verb rune) {
	switch verb {
	case 'x':
		p.hex(s, "0123456789abcdef")
	case 'X':
		p.hex(s, "0123456789ABCDEF")
	case 'q':
		p.quoted(s)
	default:
		if p.sharpV {
			p.quoted(s)
		} else {
			p.pad(p.cut(s))
		}
	}
}

func (p *printer) quoted(s string) {
	s = p.cut(s)
	if p.sharp && canBackquote(s) {
		p.pad("`" + s + "`")
	} else if p.plus {
		p.pad(ascii(s, '"'))
	} else {
		p.pad(Quote(s))
	}
}

func canBackquote(s string) bool {
	for _, r := range s {
		if r == 0xFFFD || r == 0xFEFF || r == '`' || r == 0x7F || r < ' ' && r != '\t' {
			return false
		}
	}
	return true
}

// ascii is the literal of s in which all that is not ASCII is escaped.
func ascii(s string, quote rune) string {
	out := FromRune(quote)
	for i, r := range s {
		switch {
		case r == 0xFFFD && s[i] != 0xEF:
			out += "\\x" + digits(uint64(s[i]), 16, 2)
		case r == quote:
			out += "\\" + FromRune(r)
		case r < 0x80 && r != '"' && r != '\'':
			q := Quote(FromRune(r))
			out += q[1 : len(q)-1]
		case r < 0x80:
			out += FromRune(r)
		case r < 0x10000:
			out += "\\u" + digits(uint64(r), 16, 4)
		default:
			out += "\\U" + digits(uint64(r), 16, 8)
		}
	}
	return out + FromRune(quote)
}

// digits is u in at least n digits.
func digits(u uint64, base, n int) string {
	s := Utoa(u, base)
	return repeat("0", n-len(s)) + s
}

func (p *printer) hex(s string, alphabet string) {
	n := len(s)
	if p.hasPrec && p.prec < n {
		n = p.prec
	}
	prefix := ""
	if p.sharp {
		prefix = "0" + string(alphabet[10]+'x'-'a')
	}
	out := ""
	for i := 0; i < n; i++ {
		if p.space && i > 0 {
			out += " "
		}
		if i == 0 || p.space {
			out += prefix
		}
		high, low := s[i]>>4, s[i]&15
		out += alphabet[high:high+1] + alphabet[low:low+1]
	}
	p.pad(out)
}

// number prints an integer operand.
func (p *printer) number(x any, signed bool, verb rune) {
	u := uint64(Int(x))
	if IsUnknownInt(Int(x)) {
		p.out += Itoa(Int(x))
		return
	}
	switch verb {
	case 'v':
		if p.sharpV && !signed {
			sharp := p.sharp
			p.sharp = true
			p.integer(u, false, 16, 'x')
			p.sharp = sharp
		} else {
			p.integer(u, signed, 10, verb)
		}
	case 'd':
		p.integer(u, signed, 10, verb)
	case 'b':
		p.integer(u, signed, 2, verb)
	case 'o', 'O':
		p.integer(u, signed, 8, verb)
	case 'x', 'X':
		p.integer(u, signed, 16, verb)
	case 'c':
		p.pad(character(u))
	case 'q':
		p.quotedRune(u)
	case 'U':
		p.codePoint(u)
	default:
		p.bad(x, verb)
	}
}

func character(u uint64) string {
	if u > 0x10FFFF {
		u = 0xFFFD
	}
	return FromRune(rune(u))
}

func (p *printer) quotedRune(u uint64) {
	s := character(u)
	if p.plus {
		p.pad(ascii(s, '\''))
		return
	}
	switch s {
	case "'":
		p.pad("'\\''")
	case "\"":
		p.pad("'\"'")
	default:
		q := Quote(s)
		p.pad("'" + q[1:len(q)-1] + "'")
	}
}

func (p *printer) codePoint(u uint64) {
	n := 4
	if p.hasPrec && p.prec > n {
		n = p.prec
	}
	s := "U+" + upper(digits(u, 16, n))
	if p.sharp && u <= 0x10FFFF {
		q := Quote(FromRune(rune(u)))
		if q[1] != '\\' || q == "\"\\\"\"" || q == "\"\\\\\"" {
			s += " '" + FromRune(rune(u)) + "'"
		}
	}
	p.spaced(s)
}

func upper(s string) string {
	out := ""
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		out += string(rune(c))
	}
	return out
}

// integer prints the number with the bits u.
func (p *printer) integer(u uint64, signed bool, base int, verb rune) {
	sign := ""
	if signed && int64(u) < 0 {
		sign, u = "-", -u
	} else if p.plus {
		sign = "+"
	} else if p.space {
		sign = " "
	}
	if p.hasPrec && p.prec == 0 && u == 0 {
		p.spaced("")
		return
	}
	least := 0
	if p.hasPrec {
		least = p.prec
	} else if p.zero && !p.minus && p.hasWidth {
		least = p.width - len(sign)
	}
	s := digits(u, base, least)
	if verb == 'X' {
		s = upper(s)
	}
	if p.sharp && base == 8 && s[0] != '0' {
		s = "0" + s
	} else if p.sharp && base == 2 {
		s = "0b" + s
	} else if p.sharp && base == 16 && verb == 'X' {
		s = "0X" + s
	} else if p.sharp && base == 16 {
		s = "0x" + s
	}
	if verb == 'O' {
		s = "0o" + s
	}
	p.spaced(sign + s)
}

// spaced is pad, with spaces also under the flag 0.
func (p *printer) spaced(s string) {
	zero := p.zero
	p.zero = false
	p.pad(s)
	p.zero = zero
}
