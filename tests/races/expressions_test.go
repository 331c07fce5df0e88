package races

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"
)

var (
	_ = bytes.MinRead
	_ = context.Canceled
	_ = fmt.Sprint
	_ = maps.Keys[map[int]int]
	_ = rand.Intn
	_ = slices.Contains[[]int]
	_ = sort.Ints
	_ = strings.Repeat
	_ = sync.NewCond
	_ = atomic.AddInt32
	_ = time.Now
)

type point struct{ x, y int }

func (p *point) move(d int) { p.x += d }

type mover interface{ move(int) }
type outer struct{ point }
type outerp struct{ *point }
type box[T any] struct{ v T }

func (b *box[T]) set(v T) { b.v = v }
func id[T any](p *T) T    { return *p }

var (
	errFoo = errors.New("foo")
	glob   int
	gp     point
)

func TestRaceIfCond(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			if x == 1 {
				println()
			}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceIfCond(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			if x == 1 {
				println()
			}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceForCond(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for i := 0; i < x; i++ {
			}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceForCond(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for i := 0; i < x; i++ {
			}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceSwitchTag(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			switch x {
			case 5:
				println()
			}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceSwitchTag(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			switch x {
			case 5:
				println()
			}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceSwitchCase(t *testing.T) {
	x := 0
	y := 3
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			switch y {
			case x:
				println()
			}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceSwitchCase(t *testing.T) {
	x := 0
	y := 3
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			switch y {
			case x:
				println()
			}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceIndex(t *testing.T) {
	x := 0
	var a [3]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = a[x]
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceIndex(t *testing.T) {
	x := 0
	var a [3]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = a[x]
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceIndexAssign(t *testing.T) {
	x := 0
	var a [3]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[x] = 3
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceIndexAssign(t *testing.T) {
	x := 0
	var a [3]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[x] = 3
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceSliceBound(t *testing.T) {
	x := 0
	a := []int{1, 2, 3}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = a[x:]
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceSliceBound(t *testing.T) {
	x := 0
	a := []int{1, 2, 3}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = a[x:]
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceSliceOfArray(t *testing.T) {
	var a [3]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			s := a[:]
			s[1] = 1
		}()
	}()
	func() {
		a[1] = 2
	}()
	<-done
}

func TestNoRaceSliceOfArray(t *testing.T) {
	var a [3]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			s := a[:]
			s[1] = 1
		}()
	}()
	<-done
	func() {
		a[1] = 2
	}()
}

func TestRaceArg(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func(int) {}(x)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceArg(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func(int) {}(x)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceVariadic(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func(...int) {}(x, 2)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceVariadic(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func(...int) {}(x, 2)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceVariadicSpread(t *testing.T) {
	a := []int{1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func(v ...int) { _ = v[0] }(a...)
		}()
	}()
	func() {
		a[0] = 2
	}()
	<-done
}

func TestNoRaceVariadicSpread(t *testing.T) {
	a := []int{1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func(v ...int) { _ = v[0] }(a...)
		}()
	}()
	<-done
	func() {
		a[0] = 2
	}()
}

func TestRaceReturn(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = func() int { return x }()
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceReturn(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = func() int { return x }()
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceMapKey(t *testing.T) {
	x := 0
	m := map[int]int{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = m[x]
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceMapKey(t *testing.T) {
	x := 0
	m := map[int]int{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = m[x]
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceMapValueWrite(t *testing.T) {
	x := 0
	m := map[int]int{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m[1] = x
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceMapValueWrite(t *testing.T) {
	x := 0
	m := map[int]int{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m[1] = x
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceCompositeStruct(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = point{x, 1}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceCompositeStruct(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = point{x, 1}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceCompositeSlice(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = []int{x}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceCompositeSlice(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = []int{x}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceCompositeMap(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = map[int]int{1: x}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceCompositeMap(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = map[int]int{1: x}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceToInterface(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			var i any = x
			_ = i
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceToInterface(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			var i any = x
			_ = i
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceSendValue(t *testing.T) {
	x := 0
	c := make(chan int, 1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			c <- x
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceSendValue(t *testing.T) {
	x := 0
	c := make(chan int, 1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			c <- x
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceMakeLen(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = make([]int, x)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceMakeLen(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = make([]int, x)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceAppendValue(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = append([]int{}, x)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceAppendValue(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = append([]int{}, x)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceConversion(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = float64(x)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceConversion(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = float64(x)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceStringConv(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = []byte(s)
		}()
	}()
	func() {
		s = "c"
	}()
	<-done
}

func TestNoRaceStringConv(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = []byte(s)
		}()
	}()
	<-done
	func() {
		s = "c"
	}()
}

func TestRaceStringIndex(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = s[0]
		}()
	}()
	func() {
		s = "c"
	}()
	<-done
}

func TestNoRaceStringIndex(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = s[0]
		}()
	}()
	<-done
	func() {
		s = "c"
	}()
}

func TestRaceStringLen(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = len(s)
		}()
	}()
	func() {
		s = "c"
	}()
	<-done
}

func TestNoRaceStringLen(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = len(s)
		}()
	}()
	<-done
	func() {
		s = "c"
	}()
}

func TestRaceStringConcat(t *testing.T) {
	s := "ab"
	t2 := "x"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = s + t2
		}()
	}()
	func() {
		s = "c"
	}()
	<-done
}

func TestNoRaceStringConcat(t *testing.T) {
	s := "ab"
	t2 := "x"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = s + t2
		}()
	}()
	<-done
	func() {
		s = "c"
	}()
}

func TestRaceStringCompare(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = s == "q"
		}()
	}()
	func() {
		s = "c"
	}()
	<-done
}

func TestNoRaceStringCompare(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = s == "q"
		}()
	}()
	<-done
	func() {
		s = "c"
	}()
}

func TestRaceRangeString(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range s {
			}
		}()
	}()
	func() {
		s = "c"
	}()
	<-done
}

func TestNoRaceRangeString(t *testing.T) {
	s := "ab"
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range s {
			}
		}()
	}()
	<-done
	func() {
		s = "c"
	}()
}

func TestRaceRangeSlice(t *testing.T) {
	s := []int{1, 2}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range s {
			}
		}()
	}()
	func() {
		s = nil
	}()
	<-done
}

func TestNoRaceRangeSlice(t *testing.T) {
	s := []int{1, 2}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range s {
			}
		}()
	}()
	<-done
	func() {
		s = nil
	}()
}

func TestRaceRangeSliceElems(t *testing.T) {
	s := []int{1, 2}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for _, v := range s {
				_ = v
			}
		}()
	}()
	func() {
		s[1] = 3
	}()
	<-done
}

func TestNoRaceRangeSliceElems(t *testing.T) {
	s := []int{1, 2}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for _, v := range s {
				_ = v
			}
		}()
	}()
	<-done
	func() {
		s[1] = 3
	}()
}

func TestRaceRangeArray(t *testing.T) {
	var s [2]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for _, v := range s {
				_ = v
			}
		}()
	}()
	func() {
		s[1] = 3
	}()
	<-done
}

func TestNoRaceRangeArray(t *testing.T) {
	var s [2]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for _, v := range s {
				_ = v
			}
		}()
	}()
	<-done
	func() {
		s[1] = 3
	}()
}

func TestRaceRangeArrayPtr(t *testing.T) {
	var s [2]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for _, v := range &s {
				_ = v
			}
		}()
	}()
	func() {
		s[1] = 3
	}()
	<-done
}

func TestNoRaceRangeArrayPtr(t *testing.T) {
	var s [2]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for _, v := range &s {
				_ = v
			}
		}()
	}()
	<-done
	func() {
		s[1] = 3
	}()
}

