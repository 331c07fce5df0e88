package main

import (
	"fmt"
	"os"
	"strings"
)

var noted []string

func note(a ...any) { noted = append(noted, fmt.Sprintln(a...)) }

// package initialisation
var (
	va = vc + vb
	vb = fb()
	vc = 1
	vd = func() int { note("vd"); return ve }()
	ve = 5
	_  = side("blank")
	vx, vy = pair()
)

func fb() int         { note("fb", vc); return vc + 1 }
func side(s string) int { note("side", s); return 0 }
func pair() (int, int) { note("pair", va); return va, vb }
func init()           { note("init 1", va, vd, vx, vy) }
func init()           { note("init 2") }

type Shape interface {
	Area() float64
	fmt.Stringer
}
type Named interface{ Name() string }
type Both interface {
	Shape
	Named
	String() string
}
type Sq struct{ s float64 }

func (q Sq) Area() float64   { return q.s * q.s }
func (q Sq) String() string  { return fmt.Sprintf("Sq(%g)", q.s) }
func (q Sq) Name() string    { return "sq" }
func (q *Sq) Grow(f float64) { q.s *= f }

type Wrap struct {
	Shape
	*Sq2
	extra string
}
type Sq2 struct{ Label string }

func (s *Sq2) SetLabel(l string) { s.Label = l }

type Chain struct{ log []string }

func (c *Chain) Do(s string) *Chain { c.log = append(c.log, s); return c }

type F func(int) int

func (f F) Twice(n int) int { return f(f(n)) }

type Str string

func (s Str) Len() int { return len(s) }

type M map[string]int

func (m M) Inc(k string) { m[k]++ }

type C chan int

func (c C) Put(n int) { c <- n }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "->", r)
		}
	}()
	f()
}

func typ(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, int8:
		return fmt.Sprintf("ints %v", x)
	case *int:
		return fmt.Sprint("ptr ", *x)
	case func() int:
		return fmt.Sprint("func ", x())
	case []any:
		return fmt.Sprint("list ", len(x))
	case error:
		return "error " + x.Error()
	case fmt.Stringer:
		return "stringer " + x.String()
	case map[string]any:
		return fmt.Sprint("map ", len(x))
	case struct{ A int }:
		return fmt.Sprint("struct ", x.A)
	case chan<- int:
		return "send"
	case [2]int:
		return fmt.Sprint("array ", x[1])
	default:
		return fmt.Sprintf("other %T", x)
	}
}

func result() (x int, f func() int) {
	x = 1
	f = func() int { x++; return x }
	defer func() { x *= 10 }()
	return x + 1, f
}

func gotos(n int) string {
	var b strings.Builder
	i := 0
top:
	if i >= n {
		goto end
	}
	for {
		i++
		if i%2 == 0 {
			goto top
		}
		b.WriteByte(byte('0' + i))
		if i > 5 {
			goto end
		}
	}
end:
	return b.String()
}

func fall(n int) (s string) {
	switch {
	case n > 10:
		s += "big "
		fallthrough
	case n > 5:
		s += "mid "
		if n == 7 {
			break
		}
		fallthrough
	default:
		s += "def "
	case n == 0:
		s += "zero "
	}
	return
}

