package main

import (
	"fmt"
	"strings"
)

type T struct {
	next *T
	v    int
}
type Rec map[string]Rec
type Fn func(Fn) int
type Iface interface{ Self() Iface }
type Im int

func (i Im) Self() Iface { return i + 1 }

type Emb struct {
	fmt.Stringer
	*strings.Builder
}
type Str struct{}

func (Str) String() string { return "STR" }

var (
	a    = b + 1
	b    = f()
	c, d = g()
)

func f() int        { note("f "); return 10 }
func g() (int, int) { note("g "); return a, b }
func init()         { note(fmt.Sprintln("init1", a, b, c, d)) }
func init()         { note("init2") }

// said is what initialisation did: printing would show in all programs of a batch.
var said string

func note(s string) { said += s }

func main() {
	fmt.Println(said)
	t := &T{&T{nil, 2}, 1}
	t.next.next = t
	fmt.Println(t.next.next.next.v)
	r := Rec{"a": {"b": nil}}
	fmt.Println(r, len(r["a"]["b"]))
	var self Fn = func(f Fn) int {
		if f == nil {
			return 1
		}
		return f(nil)
	}
	fmt.Println(self(self))
	fmt.Println(Im(1).Self().Self())
	e := Emb{Str{}, &strings.Builder{}}
	e.WriteString("x")
	fmt.Println(e.Len(), e.Stringer)
	x := []int{1, 2, 3}
	for i := range x {
		x[i], x[len(x)-1-i] = x[len(x)-1-i], x[i]
	}
	fmt.Println(x)
	var arr [3]func() int
	for i := range arr {
		arr[i] = func() int { return i }
	}
	fmt.Println(arr[0](), arr[2]())
	type local struct{ a int }
	fmt.Printf("%T %v\n", local{1}, local{1})
	var (
		z    = 5
		_, w = 1, 2
	)
	fmt.Println(z, w)
	const big = 1 << 62
	fmt.Println(big*1.0, ^0, -5%3, 07, 'a'+1, "a"[0], len("日本語"), "日本語"[1:3] == "\x97\xa5")
	if v, ok := any(t).(*T); ok && v.v == 1 {
		fmt.Println("ok")
	}
	var ip **int
	i := 3
	pi := &i
	ip = &pi
	**ip = 4
	fmt.Println(i, *&i, (*T)(nil) == nil)
	goto done
done:
	func() {
		for {
			return
		}
	}()
	s := struct {
		A, B int
		C    struct{ D string }
	}{1, 2, struct{ D string }{"d"}}
	s.C.D += "e"
	fmt.Printf("%+v\n", s)
	bs := []byte("abc")
	bs[0]++
	str := string(bs)
	bs[1] = 'X'
	fmt.Println(str, string(bs))
	m := map[string][]int{}
	m["a"] = append(m["a"], 1, 2)
	m["b"] = nil
	delete(m, "zz")
	fmt.Println(m, len(m))
	type pt struct{ x, y int }
	mp := map[pt]*pt{{1, 2}: {3, 4}}
	mp[pt{1, 2}].x++
	fmt.Println(*mp[pt{1, 2}])
	mi := map[string]int{}
	mi["a"]++
	mi["a"] += 5
	mi["b"] |= 3
	fmt.Println(mi)
}