func TestRaceRangeMapWrite(t *testing.T) {
	m := map[int]int{1: 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for k := range m {
				_ = k
			}
		}()
	}()
	func() {
		m[1] = 3
	}()
	<-done
}

func TestNoRaceRangeMapWrite(t *testing.T) {
	m := map[int]int{1: 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for k := range m {
				_ = k
			}
		}()
	}()
	<-done
	func() {
		m[1] = 3
	}()
}

func TestRaceRangeInt(t *testing.T) {
	n := 2
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range n {
			}
		}()
	}()
	func() {
		n = 1
	}()
	<-done
}

func TestNoRaceRangeInt(t *testing.T) {
	n := 2
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range n {
			}
		}()
	}()
	<-done
	func() {
		n = 1
	}()
}

func TestRaceAndAnd(t *testing.T) {
	x, y := true, true
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = x && y
		}()
	}()
	func() {
		y = false
	}()
	<-done
}

func TestNoRaceAndAnd(t *testing.T) {
	x, y := true, true
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = x && y
		}()
	}()
	<-done
	func() {
		y = false
	}()
}

func TestRaceOrOr(t *testing.T) {
	x, y := false, true
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = x || y
		}()
	}()
	func() {
		y = false
	}()
	<-done
}

func TestNoRaceOrOr(t *testing.T) {
	x, y := false, true
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = x || y
		}()
	}()
	<-done
	func() {
		y = false
	}()
}

