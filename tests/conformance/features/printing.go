package main

import (
	"errors"
	"fmt"
	"time"
)

type P struct {
	X, Y int
	Name string
}
type Str struct{ v int }

func (s Str) String() string { return fmt.Sprintf("str(%d)", s.v) }

type PS struct{ v int }

func (p *PS) String() string { return "ptr stringer" }

type E struct{}

func (E) Error() string { return "E!" }

type In struct {
	A any
	B []P
	C map[string]Str
	D *int
	E error
	F func()
	G chan int
	H [2]bool
}
type Level int

func (l Level) String() string { return "L" + fmt.Sprint(int(l)) }

type Bad struct{}

func (Bad) String() string { panic("bad") }

func main() {
	p := P{1, -2, "n"}
	fmt.Printf("%v|%+v|%#v|%T\n", p, p, p, p)
	fmt.Printf("%v|%+v|%T\n", &p, &p, &p)
	fmt.Println(Str{1}, &Str{2}, PS{3}, &PS{4}, []Str{{5}}, map[string]Str{"k": {6}}, struct{ S Str }{Str{7}}, [1]Level{3})
	fmt.Printf("%v|%+v\n", In{}, In{A: 1, B: []P{p}, C: map[string]Str{"z": {1}, "a": {2}}, E: E{}})
	fmt.Printf("%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%q|%U\n", 42, 42, 42, 42, 42, 255, 255, 8, 5, 'A', 'A', 0x1F600)
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%x|% x|%X\n", "go", "go", "go", "golang", "q\"q", "hi", "hi", "hi")
	fmt.Printf("%t|%v|%v|%v|%s|%v\n", true, nil, []any{1, "a", nil}, E{}, errors.New("er"), []error{E{}, nil})
	fmt.Printf("%d %s|%d|%!|%z\n", 1, "x", "str", 3)
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%s %s\n", "only")
	fmt.Printf("%[2]d %[1]d|%*d|%.*f\n", 1, 2, 5, 42, 2, 3.14159)
	fmt.Printf("%f|%.2f|%8.3f|%e|%g|%v|%v|%v|%v\n", 1.5, 2.345, 3.14159, 12345.678, 0.000001, 1e21, 1e20, 100000.0, float32(0.1))
	fmt.Printf("%v %v %s %d\n", []byte("ab"), [2]byte{1, 2}, []byte("ab"), []byte("ab"))
	fmt.Printf("%v %+v %s %d\n", Level(3), Level(3), Level(3), Level(3))
	fmt.Printf("%#v %#v %#v %#v %#v %#v\n", 1, "s", []int{1}, map[string]int{"a": 1}, true, []string(nil))
	fmt.Printf("%T %T %T %T %T %T %T %T\n", 1, "s", 1.5, 'a', []int{}, map[string]bool{}, func(int) string { return "" }, make(chan<- int))
	fmt.Printf("%T %T %T %T\n", nil, E{}, &p, struct{ A int }{})
	fmt.Printf("%6.2f|%-8v|%8v|%+q|%#x|%#o|%08.3f|%x\n", 3.14159, "ab", true, "é", 255, 8, -3.14159, []byte{1, 171})
	fmt.Printf("%t %s %d\n", 1, 2, true)
	fmt.Printf("%v %s\n", Bad{}, error(nil))
	var np *Str
	fmt.Printf("%v %+v %s\n", np, np, np)
	fmt.Print("a", "b", 1, 2, true, "c", 3.5, nil, '\n', "\n")
	fmt.Print(1, 2, "x", "y", 3, "\n")
	fmt.Println(time.Second*90, time.Duration(1), 1500*time.Millisecond, []time.Duration{time.Second})
	fmt.Println(fmt.Sprintf("%5t|%-7t|%%|%3c|%-3c|%v", true, false, 'x', 'y', [3]bool{true}), fmt.Sprint(), fmt.Sprint("a", 1, "b"), fmt.Sprintln("x", 1))
	fmt.Printf("%v %v %v\n", int8(-5), uint8(200), uintptr(7))
	fmt.Printf("%x %X %x\n", -255, "hello", []string{"a", "b"})
	fmt.Printf("%+v %v\n", struct {
		E error
		S fmt.Stringer
	}{E{}, Str{3}}, map[Level]string{2: "b", 1: "a"})
	fmt.Printf("%3d|%-3d|%03d\n", []int{1, 22}, []int{1, 22}, [2]int{1, 22})
}
