package path

// Match compares name with a pattern of `*`, `?`, `[a-z]` and `\c`. All of a pattern is looked at, for its faults.
func Match(pattern, name string) (matched bool, err error) {
	if !well([]rune(pattern)) {
		return false, ErrBadPattern
	}
	return match([]rune(pattern), []rune(name)), nil
}

func match(p, s []rune) bool {
	for len(p) > 0 {
		if p[0] == '*' {
			for i := 0; ; i++ {
				if match(p[1:], s[i:]) {
					return true
				}
				if i == len(s) || s[i] == '/' {
					return false
				}
			}
		}
		if len(s) == 0 {
			return false
		}
		fits, rest := one(p, s[0])
		if !fits {
			return false
		}
		p, s = rest, s[1:]
	}
	return len(s) == 0
}

// one compares c with the first part of a pattern, and gives what comes after that.
func one(p []rune, c rune) (fits bool, rest []rune) {
	switch p[0] {
	case '?':
		return c != '/', p[1:]
	case '\\':
		return p[1] == c, p[2:]
	case '[':
		in, rest := class(p[1:], c)
		return in, rest
	}
	return p[0] == c, p[1:]
}

func class(p []rune, c rune) (in bool, rest []rune) {
	negated := p[0] == '^'
	if negated {
		p = p[1:]
	}
	for first := true; first || p[0] != ']'; first = false {
		var low rune
		low, p = letter(p)
		high := low
		if p[0] == '-' {
			high, p = letter(p[1:])
		}
		in = in || low <= c && c <= high
	}
	return in != negated, p[1:]
}

func letter(p []rune) (rune, []rune) {
	if p[0] == '\\' {
		p = p[1:]
	}
	return p[0], p[1:]
}

// well tells whether a pattern is well formed.
func well(p []rune) bool {
	for len(p) > 0 {
		switch {
		case p[0] == '\\':
			if len(p) == 1 {
				return false
			}
			p = p[2:]
		case p[0] == '[':
			rest, ok := wellClass(p[1:])
			if !ok {
				return false
			}
			p = rest
		default:
			p = p[1:]
		}
	}
	return true
}

func wellClass(p []rune) (rest []rune, ok bool) {
	if len(p) > 0 && p[0] == '^' {
		p = p[1:]
	}
	for first := true; ; first = false {
		if len(p) > 0 && p[0] == ']' && !first {
			return p[1:], true
		}
		if p, ok = wellLetter(p); !ok {
			return nil, false
		}
		if p[0] == '-' {
			if p, ok = wellLetter(p[1:]); !ok {
				return nil, false
			}
		}
	}
}

// wellLetter also wants something behind the letter.
func wellLetter(p []rune) ([]rune, bool) {
	if len(p) == 0 || p[0] == '-' || p[0] == ']' {
		return nil, false
	}
	if p[0] == '\\' {
		p = p[1:]
	}
	if len(p) < 2 {
		return nil, false
	}
	return p[1:], true
}