func TestRaceNot(t *testing.T) {
	x := true
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = !x
		}()
	}()
	func() {
		x = false
	}()
	<-done
}

func TestNoRaceNot(t *testing.T) {
	x := true
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = !x
		}()
	}()
	<-done
	func() {
		x = false
	}()
}

func TestRaceShift(t *testing.T) {
	x := uint(1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = 1 << x
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceShift(t *testing.T) {
	x := uint(1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = 1 << x
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceDiv(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = 5 / x
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceDiv(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = 5 / x
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceUnary(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = -x
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceUnary(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = -x
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceOpAssign(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			x += 2
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceOpAssign(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			x += 2
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceIncDec(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			x++
		}()
	}()
	func() {
		x--
	}()
	<-done
}

func TestNoRaceIncDec(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			x++
		}()
	}()
	<-done
	func() {
		x--
	}()
}

func TestRaceDerefPtr(t *testing.T) {
	x := 1
	p := &x
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			*p = 3
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceDerefPtr(t *testing.T) {
	x := 1
	p := &x
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			*p = 3
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRacePtrField(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			q := p
			q.x = 1
		}()
	}()
	func() {
		p.x = 2
	}()
	<-done
}

func TestNoRacePtrField(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			q := p
			q.x = 1
		}()
	}()
	<-done
	func() {
		p.x = 2
	}()
}

func TestRaceNestedField(t *testing.T) {
	var o struct{ in struct{ v [2]int } }
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.in.v[1] = 1
		}()
	}()
	func() {
		o.in.v[1] = 2
	}()
	<-done
}

func TestNoRaceNestedField(t *testing.T) {
	var o struct{ in struct{ v [2]int } }
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.in.v[1] = 1
		}()
	}()
	<-done
	func() {
		o.in.v[1] = 2
	}()
}

func TestRaceTwoDim(t *testing.T) {
	var a [2][2]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[1][0] = 1
		}()
	}()
	func() {
		a[1] = [2]int{}
	}()
	<-done
}

func TestNoRaceTwoDim(t *testing.T) {
	var a [2][2]int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[1][0] = 1
		}()
	}()
	<-done
	func() {
		a[1] = [2]int{}
	}()
}

func TestRaceSliceOfSlices(t *testing.T) {
	a := [][]int{{1}, {2}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[1][0] = 1
		}()
	}()
	func() {
		_ = a[1][0]
	}()
	<-done
}

func TestNoRaceSliceOfSlices(t *testing.T) {
	a := [][]int{{1}, {2}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[1][0] = 1
		}()
	}()
	<-done
	func() {
		_ = a[1][0]
	}()
}

func TestRaceSliceOfStructs(t *testing.T) {
	a := []point{{1, 2}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[0].x = 1
		}()
	}()
	func() {
		_ = a[0]
	}()
	<-done
}

func TestNoRaceSliceOfStructs(t *testing.T) {
	a := []point{{1, 2}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[0].x = 1
		}()
	}()
	<-done
	func() {
		_ = a[0]
	}()
}

func TestRaceMapOfSlices(t *testing.T) {
	m := map[int][]int{1: {2}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m[1][0] = 3
		}()
	}()
	func() {
		_ = m[1][0]
	}()
	<-done
}

func TestNoRaceMapOfSlices(t *testing.T) {
	m := map[int][]int{1: {2}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m[1][0] = 3
		}()
	}()
	<-done
	func() {
		_ = m[1][0]
	}()
}

func TestRaceIfaceMethodOnPtr(t *testing.T) {
	p := &point{}
	var m mover = p
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m.move(1)
		}()
	}()
	func() {
		p.x = 1
	}()
	<-done
}

