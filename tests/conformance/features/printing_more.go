package main

import (
	"errors"
	"fmt"
	"io"
	"time"
)

type P struct {
	X, Y int
	n    *int
}
type St struct {
	Name string
	In   struct {
		A []int
		M map[string]P
	}
	F   func()
	C   chan int
	E   error
	I   any
	b   bool
	By  []byte
	Arr [2]float64
	Pt  *P
}
type Str string

func (s Str) String() string { return "Str:" + string(s) }

type Er struct{}

func (*Er) Error() string { return "er" }

type G struct{ a int }

func (g G) GoString() string { return "G!" }
func (g G) Format(f fmt.State, c rune) {
	fmt.Fprintf(f, "F<%c", c)
	if w, ok := f.Width(); ok {
		fmt.Fprint(f, w)
	}
	if f.Flag('+') {
		io.WriteString(f, "+")
	}
	fmt.Fprint(f, ">")
}

type Bytes []byte
type Bs [3]byte
type Named map[Str]int

func main() {
	s := St{Name: "n"}
	fmt.Printf("%v\n%+v\n", s, s)
	fmt.Printf("%#v\n", s.In)
	s.In.A = []int{1}
	s.In.M = map[string]P{"b": {1, 2, nil}, "a": {}}
	s.E = &Er{}
	s.I = Str("q")
	fmt.Printf("%v\n%+v\n", s, s)
	fmt.Println(&P{1, 2, nil}, []*P{nil}, []any{Str("a"), 1, nil, &Er{}}, map[Str]Str{"b": "c", "a": "z"})
	fmt.Printf("%v %s %d %q %x\n", Str("s"), Str("s"), Str("s"), Str("s"), Str("s"))
	fmt.Printf("%v %+v %5d %s %#v\n", G{}, G{}, G{}, []G{{}}, G{})
	fmt.Printf("%v %s %x %X %d %q\n", []byte("hi"), []byte("hi"), []byte("hi"), Bytes("hi"), Bytes("hi"), Bytes("x"))
	fmt.Printf("%v %s %x %#v %#v\n", Bs{1, 2, 3}, Bs{65, 66, 67}, Bs{1, 2, 3}, Bs{1}, Bytes("a"))
	fmt.Printf("%#v %#v %#v %#v %#v %#v\n", 1, "a", 1.0, []string{"x"}, map[string]int{"a": 1}, struct{ X any }{nil})
	fmt.Printf("%#v %#v %#v %#v\n", Named{"k": 1}, []any{1, "a", nil}, (*int)(nil), [2]bool{true})
	fmt.Printf("%#v %#v %#v %#v %#v\n", uint8(3), int64(5), 'x', 1e6, 1e21)
	fmt.Printf("%T %T %T %T %T %T %T\n", s.F, s.C, s.In, map[string][]P{}, func(int, ...string) (bool, error) { return false, nil }, (<-chan int)(nil), struct {
		A int
		b string
	}{})
	fmt.Printf("%t %v %08b %o %x %X %#x\n", true, false, 5, 64, -255, 255, "hex")
	fmt.Printf("%5v|%-5v|%05v|%v\n", []int{1, 2}, []int{1}, []int{3}, [][]int{{1}, {2, 3}})
	fmt.Printf("%6.2f %v\n", []float64{1, 2.555}, map[int][]string{2: {"b"}, 1: nil})
	fmt.Printf("%s %v %d\n", errors.New("e"), error(nil), []any{1, "x"})
	fmt.Printf("%v\n", struct{ E error }{errors.New("in")})
	fmt.Println(time.Duration(1500)*time.Millisecond, []time.Duration{1, 2000})
	fmt.Printf("%v %+v %s\n", struct {
		D time.Duration
		d time.Duration
	}{1, 2}, struct {
		S Str
		s Str
	}{"a", "b"}, struct{ S Str }{"a"})
	fmt.Print("a", 1, 2, "b", 3.0, nil, '\n', "\n")
	fmt.Print(1, 2, "\n")
	fmt.Println(fmt.Sprint("a", "b", 1, 2, true, "c"), fmt.Sprintln("x", 1))
	fmt.Printf("%w\n", errors.New("x"))
	fmt.Printf("%[3]*.[2]*[1]f|%-+8.2e|% d|%+d\n", 12.0, 2, 6, 12345.678, 5, 7)
	fmt.Printf("%U %#U %c %q %+q %#q\n", 0x1F600, 0x1F600, 0x1F600, 0x1F600, 0x1F600, "`")
	fmt.Printf("%x %X % x %#x % #x\n", "hello", []byte("hi"), "abc", []byte{1}, []byte{1, 2})
	fmt.Printf("%q %q %q\n", []string{"a b", "c"}, 'x', "\x00\u2028\xff")
	fmt.Printf("%v %v\n", &[]int{1}, &map[string]int{"a": 1})
	fmt.Printf("%d %v %s\n", &struct{ A int }{1}, &[2]int{1, 2}, &struct{ S string }{"s"})
	fmt.Printf("%10.3s|%-10s|%010d|%+.3g|%#o|%#b\n", "abcdef", "ab", -42, 1234.5678, 8, 5)
	fmt.Printf("%3d|%-3d|%03d|% 3d|%+3d|%x\n", []int{1}, []int{2}, []int{3}, []int{4}, []int{5}, []string{"ab", "c"})
}
