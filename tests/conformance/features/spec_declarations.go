package main

import (
	"errors"
	"fmt"
)

const (
	a, b = iota, iota + 10
	c, d
	_, _
	e, f
)

const (
	kb = 1 << (10 * (iota + 1))
	mb
	third
)

type weekday uint8

const (
	sunday weekday = iota
	monday
)

const huge = 1 << 100
const ratio = huge >> 98 / 3.0

var (
	x = y + 1
	y = z()
	w int
	p, q = pair()
)

func z() int { w++; return w }

func pair() (int, string) { return x * 10, "q" }

var order = []string{"vars"}

func init() { order = append(order, "first init") }

func init() { order = append(order, fmt.Sprint("second init ", x, y, p)) }

type celsius float64

func (c celsius) String() string { return fmt.Sprintf("%.1f°", float64(c)) }

type temperature = celsius

type pairOf[A, B any] struct {
	first  A
	second B
}

func (p pairOf[A, B]) swap() pairOf[B, A] { return pairOf[B, A]{p.second, p.first} }

type sameKind[T any] = pairOf[T, T]

type number interface{ ~int | ~float64 }

func sum[T number](xs ...T) (total T) {
	for _, x := range xs {
		total += x
	}
	return
}

func shadow() {
	x, err := 1, errors.New("one")
	y, err := 2, error(nil)
	if x := x + y; x > 2 {
		fmt.Println(x, err)
	} else if z := x; z > 0 {
		fmt.Println(z)
	}
	fmt.Println(x, y)
}

type node struct {
	next *node
	n    int
}

func zeros() {
	var (
		i  int
		f  float64
		s  string
		b  bool
		e  error
		m  map[string]int
		sl []int
		fn func()
		ch chan int
		pt *node
		ar [2]node
		st struct{ n node }
	)
	fmt.Println(i, f, s == "", b, e == nil, m == nil, len(m), sl == nil, len(sl), fn == nil, ch == nil, pt == nil, ar, st)
}

func main() {
	fmt.Println(a, b, c, d, e, f, kb, mb, third, sunday, monday, ratio)
	fmt.Println(x, y, w, p, q, order)
	var t temperature = 36.6
	fmt.Println(t, celsius(1) == temperature(1))
	s := sameKind[int]{1, 2}
	fmt.Println(s.swap(), pairOf[string, bool]{"a", true}.swap(), sum(1, 2, 3), sum(0.5, 1), sum[weekdays]())
	shadow()
	zeros()
}

type weekdays int