func TestNoRaceIfaceMethodOnPtr(t *testing.T) {
	p := &point{}
	var m mover = p
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m.move(1)
		}()
	}()
	<-done
	func() {
		p.x = 1
	}()
}

func TestRaceIfaceHoldsCopyVar(t *testing.T) {
	var m any = point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m = point{1, 1}
		}()
	}()
	func() {
		_ = m
	}()
	<-done
}

func TestNoRaceIfaceHoldsCopyVar(t *testing.T) {
	var m any = point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			m = point{1, 1}
		}()
	}()
	<-done
	func() {
		_ = m
	}()
}

func TestRaceMethodExpr(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			(*point).move(p, 1)
		}()
	}()
	func() {
		p.x = 3
	}()
	<-done
}

func TestNoRaceMethodExpr(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			(*point).move(p, 1)
		}()
	}()
	<-done
	func() {
		p.x = 3
	}()
}

func TestRaceEmbedded(t *testing.T) {
	o := &outer{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.move(1)
		}()
	}()
	func() {
		o.point.x = 2
	}()
	<-done
}

func TestNoRaceEmbedded(t *testing.T) {
	o := &outer{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.move(1)
		}()
	}()
	<-done
	func() {
		o.point.x = 2
	}()
}

func TestRaceEmbeddedPtr(t *testing.T) {
	o := &outerp{&point{}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.move(1)
		}()
	}()
	func() {
		o.point = nil
	}()
	<-done
}

func TestNoRaceEmbeddedPtr(t *testing.T) {
	o := &outerp{&point{}}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.move(1)
		}()
	}()
	<-done
	func() {
		o.point = nil
	}()
}

func TestRaceClosureCapture(t *testing.T) {
	x := 0
	f := func() { x++ }
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f()
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceClosureCapture(t *testing.T) {
	x := 0
	f := func() { x++ }
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f()
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceDeferArg(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			defer func(int) {}(x)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceDeferArg(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			defer func(int) {}(x)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceDeferRecover(t *testing.T) {
	x := 0; _ = x
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			defer func() {
				recover()
				x = 2
			}()
			panic(1)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceDeferRecover(t *testing.T) {
	x := 0; _ = x
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			defer func() {
				recover()
				x = 2
			}()
			panic(1)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceGoArg(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			go func(int) {}(x)
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceGoArg(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			go func(int) {}(x)
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceNamedResult(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func() (r int) { defer func() { r = x }(); return 1 }()
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceNamedResult(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			func() (r int) { defer func() { r = x }(); return 1 }()
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceMultiAssign(t *testing.T) {
	x, y := 0, 1
	_ = x
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			x, y = y, x
		}()
	}()
	func() {
		_ = y
	}()
	<-done
}

func TestNoRaceMultiAssign(t *testing.T) {
	x, y := 0, 1
	_ = x
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			x, y = y, x
		}()
	}()
	<-done
	func() {
		_ = y
	}()
}

func TestRaceTypeAssert(t *testing.T) {
	var v any = 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_, _ = v.(int)
		}()
	}()
	func() {
		v = 2
	}()
	<-done
}

func TestNoRaceTypeAssert(t *testing.T) {
	var v any = 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_, _ = v.(int)
		}()
	}()
	<-done
	func() {
		v = 2
	}()
}

func TestRaceTypeSwitchBind(t *testing.T) {
	var v any = 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			switch w := v.(type) {
			case int:
				_ = w
			}
		}()
	}()
	func() {
		v = 2
	}()
	<-done
}

func TestNoRaceTypeSwitchBind(t *testing.T) {
	var v any = 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			switch w := v.(type) {
			case int:
				_ = w
			}
		}()
	}()
	<-done
	func() {
		v = 2
	}()
}

func TestRaceErrNil(t *testing.T) {
	var err error
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			if err != nil {
				println()
			}
		}()
	}()
	func() {
		err = errFoo
	}()
	<-done
}

func TestNoRaceErrNil(t *testing.T) {
	var err error
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			if err != nil {
				println()
			}
		}()
	}()
	<-done
	func() {
		err = errFoo
	}()
}

func TestRaceFuncValue(t *testing.T) {
	f := func() {}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f()
		}()
	}()
	func() {
		f = func() {}
	}()
	<-done
}

func TestNoRaceFuncValue(t *testing.T) {
	f := func() {}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f()
		}()
	}()
	<-done
	func() {
		f = func() {}
	}()
}

