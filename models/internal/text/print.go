package text

// operand is one of the operands of a call that prints: the slice may be the program's.
//
//chancheck:visible
func operand(args []any, i int) any { return args[i] }

// Sprint joins the operands with a space between two that are not strings.
func Sprint(args []any) string {
	if len(args) == 1 {
		return Value(operand(args, 0))
	}
	s := ""
	var last any
	for i := range args {
		x := operand(args, i)
		if i > 0 && Kind(x) != KindString && Kind(last) != KindString {
			s += " "
		}
		last = x
		s += Value(x)
	}
	return s
}

// Sprintln joins the operands with spaces and ends the line.
func Sprintln(args []any) string {
	s := ""
	for i := range args {
		if i > 0 {
			s += " "
		}
		s += Value(operand(args, i))
	}
	return s + "\n"
}

// Value is x as %v prints it.
func Value(x any) string {
	switch x := x.(type) {
	case string:
		return x
	case int:
		return Itoa(int64(x))
	case bool:
		return truth(x)
	case nil:
		return "<nil>"
	}
	return formatted(x)
}

//chancheck:kinds uncommon
func formatted(x any) string {
	p := printer{}
	p.arg(x, 'v')
	return p.out
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// Format is fmt.Sprintf.
func Format(format string, args []any) string {
	p := printer{}
	p.format(format, args)
	return p.out
}

// FormatWrapping is the text of fmt.Errorf and the indexes of the operands of its %w verbs.
func FormatWrapping(format string, args []any) (string, []int) {
	p := printer{wraps: true}
	p.format(format, args)
	return p.out, p.wrapped
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// runes is the number of code points in s.
func runes(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}