func main() {
	fmt.Print(noted)
	q := Sq{2}
	var sh Shape = &q
	q.Grow(2)
	fmt.Println(sh.Area(), sh, sh.(Named).Name())
	_, ok := sh.(Both)
	fmt.Println(ok)
	w := Wrap{Shape: q, Sq2: &Sq2{"l"}}
	w.SetLabel("m")
	fmt.Println(w.Area(), w.Label, w.Shape.(Sq).s)
	try("nil embedded", func() { var w Wrap; w.Area() })
	try("nil embedded ptr", func() { var w Wrap; fmt.Println(w.Label) })
	try("nil receiver ok", func() { var c *Chain; _ = c; var s *Sq2; fmt.Println(s == nil); s.SetLabel("x") })
	fmt.Println((&Chain{}).Do("a").Do("b").log, F(func(n int) int { return n * 3 }).Twice(2), Str("héé").Len())
	m := M{}
	m.Inc("a")
	m.Inc("a")
	c := C(make(chan int, 1))
	c.Put(4)
	fmt.Println(m, <-c, len(c), cap(c))
	one := 1
	for _, v := range []any{nil, 1, int8(2), &one, func() int { return 9 }, []any{1, 2}, fmt.Errorf("e"), q, map[string]any{}, struct{ A int }{3}, make(chan<- int), [2]int{1, 2}, 2.5, 'x', uint(3), make(chan int), struct{ B int }{1}, &q} {
		fmt.Print(typ(v), "; ")
	}
	fmt.Println()
	x, f := result()
	fmt.Println(x, f(), f(), x)
	fmt.Println(gotos(4), gotos(9), fall(11), fall(7), fall(6), fall(1), fall(0))
	{
		len := func(s string) int { return 42 }
		true := false
		string := "shadow"
		fmt.Println(len("x"), true, string)
	}
	type point struct{ x, y int }
	pts := map[string]*point{"a": {1, 2}}
	pts["a"].x += 5
	ar := [...]point{{1, 2}, {3, 4}}
	ar2 := ar
	ar2[0].x = 100
	pp := &ar[1]
	pp.y++
	for _, p := range ar {
		p.x = 0
	}
	for i := range ar {
		ar[i].x++
	}
	fmt.Println(*pts["a"], ar, ar2, ar == ar2, pp.y)
	s := []int{1, 2, 3, 4, 5}
	t := s[1:3:4]
	t = append(t, 10)
	t = append(t, 11)
	t[0] = 99
	fmt.Println(s, t, len(t))
	copy(s[1:], s)
	fmt.Println(s, copy(s, []int{7}))
	var grid [][]rune
	for _, row := range strings.Split("ab\ncd", "\n") {
		grid = append(grid, []rune(row))
	}
	grid[0][1], grid[1][0] = grid[1][0], grid[0][1]
	fmt.Println(string(grid[0]), string(grid[1]))
	b := 0b1100
	b &^= 0b0100
	b |= 1
	b ^= 0xF
	b <<= 2
	b %= 7
	fmt.Println(b, 6&3|8^1<<2, 7&^2+1, -5>>1, !true || false == false)
	bs := []byte("abc")
	st := string(bs)
	bs[0] = 'X'
	fmt.Println(st, string(bs), st < "abd", "Z" < "a", "" < "a", st[1:] == "bc", st+"!"[:1])
	for i, r := range []byte("hi") {
		fmt.Print(i, r, " ")
	}
	var fns [3]func() int
	for i := 0; i < 3; i++ {
		defer func() { fmt.Print("d", i, " ") }()
		fns[i] = func() int { return i * i }
	}
	fmt.Println(fns[0](), fns[2]())
	var e1, e2 interface{} = struct{}{}, struct{}{}
	fmt.Println(e1 == e2, [0]int{} == [0]int{}, struct{ a, _ int }{1, 2} == struct{ a, _ int }{1, 3})
	fmt.Printf("%v %+v %T %q %x %5d|%-5d|%05d %t %p\n", q, ar[0], m, "a\n", "hi", 42, 42, 42, true, nil)
	fmt.Fprintln(os.Stdout, fmt.Sprint("a", 1, 2, "b", "c", 3.0), fmt.Sprintf("%[2]d %[1]d %d", 1, 2), fmt.Sprintf("%d %s", "x", 1), fmt.Sprintf("%d", 1, 2))
	var np *point
	fmt.Println(np == nil, fmt.Sprintf("%v %+v", np, struct {
		P *int
		E error
	}{}))
	lbl := 0
outer:
	for i := range 3 {
		switch i {
		case 1:
			continue outer
		case 2:
			break outer
		}
		lbl += 10
	}
	fmt.Println(lbl)
	ch := make(chan int, 3)
	for i := range 3 {
		ch <- i
	}
	close(ch)
loop:
	for {
		select {
		case v, ok := <-ch:
			if !ok {
				break loop
			}
			if v == 1 {
				continue loop
			}
			fmt.Print("v", v, " ")
		}
	}
	fmt.Println()
}