func TestRaceChanVarRecv(t *testing.T) {
	c := make(chan int, 1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			select {
			case <-c:
			default:
			}
		}()
	}()
	func() {
		c = nil
	}()
	<-done
}

func TestNoRaceChanVarRecv(t *testing.T) {
	c := make(chan int, 1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			select {
			case <-c:
			default:
			}
		}()
	}()
	<-done
	func() {
		c = nil
	}()
}

func TestRaceSelectSendValue(t *testing.T) {
	x := 1
	c := make(chan int, 1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			select {
			case c <- x:
			default:
			}
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceSelectSendValue(t *testing.T) {
	x := 1
	c := make(chan int, 1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			select {
			case c <- x:
			default:
			}
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceSelectRecvInto(t *testing.T) {
	x := 1; _ = x
	c := make(chan int, 1)
	c <- 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			select {
			case x = <-c:
			}
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceSelectRecvInto(t *testing.T) {
	x := 1; _ = x
	c := make(chan int, 1)
	c <- 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			select {
			case x = <-c:
			}
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceRecvInto(t *testing.T) {
	var a [2]int
	c := make(chan int, 1)
	c <- 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[0] = <-c
		}()
	}()
	func() {
		a[0] = 2
	}()
	<-done
}

func TestNoRaceRecvInto(t *testing.T) {
	var a [2]int
	c := make(chan int, 1)
	c <- 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a[0] = <-c
		}()
	}()
	<-done
	func() {
		a[0] = 2
	}()
}

func TestRaceCopyFromString(t *testing.T) {
	b := make([]byte, 2)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			copy(b, "ab")
		}()
	}()
	func() {
		b[1] = 'x'
	}()
	<-done
}

func TestNoRaceCopyFromString(t *testing.T) {
	b := make([]byte, 2)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			copy(b, "ab")
		}()
	}()
	<-done
	func() {
		b[1] = 'x'
	}()
}

func TestRaceAppendSpread(t *testing.T) {
	a, b := []int{1}, []int{2, 3}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = append(a, b...)
		}()
	}()
	func() {
		b[1] = 5
	}()
	<-done
}

func TestNoRaceAppendSpread(t *testing.T) {
	a, b := []int{1}, []int{2, 3}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = append(a, b...)
		}()
	}()
	<-done
	func() {
		b[1] = 5
	}()
}

func TestRaceAppendInCapacity(t *testing.T) {
	a := make([]int, 1, 4)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = append(a, 7)
		}()
	}()
	func() {
		_ = a[:2][1]
	}()
	<-done
}

func TestNoRaceAppendInCapacity(t *testing.T) {
	a := make([]int, 1, 4)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = append(a, 7)
		}()
	}()
	<-done
	func() {
		_ = a[:2][1]
	}()
}

func TestRaceClearMap(t *testing.T) {
	m := map[int]int{1: 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			clear(m)
		}()
	}()
	func() {
		_ = m[1]
	}()
	<-done
}

func TestNoRaceClearMap(t *testing.T) {
	m := map[int]int{1: 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			clear(m)
		}()
	}()
	<-done
	func() {
		_ = m[1]
	}()
}

func TestRaceClearSlice(t *testing.T) {
	m := []int{1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			clear(m)
		}()
	}()
	func() {
		_ = m[0]
	}()
	<-done
}

func TestNoRaceClearSlice(t *testing.T) {
	m := []int{1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			clear(m)
		}()
	}()
	<-done
	func() {
		_ = m[0]
	}()
}

func TestRaceMinMax(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = min(x, 3)
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceMinMax(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = min(x, 3)
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceStructCompare(t *testing.T) {
	p, q := point{}, point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	func() {
		q.y = 1
	}()
	<-done
}

func TestNoRaceStructCompare(t *testing.T) {
	p, q := point{}, point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	<-done
	func() {
		q.y = 1
	}()
}

func TestRaceArrayCompare(t *testing.T) {
	p, q := [2]int{}, [2]int{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	func() {
		q[1] = 1
	}()
	<-done
}

func TestNoRaceArrayCompare(t *testing.T) {
	p, q := [2]int{}, [2]int{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	<-done
	func() {
		q[1] = 1
	}()
}

func TestRaceIfaceCompare(t *testing.T) {
	var p, q any = 1, 2
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	func() {
		q = 1
	}()
	<-done
}

func TestNoRaceIfaceCompare(t *testing.T) {
	var p, q any = 1, 2
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	<-done
	func() {
		q = 1
	}()
}

func TestRacePtrCompare(t *testing.T) {
	var p, q *int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	func() {
		q = new(int)
	}()
	<-done
}

func TestNoRacePtrCompare(t *testing.T) {
	var p, q *int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = p == q
		}()
	}()
	<-done
	func() {
		q = new(int)
	}()
}

func TestRaceGlobal(t *testing.T) {
	glob = 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			glob++
		}()
	}()
	func() {
		_ = glob
	}()
	<-done
}

