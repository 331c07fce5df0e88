package main

import "fmt"

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	f()
}

func terminating(n int) int {
	switch {
	case n < 0:
		panic("negative")
	case n == 0:
		return 0
	default:
		for {
			if n > 3 {
				return n
			}
			n++
		}
	}
}

func assignments() {
	xs := []int{1, 2, 3}
	i := 0
	i, xs[i] = 1, 10
	xs[0], xs[2] = xs[2], xs[0]
	xs[i] += 5
	xs[i] <<= 1
	xs[i]--
	m := map[string]int{}
	m["a"]++
	v, ok := m["b"]
	m["c"], _ = m["a"]
	fmt.Println(i, xs, m["a"], v, ok, len(m))
}

func switches(x any) string {
	switch y := x.(type) {
	case nil:
		return "nil"
	case int, string:
		return fmt.Sprintf("%T %v", y, y)
	case error:
		return "error " + y.Error()
	case func() int:
		return fmt.Sprint("func ", y())
	default:
		return "other"
	}
}

func falling(n int) (out []string) {
	switch n {
	default:
		out = append(out, "default")
	case 1:
		out = append(out, "1")
		fallthrough
	case 2:
		out = append(out, "2")
	case 3, 4:
		if n == 4 {
			break
		}
		out = append(out, "3")
	}
	switch n := n * 2; {
	case n > 4:
		out = append(out, "large")
	}
	return
}

func ranges() {
	for i, r := range "aé\xff" {
		fmt.Print(i, ":", r, " ")
	}
	a := [3]int{1, 2, 3}
	for i, v := range a {
		a[2] = 9
		fmt.Print(i, v, " ")
	}
	s := a[:2]
	for i := range s {
		s = append(s, i)
	}
	m := map[int]bool{1: true, 2: true}
	for k := range m {
		delete(m, 1)
		delete(m, 2)
		fmt.Print(k > 0, " ")
	}
	for i := range 3 {
		fmt.Print(i)
	}
	var np *[4]int
	for i := range np {
		fmt.Print(i)
	}
	ch := make(chan int, 2)
	ch <- 1
	ch <- 2
	close(ch)
	for v := range ch {
		fmt.Print(" ", v)
	}
	fmt.Println("", len(s), len(m))
}

func loops() {
outer:
	for i := 0; i < 3; i++ {
		for j := 0; ; j++ {
			switch {
			case j == 1:
				continue outer
			case i == 2:
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	n := 0
	for n < 3 {
		n += 2
	}
	fmt.Println(n)
}

func results() (n int, err error) {
	defer func() {
		n *= 2
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
		}
	}()
	n = 4
	panic("late")
}

func deferred() {
	for i := range 3 {
		defer fmt.Print(i, " ")
	}
	x := 1
	defer fmt.Println("x was", x)
	x = 2
	defer func() { fmt.Println("x is", x) }()
}

func builtins() {
	s := make([]int, 2, 10)
	t := append(s, 1, 2)
	n := copy(t, t[1:])
	b := append([]byte("a"), "bc"...)
	fmt.Println(len(s), cap(s), t, n, string(b), copy(b, "xy"), string(b), min(3, 1, 2), max("a", "b"), min(1, 0.5))
	m := map[string][]int{"a": {1}}
	clear(m)
	clear(t)
	p := new(int)
	*p = 3
	q := new(string)
	fmt.Println(len(m), t, *p, *q == "", len([...]int{9: 1}), cap(make(chan int, 3)))
	k := -1
	try("make", func() { _ = make([]int, k) })
	try("close nil", func() { var c chan int; close(c) })
	try("write to nil map", func() { var m map[int]int; m[1] = 1 })
	try("panic nil", func() { panic(nil) })
	fmt.Println(recover())
}

type fault struct{ code int }

func (f fault) Error() string { return fmt.Sprint("fault ", f.code) }

func main() {
	fmt.Println(terminating(0), terminating(1))
	assignments()
	fmt.Println(switches(nil), switches(1), switches("s"), switches(fault{3}), switches(func() int { return 4 }), switches(1.5))
	fmt.Println(falling(0), falling(1), falling(2), falling(3), falling(4))
	ranges()
	loops()
	fmt.Println(results())
	deferred()
	builtins()
}
