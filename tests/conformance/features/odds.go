package main

import (
	"errors"
	"fmt"
	"strings"
)

type Reader interface{ Read() string }
type Closer interface{ Close() error }
type ReadCloser interface {
	Reader
	Closer
}
type file struct {
	name string
	_    int
	open bool
}

func (f *file) Read() string { return "read " + f.name }
func (f *file) Close() error {
	if !f.open {
		return errors.New("closed twice")
	}
	f.open = false
	return nil
}

type logged struct {
	Reader
	log *[]string
}

func (l logged) Read() string {
	*l.log = append(*l.log, "log")
	return l.Reader.Read()
}

type Matrix [2][2]int

func (m Matrix) T() (t Matrix) {
	for i, row := range m {
		for j, v := range row {
			t[j][i] = v
		}
	}
	return
}

type Op func(int, int) int

func (o Op) Apply(a, b int) int { return o(a, b) }

type Node struct {
	Val         int
	Left, Right *Node
}

func (n *Node) Sum() int {
	if n == nil {
		return 0
	}
	return n.Val + n.Left.Sum() + n.Right.Sum()
}

type State int

const (
	Idle State = iota + 1
	Running
	Done
)

var names = map[State]string{Idle: "idle", Running: "running", Done: "done"}

func (s State) String() string { return names[s] }

type Visitor interface{ Visit(n *Node) Visitor }
type depth struct{ max, now int }

func (d depth) Visit(n *Node) Visitor { return depth{d.max, d.now + 1} }

func divmod(a, b int) (q, r int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("divmod(%d, %d): %v", a, b, e)
		}
	}()
	q = a / b
	r = a % b
	return
}

// notes are printed by main: other programs stand in the same binary.
var notes []string

func note(values ...any) { notes = append(notes, fmt.Sprint(values...)) }

var initOrder = first() + second

var second = func() int { note("second"); return 2 }()

func first() int { note("first", second); return 1 }

func init() { note("init", initOrder) }
func init() { note("init again") }

type Stack []int

func (s *Stack) Push(v int) { *s = append(*s, v) }
func (s *Stack) Pop() (v int) {
	v, *s = (*s)[len(*s)-1], (*s)[:len(*s)-1]
	return
}

type temp float64

func (t temp) F() temp { return t*9/5 + 32 }

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	fmt.Println(notes)
	var log []string
	f := &file{name: "f", open: true}
	var rc ReadCloser = f
	fmt.Println(rc.Read(), rc.Close(), rc.Close())
	var r Reader = logged{f, &log}
	fmt.Println(r.Read(), log, r.(logged).Reader == Reader(f))
	m := Matrix{{1, 2}, {3, 4}}
	fmt.Println(m.T(), m == m.T().T(), m.T()[0], Matrix.T(m)[1][0])
	ops := map[string]Op{"+": func(a, b int) int { return a + b }, "*": func(a, b int) int { return a * b }}
	fmt.Println(ops["+"].Apply(2, 3), ops["*"](2, 3), ops["?"] == nil)
	tree := &Node{1, &Node{Val: 2}, &Node{3, nil, &Node{Val: 4}}}
	fmt.Println(tree.Sum(), (*Node)(nil).Sum(), *tree.Left, tree.Right.Left)
	fmt.Printf("%v %d %s|%v|%+v|%x\n", Running, Running, Done, []State{Idle, 9}, struct{ S State }{Idle}, Idle)
	var v Visitor = depth{max: 3}
	for range 2 {
		v = v.Visit(tree)
	}
	fmt.Println(v)
	fmt.Println(divmod(7, 2))
	fmt.Println(divmod(7, 0))
	var s Stack
	s.Push(1)
	s.Push(2)
	fmt.Println(s.Pop(), s, len(s), temp(100).F())
	x := []any{nil, 1, "s", []int(nil), map[string]int(nil), (*int)(nil), error(nil), func() {} == nil, struct{}{}, [0]int{}, 'x', 1.0, byte(3)}
	fmt.Println(x...)
	fmt.Printf("%v %v %v %v %d\n", []int(nil), map[string]int(nil), (*int)(nil), []string{}, []any{1, "a"})
	a := [...]string{2: "c", 0: "a"}
	b := a
	b[1] = "b"
	p := &a
	for i, v := range p {
		p[2] = "z"
		fmt.Print(i, v, ";")
	}
	fmt.Println(a, b, a == b, len(a))
	type local struct{ a, b int }
	ms := map[local][]local{{1, 2}: {{3, 4}}}
	ms[local{1, 2}][0].a = 9
	fmt.Println(ms, ms[local{}] == nil)
	bytes := []byte("héy")
	bytes = append(bytes, "!?"...)
	fmt.Println(string(bytes), len(bytes), strings.ToUpper(string(bytes)), string(bytes[1:3]), bytes[1])
	for i, r := range "a\xffb" {
		fmt.Print(i, " ", r, ";")
	}
	var iface any = m
	if mm, ok := iface.(Matrix); ok {
		mm[0][0] = 100
		fmt.Println(mm[0][0], m[0][0], iface.(Matrix)[0][0])
	}
	c := make(chan int, 3)
	c <- 1
	c <- 2
	close(c)
	for v := range c {
		fmt.Print(v, len(c), cap(c), " ")
	}
	v2, ok := <-c
	fmt.Println(v2, ok)
	i := 0
	next := func() int { i++; return i }
	arr := []int{next(), next(), next()}
	arr[next()-4], arr[1] = arr[1], arr[0]
	fmt.Println(arr, i)
	var e1, e2 error = fmt.Errorf("a"), fmt.Errorf("a")
	fmt.Println(e1 == e2, e1 == e1, errors.Is(e1, e2), e1.Error() == e2.Error())
	func() {
		defer func() {
			r := recover()
			fmt.Println(r, r.(error).Error() == "closed twice")
		}()
		must(f.Close())
	}()
	goto_ := 1 << 3 >> 1 &^ 1 | 2 ^ 7
	fmt.Println(goto_, -5>>1, uint8(255)+uint8(goto_), 7&3 == 3, !true || 1 < 2 && 2 > 1)
	if n, err := fmt.Println("printed"); err == nil {
		fmt.Println(n)
	}
	var nilmap map[string][]int
	fmt.Println(len(nilmap["x"]), nilmap["x"] == nil)
	switch y := any(3.5).(type) {
	case int, float64:
		fmt.Printf("%T %v\n", y, y)
	}
	labels := ""
loop:
	for i := 0; ; i++ {
		select {
		default:
			if i > 2 {
				break loop
			}
			labels += fmt.Sprint(i)
			continue loop
		}
	}
	fmt.Println(labels)
}