func TestNoRaceGlobal(t *testing.T) {
	glob = 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			glob++
		}()
	}()
	<-done
	func() {
		_ = glob
	}()
}

func TestRaceGlobalStruct(t *testing.T) {
	gp = point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			gp.x++
		}()
	}()
	func() {
		gp = point{}
	}()
	<-done
}

func TestNoRaceGlobalStruct(t *testing.T) {
	gp = point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			gp.x++
		}()
	}()
	<-done
	func() {
		gp = point{}
	}()
}

func TestRaceGenericFunc(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = id(&x)
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceGenericFunc(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = id(&x)
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceGenericMethod(t *testing.T) {
	b := &box[int]{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b.set(1)
		}()
	}()
	func() {
		_ = b.v
	}()
	<-done
}

func TestNoRaceGenericMethod(t *testing.T) {
	b := &box[int]{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b.set(1)
		}()
	}()
	<-done
	func() {
		_ = b.v
	}()
}

func TestRaceBool(t *testing.T) {
	var f bool
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f = true
		}()
	}()
	func() {
		if f {
			println()
		}
	}()
	<-done
}

func TestNoRaceBool(t *testing.T) {
	var f bool
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f = true
		}()
	}()
	<-done
	func() {
		if f {
			println()
		}
	}()
}

func TestRaceByte(t *testing.T) {
	b := [2]byte{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b[0]++
		}()
	}()
	func() {
		b[0] = 1
	}()
	<-done
}

func TestNoRaceByte(t *testing.T) {
	b := [2]byte{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b[0]++
		}()
	}()
	<-done
	func() {
		b[0] = 1
	}()
}

func TestRaceFloat(t *testing.T) {
	f := 1.5
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f *= 2
		}()
	}()
	func() {
		f = 1
	}()
	<-done
}

func TestNoRaceFloat(t *testing.T) {
	f := 1.5
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			f *= 2
		}()
	}()
	<-done
	func() {
		f = 1
	}()
}

func TestRaceAppend2(t *testing.T) {
	var a []int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a = append(a, 1)
		}()
	}()
	func() {
		a = append(a, 2)
	}()
	<-done
}

func TestNoRaceAppend2(t *testing.T) {
	var a []int
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a = append(a, 1)
		}()
	}()
	<-done
	func() {
		a = append(a, 2)
	}()
}

func TestRaceSprintf(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = fmt.Sprintf("%d", x)
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceSprintf(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = fmt.Sprintf("%d", x)
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceSprintPtrStruct(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = fmt.Sprint(p)
		}()
	}()
	func() {
		p.x = 2
	}()
	<-done
}

func TestNoRaceSprintPtrStruct(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = fmt.Sprint(p)
		}()
	}()
	<-done
	func() {
		p.x = 2
	}()
}

func TestRaceBytesBuffer(t *testing.T) {
	var b bytes.Buffer
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b.WriteString("a")
		}()
	}()
	func() {
		_ = b.Len()
	}()
	<-done
}

func TestNoRaceBytesBuffer(t *testing.T) {
	var b bytes.Buffer
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b.WriteString("a")
		}()
	}()
	<-done
	func() {
		_ = b.Len()
	}()
}

func TestRaceStringsBuilder(t *testing.T) {
	var b strings.Builder
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b.WriteString("a")
		}()
	}()
	func() {
		_ = b.String()
	}()
	<-done
}

func TestNoRaceStringsBuilder(t *testing.T) {
	var b strings.Builder
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			b.WriteString("a")
		}()
	}()
	<-done
	func() {
		_ = b.String()
	}()
}

func TestRaceSortSlice(t *testing.T) {
	a := []int{2, 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			sort.Slice(a, func(i, j int) bool { return a[i] < a[j] })
		}()
	}()
	func() {
		a[0] = 9
	}()
	<-done
}

