package main

import "fmt"

type T struct {
	a [2]int
	s []int
	n int
	p *T
	m map[string]int
}

var g int

func assigning() {
	{
		s := []int{1, 1}
		f := func() int { s = []int{5, 6}; return 9 }
		old := s
		s[0] = f()
		fmt.Println("1", old, s)
	}
	{
		i := 0
		s := []int{1, 1}
		f := func() int { i = 1; return 9 }
		s[i] = f()
		fmt.Println("2", s)
	}
	{
		x := 1
		f := func() int { x = 10; return 5 }
		fmt.Println("3", x+f(), x)
	}
	{
		t := &T{n: 1}
		o := t
		f := func() int { t = &T{n: 2}; return 7 }
		t.n = f()
		fmt.Println("4", o.n, t.n)
	}
	{
		t := &T{p: &T{n: 1}}
		o := t.p
		f := func() int { t.p = &T{n: 2}; return 7 }
		t.p.n = f()
		fmt.Println("5", o.n, t.p.n)
	}
	{
		t := &T{s: []int{1, 2}}
		o := t.s
		f := func() int { t.s = []int{3, 4}; return 7 }
		t.s[0] = f()
		fmt.Println("6", o, t.s)
	}
	{
		g = 0
		s := []int{1, 1}
		f := func() int { g = 1; return 9 }
		s[g] = f()
		fmt.Println("7", s)
	}
	{
		m := map[string]int{}
		o := m
		k := "a"
		f := func() int { k = "b"; m = map[string]int{"z": 1}; return 7 }
		m[k] = f()
		fmt.Println("8", o, m)
	}
	{
		c := make(chan int, 1)
		c <- 3
		i := 5
		s := []int{1}
		func() {
			defer func() { fmt.Println("9", recover(), len(c)) }()
			s[i] = <-c
		}()
	}
	{
		var t *T
		c := make(chan int, 1)
		c <- 3
		func() {
			defer func() { fmt.Println("10", recover(), len(c)) }()
			t.n = <-c
		}()
	}
	{
		var t *T
		c := make(chan int, 1)
		c <- 3
		func() {
			defer func() { fmt.Println("11", recover(), len(c)) }()
			t.p.n = <-c
		}()
	}
	{
		var t *T
		c := make(chan int, 1)
		c <- 3
		func() {
			defer func() { fmt.Println("12", recover(), len(c)) }()
			t.s[0] = <-c
		}()
	}
	{
		var t *T
		c := make(chan int, 1)
		c <- 3
		func() {
			defer func() { fmt.Println("13", recover(), len(c)) }()
			t.m["x"] = <-c
		}()
	}
	{
		i := 0
		s := []int{1, 1}
		f := func() int { i = 1; return 9 }
		s[i] += f()
		fmt.Println("14", s)
	}
	{
		x := 1
		f := func() int { x = 10; return 5 }
		x += f()
		fmt.Println("15", x)
	}
	{
		x := 1
		f := func() int { x = 10; return 5 }
		a, b := x, f()
		fmt.Println("16", a, b)
	}
	{
		x := 1
		f := func() int { x = 10; return 5 }
		h := func(a, b int) { fmt.Println("17", a, b) }
		h(x, f())
	}
	{
		x := 1
		f := func() int { x = 10; return 5 }
		fmt.Println("18", []int{x, f()}, [2]int{x, f()}, T{n: x, a: [2]int{f(), x}})
	}
	{
		s := []int{1, 2, 3}
		i := 0
		i, s[i] = 2, 9
		fmt.Println("19", i, s)
	}
	{
		s := []int{1, 2, 3}
		t := &T{n: 1}
		t, t.n = &T{n: 5}, 7
		s, s[1] = nil, 8
		fmt.Println("20", t.n, s)
	}
	{
		t := &T{n: 1}
		o := t
		f := func() (int, int) { t = &T{n: 2}; return 7, 8 }
		var q int
		t.n, q = f()
		fmt.Println("21", o.n, t.n, q)
	}
	{
		i := 0
		s := []int{1, 1}
		f := func() (int, bool) { i = 1; return 9, true }
		var ok bool
		s[i], ok = f()
		fmt.Println("22", s, ok)
	}
	{
		s := []int{0, 0}
		func() {
			defer func() { fmt.Println("23", recover(), s) }()
			i := 5
			s[0], s[i] = 1, 2
		}()
	}
	{
		s := []int{0, 0}
		var p *int
		func() {
			defer func() { fmt.Println("24", recover(), s) }()
			s[0], *p = 1, 2
		}()
	}
	{
		s := []int{0, 0}
		i := 7
		func() {
			defer func() { fmt.Println("25", recover(), s) }()
			s[i], s[0] = s[0], s[i+1]
		}()
	}
	{
		var m map[string]int
		i := 7
		s := []int{1}
		func() {
			defer func() { fmt.Println("26", recover()) }()
			m["a"] = s[i]
		}()
	}
	{
		var m map[string]int
		func() {
			defer func() { fmt.Println("27", recover()) }()
			m["a"] = func() int { panic("first") }()
		}()
	}
	{
		x := 1
		p := &x
		f := func() int { x = 10; return 5 }
		fmt.Println("28", *p+f())
		x = 1
		fmt.Println("29", *p*2-f()+x)
		t := T{n: 1}
		h := func() int { t.n = 4; return 5 }
		fmt.Println("30", t.n+h(), t.a[0]+t.n)
		g = 1
		w := func() bool { g = 3; return true }
		fmt.Println("31", g == 1 && w() && g == 3, g)
		g = 1
		fmt.Println("32", g, w(), g)
		g = 1
		y := []any{g, w(), g}
		fmt.Println("33", y)
	}
}

