package main

import "fmt"

func retry() int {
	n := 0
again:
	n++
	if n < 3 {
		goto again
	}
	return n
}

func forward(x int) string {
	if x > 0 {
		goto positive
	}
	if x < 0 {
		goto negative
	}
	return "zero"
positive:
	return "positive"
negative:
	return "negative"
}

func nested() (s string) {
	for i := 0; i < 3; i++ {
		for j := 0; j < 3; j++ {
			if j == 2 {
				goto next
			}
			if i == 2 {
				goto done
			}
			s += fmt.Sprint(i, j, " ")
		}
	next:
		s += "| "
	}
done:
	return s + "."
}

func closures() []int {
	var fs []func() int
	i := 0
loop:
	{
		x := i * i
		fs = append(fs, func() int { x++; return x })
		i++
	}
	if i < 3 {
		goto loop
	}
	var out []int
	for _, f := range fs {
		f()
		out = append(out, f())
	}
	return out
}

func pointers() (ps []*int) {
	i := 0
L:
	if i < 3 {
		var v int
		v += i
		ps = append(ps, &v)
		i++
		goto L
	}
	return
}

func deferred() {
	i := 0
L:
	defer fmt.Print("d", i, " ")
	if i++; i < 3 {
		goto L
	}
}

func overFunc() string {
	s := ""
	for x := range func(yield func(int) bool) { _ = yield(1) && yield(2) && yield(3) } {
		if x == 2 {
			goto out
		}
	in:
		s += fmt.Sprint(x)
		if len(s) < 3 {
			goto in
		}
	}
	s += "not reached"
out:
	return s + "out"
}

func nestedOver() string {
	s := ""
	seq := func(yield func(int) bool) { _ = yield(1) && yield(2) && yield(3) }
outer:
	for x := range seq {
		for y := range seq {
			s += fmt.Sprint(x, y, " ")
			if y == 2 && x == 1 {
				goto next
			}
			if x == 2 && len(s) < 40 {
				goto outer
			}
			if x == 3 {
				goto end
			}
		}
	next:
		s += "n "
	}
end:
	return s
}

func sw(x int) string {
	s := ""
	switch x {
	case 1:
		s += "1"
		goto end
	case 2:
		s += "2"
		if s == "2" {
			break
		}
		goto common
	common:
		s += "c"
	default:
		goto end
	}
	s += "after"
end:
	return s
}

func breaks() string {
	s := ""
	for i := 0; i < 3; i++ {
	L:
		if i == 1 {
			break
		}
		s += "x"
		if len(s) == 1 {
			goto L
		}
	}
	return s
}

func labelledLoop() int {
	n := 0
top:
	for {
		n++
		if n == 5 {
			break top
		}
		if n%2 == 0 {
			continue top
		}
		goto top
	}
	return n
}

func machine(in string) (out string) {
	i := 0
start:
	if i == len(in) {
		goto end
	}
	switch in[i] {
	case 'a':
		goto a
	case 'b':
		goto b
	}
	i++
	goto start
a:
	out += "A"
	i++
	goto start
b:
	out += "B"
	i++
	if i < len(in) && in[i] == 'b' {
		goto b
	}
	goto start
end:
	return
}

func main() {
	fmt.Println(retry(), forward(1), forward(-1), forward(0))
	fmt.Println(nested())
	fmt.Println(closures())
	for _, p := range pointers() {
		fmt.Print(*p, " ")
	}
	deferred()
	fmt.Println(overFunc())
	fmt.Println(nestedOver())
	fmt.Println(sw(1), sw(2), sw(3), breaks(), labelledLoop(), machine("axbbab"))
	i := 0
	goto L
L:
	f := func() {
		k := 0
	L:
		k++
		if k < 2 {
			goto L
		}
		i += k
	}
	f()
	fmt.Println(i)
}