func TestNoRaceSortSlice(t *testing.T) {
	a := []int{2, 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			sort.Slice(a, func(i, j int) bool { return a[i] < a[j] })
		}()
	}()
	<-done
	func() {
		a[0] = 9
	}()
}

func TestRaceSlicesContains(t *testing.T) {
	a := []int{2, 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = slices.Contains(a, 1)
		}()
	}()
	func() {
		a[0] = 9
	}()
	<-done
}

func TestNoRaceSlicesContains(t *testing.T) {
	a := []int{2, 1}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			_ = slices.Contains(a, 1)
		}()
	}()
	<-done
	func() {
		a[0] = 9
	}()
}

func TestRaceMapsKeys(t *testing.T) {
	m := map[int]int{1: 2}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range maps.Keys(m) {
			}
		}()
	}()
	func() {
		m[2] = 1
	}()
	<-done
}

func TestNoRaceMapsKeys(t *testing.T) {
	m := map[int]int{1: 2}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			for range maps.Keys(m) {
			}
		}()
	}()
	<-done
	func() {
		m[2] = 1
	}()
}

func TestRaceWaitGroupReuse(t *testing.T) {
	x := 0
	var wg sync.WaitGroup
	wg.Add(1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			wg.Done()
			x++
		}()
	}()
	func() {
		wg.Wait()
		x++
	}()
	<-done
}

func TestNoRaceWaitGroupReuse(t *testing.T) {
	x := 0
	var wg sync.WaitGroup
	wg.Add(1)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			wg.Done()
			x++
		}()
	}()
	<-done
	func() {
		wg.Wait()
		x++
	}()
}

func TestRaceRandShared(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			r.Intn(2)
		}()
	}()
	func() {
		r.Intn(3)
	}()
	<-done
}

func TestNoRaceRandShared(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			r.Intn(2)
		}()
	}()
	<-done
	func() {
		r.Intn(3)
	}()
}

func TestRaceTimerField(t *testing.T) {
	o := struct{ t *time.Timer }{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.t = time.NewTimer(time.Hour)
		}()
	}()
	func() {
		_ = o.t
	}()
	<-done
}

func TestNoRaceTimerField(t *testing.T) {
	o := struct{ t *time.Timer }{}
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			o.t = time.NewTimer(time.Hour)
		}()
	}()
	<-done
	func() {
		_ = o.t
	}()
}

func TestRaceCtxVar(t *testing.T) {
	ctx := context.Background()
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			ctx, _ = context.WithCancel(ctx)
		}()
	}()
	func() {
		_ = ctx
	}()
	<-done
}

func TestNoRaceCtxVar(t *testing.T) {
	ctx := context.Background()
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			ctx, _ = context.WithCancel(ctx)
		}()
	}()
	<-done
	func() {
		_ = ctx
	}()
}

func TestRaceLabelledLoop(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			L:
			for {
				for {
					x++
					break L
				}
			}
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceLabelledLoop(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			L:
			for {
				for {
					x++
					break L
				}
			}
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceUnsafe(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			*(*int)(unsafe.Pointer(&x)) = 2
		}()
	}()
	func() {
		x = 1
	}()
	<-done
}

func TestNoRaceUnsafe(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			*(*int)(unsafe.Pointer(&x)) = 2
		}()
	}()
	<-done
	func() {
		x = 1
	}()
}

func TestRaceAtomicMixed(t *testing.T) {
	var x int64
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			atomic.StoreInt64(&x, 1)
		}()
	}()
	func() {
		x = 2
	}()
	<-done
}

func TestNoRaceAtomicMixed(t *testing.T) {
	var x int64
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			atomic.StoreInt64(&x, 1)
		}()
	}()
	<-done
	func() {
		x = 2
	}()
}

func TestRaceAtomicPtrTarget(t *testing.T) {
	p := &point{}
	var a atomic.Pointer[point]
	a.Store(p)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a.Load().x = 1
		}()
	}()
	func() {
		a.Load().x = 2
	}()
	<-done
}

func TestNoRaceAtomicPtrTarget(t *testing.T) {
	p := &point{}
	var a atomic.Pointer[point]
	a.Store(p)
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			a.Load().x = 1
		}()
	}()
	<-done
	func() {
		a.Load().x = 2
	}()
}