func looking() {
	c := make(chan int, 2)
	c <- 1
	c <- 2
	fmt.Println(len(c), cap(c), <-c, <-c)
	d := make(chan int, 2)
	d <- 1
	fmt.Println(len(d), <-d == 1)
	x := []int{1}
	f := func() int { x = append(x, 2); return 0 }
	fmt.Println(len(x), f())
	s := "a"
	g := func() string { s = "bcd"; return "" }
	fmt.Println(len(s), g())
	fmt.Println(len(s)+len(g()), s[0] == 'b')
}

type P2 struct{ a, b int }

func reading() {
	{
		b := []byte("ab")
		f := func() int { b[0] = 'z'; return 1 }
		fmt.Println(string(b), f())
	}
	{
		s := "ab"
		f := func() int { s = "zz"; return 1 }
		fmt.Println([]byte(s), f())
	}
	{
		s := []int{1, 2, 3}
		f := func() int { s = []int{7, 8, 9}; return 1 }
		fmt.Println(s[1:], f())
		s = []int{1, 2, 3}
		fmt.Println(s[0], f())
		s = []int{1, 2, 3}
		fmt.Println(s, f())
		m := map[string]int{"a": 1}
		g := func() int { m["a"] = 2; return 1 }
		fmt.Println(m["a"], g())
		m["a"] = 1
		fmt.Println(map[string]int{"x": m["a"], "y": g()}, m["a"])
		m["a"] = 1
		fmt.Println([]int{m["a"], g()})
		m["a"] = 1
		v := m["a"] + g()
		fmt.Println(v)
	}
	{
		p, q := P2{1, 2}, P2{1, 2}
		f := func() bool { p.a = 5; return true }
		fmt.Println((p == q) == f())
		p.a = 1
		fmt.Println(p, f(), p)
		p.a = 1
		fmt.Println(p.a, f(), p.a)
		p.a = 1
		fmt.Println(&p == nil, f(), p)
		p.a = 1
		x := []P2{p, q}
		h := func() P2 { p.a = 9; x[1].b = 7; return p }
		fmt.Println([]P2{p, h(), x[1]}, []any{p, h(), x[1]})
	}
	{
		var i any = 3
		f := func() int { i = 4; return 1 }
		fmt.Println(i, f())
		i = 3
		fmt.Println(i.(int), f())
		i = 3
		fmt.Println(i.(int)+f(), i)
		j := 1
		i = &j
		k := 2
		g := func() int { i = &k; return 0 }
		fmt.Println(*i.(*int) + g())
	}
	{
		x := 1
		f := func() int { x++; return x }
		y := x*10 + f()*100 + x*1000
		fmt.Println(y, x)
		a := [3]int{x, f(), x}
		fmt.Println(a, x)
		p := &x
		fmt.Println(*p, f(), *p, x+f())
		b := x > 1 && f() > 1
		fmt.Println(x, b && f() > 2, x, !b || f() > 5)
		z := map[int]int{x: f(), x + 100: f()}
		fmt.Println(z, min(x, f()), max(x, f(), x))
		var w []int
		w = append(w, x, f(), x)
		fmt.Println(w, len(w)+f(), fmt.Sprint(x, f())+fmt.Sprint(x))
		type N struct {
			v    int
			next *N
		}
		n := &N{v: x, next: &N{v: f()}}
		fmt.Println(n.v, n.next.v)
		fn := func(a int) int { return a + x }
		fmt.Println(fn(x) + f() + fn(x))
		var c chan int
		c = make(chan int, 3)
		c <- x + f()
		fmt.Println(<-c+x, x)
		switch x + f() {
		case x + f(), f() + x:
			fmt.Println("case")
		default:
			fmt.Println(x)
		}
		for i := x; i < f() && x < 40; i += x {
			fmt.Print(i, " ")
		}
		fmt.Println(x)
		func() (r int) {
			defer func(a, b int) { fmt.Println("d", a, b, r) }(x, f())
			r = 3
			return r + f()
		}()
		ret := func() (int, int) { return x, f() }
		fmt.Println(ret())
		var arr [4]int
		arr[x%4], arr[f()%4] = x, f()
		fmt.Println(arr)
		i := 0
		set := func() int { i = 2; return 5 }
		arr[i] = set()
		arr[i] += set()
		fmt.Println(arr, i)
	}
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

type U struct{ a [4]int }

func failing() {
	i, j := 7, 9
	v6 := []int{}
	v7 := "q\"q"
	var arr [3]int
	_ = arr
	var pa *[3]int
	m := map[string]int(nil)
	var p *U
	try("slice=string", func() { v6[i] = int(v7[j]) })
	try("slice=slice", func() { v6[i] = []int{1}[j] })
	try("array=string", func() { arr[i] = int(v7[j]) })
	try("parray=string", func() { pa[i] = int(v7[j]) })
	try("parray=i1", func() { pa[1] = int(v7[j]) })
	try("map=string", func() { m["x"] = int(v7[j]) })
	try("field=string", func() { p.a[1] = int(v7[j]) })
	try("field2=string", func() { p.a[i] = int(v7[j]) })
	try("slice,x=string", func() { var x int; v6[i], x = int(v7[j]), 2; _ = x })
	try("slice,x=2", func() { var x int; v6[i], x = 1, int(v7[j]); _ = x })
	try("slice=div", func() { z := 0; v6[i] = 1 / z })
	try("slice+=string", func() { v6[i] += int(v7[j]) })
	try("slice=f", func() { v6[i] = func() int { panic("f") }() })
	try("pa=deref", func() { var q *int; v6[i] = *q })
}

func main() {
	assigning()
	looking()
	reading()
	failing()
}
