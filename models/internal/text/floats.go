package text

// Shortest64 is the float64 with these bits in the fewest digits that tell it from all others, as d.ddde+dd.
func Shortest64(bits int64) string

// Shortest32 is Shortest64 for a float32, given as the bits of the float64 with its value.
func Shortest32(bits int64) string

// Exponent is the float64 with these bits as d.ddde+dd with prec digits after the point.
func Exponent(bits int64, prec int) string

// Fixed is the float64 with these bits as ddd.dd with prec digits after the point.
func Fixed(bits int64, prec int) string

// Float is strconv.FormatFloat.
func Float(bits int64, format byte, prec, size int) string {
	if IsUnknownInt(bits) {
		return Itoa(bits)
	}
	if s := Shortest64(bits); s == "NaN" || s == "+Inf" || s == "-Inf" {
		return s
	}
	shortest := prec < 0
	switch format {
	case 'f', 'F':
		if !shortest {
			return Fixed(bits, prec)
		}
		return fixedDigits(decimalOf(bits, -1, size))
	case 'e', 'E':
		if !shortest {
			return cased(Exponent(bits, prec), format)
		}
		return cased(digitsOf(bits, -1, size), format)
	case 'b':
		return binary(bits, size)
	case 'x':
		return hexadecimal(bits, prec)
	case 'X':
		return upper(hexadecimal(bits, prec))
	}
	if prec == 0 {
		prec = 1
	}
	d := decimalOf(bits, prec-1, size)
	limit := prec
	if n := len(d.digits); limit > n && n >= d.exp+1 {
		limit = n
	}
	if shortest {
		limit = 6
	}
	if d.exp < -4 || d.exp >= limit {
		return cased(d.scientific(), format)
	}
	return fixedDigits(d)
}

// taken is a number as its sign, 53 bits, and the exponent of the first of them.
func taken(bits int64) (sign string, mantissa uint64, exp int) {
	if bits < 0 {
		sign = "-"
	}
	mantissa, exp = uint64(bits)&(1<<52-1), int(uint64(bits)>>52&2047)-1023
	if exp == -1023 {
		return sign, mantissa, -1022
	}
	return sign, mantissa | 1<<52, exp
}

// binary has a decimal integer and an exponent of 2.
func binary(bits int64, size int) string {
	sign, mantissa, exp := taken(bits)
	places := 52
	if size == 32 {
		places = 23
		if mantissa == 0 || exp < -126 {
			mantissa >>= uint(-126 - max(exp, -1000))
			exp = -126
		}
		mantissa >>= 29
	}
	exp -= places
	s := sign + Utoa(mantissa, 10) + "p"
	if exp >= 0 {
		s += "+"
	}
	return s + Itoa(int64(exp))
}

// hexadecimal has one digit before the point, and prec after it; as many as it takes if prec is negative.
func hexadecimal(bits int64, prec int) string {
	sign, mantissa, exp := taken(bits)
	mantissa <<= 8
	if mantissa == 0 {
		exp = 0
	}
	for mantissa != 0 && mantissa&(1<<60) == 0 {
		mantissa <<= 1
		exp--
	}
	if prec >= 0 && prec < 15 {
		shift := uint(prec * 4)
		extra := mantissa << shift & (1<<60 - 1)
		mantissa >>= 60 - shift
		if extra|mantissa&1 > 1<<59 {
			mantissa++
		}
		mantissa <<= 60 - shift
		if mantissa&(1<<61) != 0 {
			mantissa >>= 1
			exp++
		}
	}
	s := sign + "0x" + Utoa(mantissa>>60&1, 10)
	mantissa <<= 4
	if prec < 0 && mantissa != 0 || prec > 0 {
		s += "."
	}
	for i := 0; prec < 0 && mantissa != 0 || i < prec; i++ {
		s += Utoa(mantissa>>60&15, 16)
		mantissa <<= 4
	}
	if exp < 0 {
		s, exp = s+"p-", -exp
	} else {
		s += "p+"
	}
	if exp < 10 {
		s += "0"
	}
	return s + Itoa(int64(exp))
}

func cased(s string, format byte) string {
	if format == 'E' || format == 'G' {
		return upper(s)
	}
	return s
}

func digitsOf(bits int64, prec, size int) string {
	switch {
	case prec >= 0:
		return Exponent(bits, prec)
	case size == 32:
		return Shortest32(bits)
	}
	return Shortest64(bits)
}

// A decimal is a number d.ddd times a power of ten, without zeros at the end.
type decimal struct {
	sign, digits string
	exp          int
}

func decimalOf(bits int64, prec, size int) decimal {
	s := digitsOf(bits, prec, size)
	d := decimal{}
	if s[0] == '-' {
		d.sign, s = "-", s[1:]
	}
	i := 0
	for ; s[i] != 'e'; i++ {
		if s[i] != '.' {
			d.digits += s[i : i+1]
		}
	}
	for _, c := range s[i+2:] {
		d.exp = d.exp*10 + int(c-'0')
	}
	if s[i+1] == '-' {
		d.exp = -d.exp
	}
	for len(d.digits) > 1 && d.digits[len(d.digits)-1] == '0' {
		d.digits = d.digits[:len(d.digits)-1]
	}
	return d
}

func (d decimal) scientific() string {
	s := d.sign + d.digits[:1]
	if len(d.digits) > 1 {
		s += "." + d.digits[1:]
	}
	if d.exp < 0 {
		return s + "e-" + digits(uint64(-d.exp), 10, 2)
	}
	return s + "e+" + digits(uint64(d.exp), 10, 2)
}

func fixedDigits(d decimal) string {
	switch n := len(d.digits); {
	case d.exp < 0:
		return d.sign + "0." + repeat("0", -d.exp-1) + d.digits
	case d.exp >= n-1:
		return d.sign + d.digits + repeat("0", d.exp-n+1)
	}
	return d.sign + d.digits[:d.exp+1] + "." + d.digits[d.exp+1:]
}

// float prints a floating-point operand.
//
//chancheck:kinds float complex
func (p *printer) float(x any, size int, verb rune) {
	prec, format := 6, byte(verb)
	switch verb {
	case 'v':
		prec, format = -1, 'g'
	case 'g', 'G', 'b', 'x', 'X':
		prec = -1
	case 'e', 'E', 'f', 'F':
	default:
		p.bad(x, verb)
		return
	}
	if p.hasPrec {
		prec = p.prec
	}
	s := Float(Int(x), format, prec, size)
	if IsUnknown(s) {
		p.out += s
		return
	}
	if s[0] != '-' && s[0] != '+' {
		s = "+" + s
	}
	if p.space && s[0] == '+' && !p.plus {
		s = " " + s[1:]
	}
	if s[1] == 'I' || s[1] == 'N' {
		if s[1] == 'N' && !p.space && !p.plus {
			s = s[1:]
		}
		p.spaced(s)
		return
	}
	if !p.plus && s[0] == '+' {
		p.pad(s[1:])
		return
	}
	if p.zero && !p.minus && p.hasWidth && p.width > len(s) {
		p.out += s[:1] + repeat("0", p.width-len(s)) + s[1:]
		return
	}
	p.pad(s)
}

// complex prints a complex number: two floating-point numbers, of which the second has a sign.
//
//chancheck:kinds complex
func (p *printer) complex(x any, size int, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
	default:
		p.bad(x, verb)
		return
	}
	plus := p.plus
	p.out += "("
	p.float(Part(x, 0), size, verb)
	p.plus = true
	p.float(Part(x, 1), size, verb)
	p.out += "i)"
	p.plus = plus
}
