package main

import "fmt"

var (
	a        = c + b
	b        = f()
	c        = 1
	d        = func() int { note("d"); return e * 2 }()
	e        = g(3)
	x, y     = pair()
	_        = side("blank")
	m        = T{1}.M
	n        = (*T).P
	arr      = [...]int{b, c, len(s)}
	s        = "str" + t
	t        = fmt.Sprint(u)
	u        = v()
	w      I = T{z}
	z        = 9
	q        = w.M()
	ptr      = &late
	late     = side("late")
	k1       = k2
	k2, k3   = pair2()
	k4       = k3
)

type I interface{ M() int }
type T struct{ n int }

func (t T) M() int  { return t.n + hidden }
func (t *T) P() int { return hidden2 }

var hidden = side("hidden")
var hidden2 = side("hidden2")

func f() int            { note("f", c); c++; return c }
func g(i int) int       { note("g"); return i }
func pair() (int, int)  { note("pair"); return 1, 2 }
func pair2() (int, int) { note("pair2", k5); return 1, 2 }

var k5 = side("k5")

func side(s string) int { note("side", s); return len(s) }
func v() int            { note("v"); return 5 }
func init()             { note("init1", a, b, c) }
func init()             { note("init2"); c = 100 }

var notes []string

func note(xs ...any) { notes = append(notes, fmt.Sprint(xs...)) }

func main() {
	fmt.Println(notes)
	fmt.Println(a, b, c, d, e, x, y, arr, s, t, u, q, *ptr, k1, k4)
	fmt.Println(m(), n(&T{}))
	goto L
L:
	for i := 0; i < 3; i++ {
		switch {
		case i == 1:
			continue L
		case i == 2:
			break L
		}
		fmt.Println("i", i)
	}
	i := 0
back:
	if i < 3 {
		i++
		goto back
	}
	fmt.Println(i)
	switch x := 5; {
	case x > 3:
		fmt.Println(">3")
		fallthrough
	case x > 100:
		fmt.Println("fell")
		if x == 5 {
			break
		}
		fmt.Println("no")
	default:
		fmt.Println("no")
	}
	switch f := func(i int) int { return i }; f(3) {
	default:
		fmt.Println("default")
	case 1, 2:
	}
	switch {
	}
	switch x := any(3).(type) {
	case int, string:
		fmt.Printf("%T %v\n", x, x)
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		defer fmt.Print(i, j, ";")
	}
	var fs []func()
	for i := 0; i < 3; i++ {
		fs = append(fs, func() { fmt.Print(i, " "); i++ })
		if i == 1 {
			i++
		}
	}
	for _, f := range fs {
		f()
		f()
	}
	fmt.Println()
	{
		true := false
		len := func(s string) int { return -1 }
		type int string
		var nil = 5
		fmt.Println(true, len("abc"), int("x"), nil)
	}
	var p *struct{ a [3]int }
	func() { defer func() { fmt.Println(recover(), len(p.a)) }(); _ = p.a[1] }()
	for range p.a {
		fmt.Print("*")
	}
	fmt.Println()
	var iface any = 3
	if n, ok := iface.(string); !ok {
		fmt.Printf("%q\n", n)
	} else if m := n; m == "" {
	} else {
	}
	fmt.Println(func(xs ...int) (n int) {
		for _, x := range xs {
			n += x
		}
		return
	}([]int{1, 2, 3}...))
	type S struct {
		a, b int
		_    int
		c    [2]struct{ d *int }
	}
	s1, s2 := S{a: 1}, S{a: 1}
	fmt.Println(s1 == s2, s1)
	s1.c[1].d = new(int)
	fmt.Println(s1 == s2, *s1.c[1].d)
	type M map[string]map[string][]int
	mm := M{"a": {"b": {1, 2}}, "c": nil}
	mm["a"]["b"][0]++
	mm["a"]["z"] = append(mm["a"]["z"], 7)
	fmt.Println(mm, mm["x"]["y"], len(mm["c"]))
	pts := []*struct{ x, y int }{{1, 2}, {y: 3}}
	fmt.Println(*pts[0], pts[1].y)
	mp := map[[2]int]string{{1, 2}: "a"}
	fmt.Println(mp[[2]int{1, 2}])
	var c1 chan<- int = make(chan int, 1)
	c1 <- 1
	fmt.Println(len(c1), cap(c1))
	var nilmap map[string]int
	nv, ok := nilmap["a"]
	fmt.Println(nv, ok, len(nilmap))
	for range nilmap {
	}
	delete(nilmap, "a")
	clear(nilmap)
	fmt.Println(&s1 == &s1, new(struct{}) != nil, [0]int{} == [0]int{})
	var e1, e2 error
	fmt.Println(e1 == e2)
	print()
	b, c, _ := 1, 2, 3
	b, e := 5, 6
	fmt.Println(b, c, e)
}
