package runtime

// complexQuotient is n/m; infinities and zeros are told apart where the formula has only NaN (C99, annex G.5.1).
func complexQuotient(n, m complex128) complex128 {
	a, b, c, d := real(n), imag(n), real(m), imag(m)
	var e, f float64
	if size(c) >= size(d) {
		ratio := d / c
		denominator := c + ratio*d
		e, f = (a+b*ratio)/denominator, (b-a*ratio)/denominator
	} else {
		ratio := c / d
		denominator := d + ratio*c
		e, f = (a*ratio+b)/denominator, (b*ratio-a)/denominator
	}
	if e == e || f == f {
		return complex(e, f)
	}
	switch {
	case m == 0 && (a == a || b == b):
		large := signed(endless(), c)
		return complex(large*a, large*b)
	case (isEndless(a) || isEndless(b)) && isFinite(c) && isFinite(d):
		a, b = boxed(a), boxed(b)
		return complex(endless()*(a*c+b*d), endless()*(b*c-a*d))
	case (isEndless(c) || isEndless(d)) && isFinite(a) && isFinite(b):
		c, d = boxed(c), boxed(d)
		return complex(0*(a*c+b*d), 0*(b*c-a*d))
	}
	return complex(e, f)
}

func endless() float64 {
	large := 1e308
	return large * 10
}

func size(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

func isEndless(x float64) bool { return x == x && x-x != 0 }

func isFinite(x float64) bool { return x-x == 0 }

// signed is x, which is positive, with the sign of another number.
func signed(x, sign float64) float64 {
	if sign < 0 || sign == 0 && 1/sign < 0 {
		return -x
	}
	return x
}

// boxed is one for an infinity and zero for others, with the sign of x.
func boxed(x float64) float64 {
	if isEndless(x) {
		return signed(1, x)
	}
	return signed(0, x)
}
