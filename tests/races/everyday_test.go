package races

import (
	"bytes"
	"container/list"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type point struct{ x, y int }

func (p *point) move(d int) { p.x += d }
func (p point) sum() int    { return p.x + p.y }

func TestRaceFieldSame(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() { p.x = 1; done <- true }()
	p.x = 2
	<-done
}
func TestNoRaceFieldsDiffer(t *testing.T) {
	p := &point{}
	done := make(chan bool)
	go func() { p.x = 1; done <- true }()
	p.y = 2
	<-done
}
func TestRaceStructCopy(t *testing.T) {
	var p point
	done := make(chan bool)
	go func() { q := p; _ = q; done <- true }()
	p.y = 2
	<-done
}
func TestRaceValueReceiver(t *testing.T) {
	p := &point{}
	done := make(chan int)
	go func() { done <- p.sum() }()
	p.y = 2
	<-done
}
func TestRaceMethodValue(t *testing.T) {
	p := &point{}
	f := p.move
	done := make(chan bool)
	go func() { f(1); done <- true }()
	f(2)
	<-done
}
func TestNoRaceMethodValueBindsCopy(t *testing.T) {
	p := point{1, 2}
	f := p.sum
	done := make(chan int)
	go func() { done <- f() }()
	p.x = 3
	<-done
}
func TestRaceArrayElem(t *testing.T) {
	var a [4]int
	i := 2
	done := make(chan bool)
	go func() { a[i] = 1; done <- true }()
	a[2] = 2
	<-done
}
func TestNoRaceArrayElems(t *testing.T) {
	var a [4]int
	done := make(chan bool)
	go func() { a[1] = 1; done <- true }()
	a[2] = 2
	<-done
}
func TestRaceArrayCopy(t *testing.T) {
	var a [4]int
	done := make(chan bool)
	go func() { b := a; _ = b; done <- true }()
	a[3] = 2
	<-done
}
func TestRaceSliceAlias(t *testing.T) {
	a := make([]int, 4)
	b := a[1:3]
	done := make(chan bool)
	go func() { b[0] = 1; done <- true }()
	a[1] = 2
	<-done
}
func TestRaceSliceHeader(t *testing.T) {
	var a []int
	done := make(chan bool)
	go func() { a = make([]int, 1); done <- true }()
	_ = len(a)
	<-done
}
func TestRaceAppendAlias(t *testing.T) {
	a := make([]int, 0, 10)
	done := make(chan bool)
	go func() { _ = append(a, 1); done <- true }()
	_ = append(a, 2)
	<-done
}
func TestNoRaceAppendGrow(t *testing.T) {
	a := make([]int, 2, 2)
	done := make(chan bool)
	go func() { _ = append(a, 1); done <- true }()
	_ = append(a, 2)
	<-done
}
func TestRaceCopyBuiltin(t *testing.T) {
	a, b := make([]int, 3), make([]int, 3)
	done := make(chan bool)
	go func() { copy(a, b); done <- true }()
	b[1] = 4
	<-done
}
func TestRaceMapWrite(t *testing.T) {
	m := map[int]int{}
	done := make(chan bool)
	go func() { m[1] = 1; done <- true }()
	m[2] = 2
	<-done
}
func TestRaceMapReadWrite(t *testing.T) {
	m := map[string]int{"a": 1}
	done := make(chan bool)
	go func() { _ = m["a"]; done <- true }()
	m["b"] = 2
	<-done
}
func TestNoRaceMapReads(t *testing.T) {
	m := map[string]int{"a": 1}
	done := make(chan bool)
	go func() { _ = m["a"]; done <- true }()
	_, _ = m["b"]
	_ = len(m)
	<-done
}
func TestRaceMapLen(t *testing.T) {
	m := map[string]int{"a": 1}
	done := make(chan int)
	go func() { done <- len(m) }()
	m["x"] = 3
	<-done
}
func TestRaceMapDelete(t *testing.T) {
	m := map[string]int{"a": 1}
	done := make(chan bool)
	go func() { delete(m, "a"); done <- true }()
	for range m {
	}
	<-done
}
func TestRaceMapElemPointee(t *testing.T) {
	m := map[string]*point{"a": {}}
	done := make(chan bool)
	go func() { m["a"].x++; done <- true }()
	m["a"].x--
	<-done
}
func TestRaceInterface(t *testing.T) {
	var i interface{} = 1
	done := make(chan bool)
	go func() { i = "x"; done <- true }()
	_, _ = i.(int)
	<-done
}
func TestRaceIfaceCall(t *testing.T) {
	var s fmt.Stringer = &bytes.Buffer{}
	done := make(chan bool)
	go func() { s = &strings.Builder{}; done <- true }()
	_ = s.String()
	<-done
}
func TestRaceString(t *testing.T) {
	s := "a"
	done := make(chan bool)
	go func() { s += "b"; done <- true }()
	_ = s
	<-done
}
func TestRaceFuncVar(t *testing.T) {
	f := func() {}
	done := make(chan bool)
	go func() { f = nil; done <- true }()
	if f != nil {
	}
	<-done
}
func TestRaceChanVar(t *testing.T) {
	c := make(chan int, 1)
	done := make(chan bool)
	go func() { c = make(chan int, 1); done <- true }()
	c <- 1
	<-done
}
func TestRaceErrVar(t *testing.T) {
	var err error
	done := make(chan bool)
	go func() { err = errors.New("x"); done <- true }()
	if err != nil {
		t.Log(err)
	}
	<-done
}
func TestRaceNamedResult(t *testing.T) {
	done := make(chan bool)
	f := func() (r int) {
		go func() { r = 2; done <- true }()
		return 1
	}
	_ = f()
	<-done
}
func TestRaceDefer(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func() {
		defer func() { done <- true }()
		defer func() { x++ }()
	}()
	x = 2
	<-done
	_ = x
}
func TestRaceParam(t *testing.T) {
	f := func(x int) {
		done := make(chan bool)
		go func() { x = 1; done <- true }()
		x = 2
		<-done
	}
	f(3)
}
func TestNoRacePerIterationLoopVar(t *testing.T) {
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); _ = i }()
	}
	wg.Wait()
}
func TestRaceRangeSharedVar(t *testing.T) {
	var wg sync.WaitGroup
	var i int
	for i = range []int{1, 2} {
		wg.Add(1)
		go func() { defer wg.Done(); _ = i }()
	}
	wg.Wait()
}
func TestNoRaceChanSync(t *testing.T) {
	x := 0
	c := make(chan int)
	go func() { x = 1; c <- 1 }()
	<-c
	x = 2
	_ = x
}
func TestRaceChanBufferedWrongWay(t *testing.T) {
	x := 0
	c := make(chan int, 1)
	go func() { <-c; x = 1 }()
	c <- 1
	x = 2
	time.Sleep(time.Millisecond)
	_ = x
}
func TestNoRaceUnbufferedRecvBeforeSendDone(t *testing.T) {
	x := 0
	c := make(chan int)
	go func() { x = 1; <-c }()
	c <- 1
	_ = x
}
func TestRaceBufferedRecvDoesNotOrder(t *testing.T) {
	x := 0
	c := make(chan int, 1)
	go func() { x = 1; <-c }()
	c <- 1
	_ = x
	time.Sleep(time.Millisecond)
}
func TestNoRaceCapacitySemaphore(t *testing.T) {
	x := 0
	sem := make(chan int, 1)
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() { sem <- 1; x++; <-sem; done <- true }()
	}
	<-done
	<-done
}
func TestRaceCapacityTwoSemaphore(t *testing.T) {
	x := 0
	sem := make(chan int, 2)
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() { sem <- 1; x++; <-sem; done <- true }()
	}
	<-done
	<-done
}
func TestNoRaceCloseOrders(t *testing.T) {
	x := 0
	c := make(chan int)
	go func() { x = 1; close(c) }()
	<-c
	_ = x
}
func TestRaceCloseAndSend(t *testing.T) {
	c := make(chan int, 1)
	defer func() { recover() }()
	go func() { c <- 1 }()
	time.Sleep(time.Millisecond)
	close(c)
}
func TestNoRaceMutex(t *testing.T) {
	var mu sync.Mutex
	x := 0
	done := make(chan bool, 2)
	for i := 0; i < 2; i++ {
		go func() { mu.Lock(); x++; mu.Unlock(); done <- true }()
	}
	<-done
	<-done
}
func TestRaceTwoMutexes(t *testing.T) {
	var mu [2]sync.Mutex
	x := 0
	done := make(chan bool, 2)
	for i := 0; i < 2; i++ {
		go func() { mu[i].Lock(); x++; mu[i].Unlock(); done <- true }()
	}
	<-done
	<-done
}
func TestRaceRLockWrite(t *testing.T) {
	var mu sync.RWMutex
	x := 0
	done := make(chan bool, 2)
	for i := 0; i < 2; i++ {
		go func() { mu.RLock(); x++; mu.RUnlock(); done <- true }()
	}
	<-done
	<-done
}
func TestNoRaceRWMutex(t *testing.T) {
	var mu sync.RWMutex
	x := 0
	done := make(chan bool, 2)
	go func() { mu.RLock(); _ = x; mu.RUnlock(); done <- true }()
	go func() { mu.Lock(); x++; mu.Unlock(); done <- true }()
	<-done
	<-done
}
func TestNoRaceAtomic(t *testing.T) {
	var x int32
	done := make(chan bool)
	go func() { atomic.AddInt32(&x, 1); done <- true }()
	atomic.StoreInt32(&x, 2)
	<-done
}
func TestRaceAtomicAndPlain(t *testing.T) {
	var x int32
	done := make(chan bool)
	go func() { atomic.AddInt32(&x, 1); done <- true }()
	x = 3
	<-done
}
func TestNoRaceAtomicPublish(t *testing.T) {
	var x int
	var ready atomic.Bool
	go func() { x = 1; ready.Store(true) }()
	for !ready.Load() {
		runtime.Gosched()
	}
	_ = x
}
func TestRaceAtomicNotChecked(t *testing.T) {
	var x int
	var ready atomic.Bool
	go func() { x = 1; ready.Store(true) }()
	_ = ready.Load()
	_ = x
}
func TestNoRaceAtomicValue(t *testing.T) {
	var v atomic.Value
	go func() { p := &point{1, 2}; v.Store(p) }()
	if p, ok := v.Load().(*point); ok {
		_ = p.x
	}
}
func TestNoRaceAtomicPointer(t *testing.T) {
	var v atomic.Pointer[point]
	go func() { v.Store(&point{1, 2}) }()
	if p := v.Load(); p != nil {
		_ = p.x
	}
}
func TestNoRaceOnce(t *testing.T) {
	var once sync.Once
	x := 0
	done := make(chan bool, 2)
	for i := 0; i < 2; i++ {
		go func() { once.Do(func() { x = 1 }); _ = x; done <- true }()
	}
	<-done
	<-done
}
func TestNoRaceWaitGroup(t *testing.T) {
	var wg sync.WaitGroup
	x := 0
	wg.Add(1)
	go func() { x = 1; wg.Done() }()
	wg.Wait()
	_ = x
}
func TestRaceWaitGroupDoneEarly(t *testing.T) {
	var wg sync.WaitGroup
	x := 0
	wg.Add(1)
	go func() { wg.Done(); x = 1 }()
	wg.Wait()
	_ = x
}
func TestRaceWaitGroupAddInside(t *testing.T) {
	var wg sync.WaitGroup
	c := make(chan bool, 1)
	go func() { wg.Add(1); c <- true; wg.Done() }()
	wg.Wait()
	<-c
}
func TestNoRaceCond(t *testing.T) {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	x, ready := 0, false
	go func() { mu.Lock(); x = 1; ready = true; c.Signal(); mu.Unlock() }()
	mu.Lock()
	for !ready {
		c.Wait()
	}
	_ = x
	mu.Unlock()
}
func TestNoRaceSyncMap(t *testing.T) {
	var m sync.Map
	done := make(chan bool)
	go func() { m.Store(1, 2); done <- true }()
	m.Load(1)
	<-done
}
func TestNoRacePool(t *testing.T) {
	p := sync.Pool{New: func() any { return new(int) }}
	done := make(chan bool)
	go func() { v := p.Get().(*int); *v = 1; p.Put(v); done <- true }()
	v := p.Get().(*int)
	*v = 2
	p.Put(v)
	<-done
}
func TestRaceGlobal(t *testing.T) {
	done := make(chan bool)
	go func() { glob++; done <- true }()
	glob++
	<-done
}

var glob int

func TestRaceSort(t *testing.T) {
	a := []int{3, 1, 2}
	done := make(chan bool)
	go func() { sort.Ints(a); done <- true }()
	a[0] = 7
	<-done
}
func TestRaceBytesBuffer(t *testing.T) {
	var b bytes.Buffer
	done := make(chan bool)
	go func() { b.WriteString("x"); done <- true }()
	b.WriteByte('y')
	<-done
}
func TestRaceList(t *testing.T) {
	l := list.New()
	done := make(chan bool)
	go func() { l.PushBack(1); done <- true }()
	l.PushBack(2)
	<-done
}
func TestNoRaceContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	x := 0
	go func() { x = 1; cancel() }()
	<-ctx.Done()
	_ = x
}
func TestNoRaceAfterFunc(t *testing.T) {
	x := 0
	done := make(chan bool)
	x = 1
	time.AfterFunc(time.Millisecond, func() { x = 2; done <- true })
	<-done
	_ = x
}
func TestRaceSelect(t *testing.T) {
	x := 0; _ = x
	a, b := make(chan bool, 1), make(chan bool, 1)
	done := make(chan bool)
	go func() { x = 1; a <- true; done <- true }()
	b <- true
	select {
	case <-a:
	case <-b:
		x = 2
	}
	<-done
}
func TestNoRaceSelectBoth(t *testing.T) {
	x := 0; _ = x
	a := make(chan bool, 1)
	go func() { x = 1; a <- true }()
	select {
	case <-a:
		x = 2
	}
}
func TestRaceTypeSwitch(t *testing.T) {
	var v any = 3
	done := make(chan bool)
	go func() { v = point{}; done <- true }()
	switch v.(type) {
	case int:
	case string:
	}
	<-done
}
func TestRaceStructWithEmbedded(t *testing.T) {
	type inner struct{ n int }
	type outer struct {
		inner
		m int
	}
	var o outer
	done := make(chan bool)
	go func() { o.n = 1; done <- true }()
	o = outer{}
	<-done
}
func TestRacePtrPtr(t *testing.T) {
	x := 0
	p := &x
	pp := &p
	done := make(chan bool)
	go func() { **pp = 1; done <- true }()
	y := 1
	*pp = &y
	<-done
}
func TestRaceIncr(t *testing.T) {
	var x uint8
	done := make(chan bool)
	go func() { x <<= 1; done <- true }()
	x ^= 3
	<-done
}
func TestRacePanicRecover(t *testing.T) {
	x := 0; _ = x
	done := make(chan bool)
	go func() {
		defer func() { recover(); x = 1; done <- true }()
		panic("a")
	}()
	x = 2
	<-done
}
func TestRaceGoStmtArgEval(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func(v int) { done <- true; x = v }(x)
	<-done
	x = 3
}
func TestNoRaceGoArgEval(t *testing.T) {
	x := 0
	done := make(chan bool)
	go func(v int) { done <- v == 0 }(x)
	x = 3
	<-done
}
func TestRaceClosureChain(t *testing.T) {
	x := 0
	f := func() func() { return func() { x++ } }()
	done := make(chan bool)
	go func() { f(); done <- true }()
	f()
	<-done
}
func TestRaceFmt(t *testing.T) {
	p := &point{1, 2}
	done := make(chan bool)
	go func() { fmt.Fprint(os.Stderr, *p, "\n"); done <- true }()
	p.x = 3
	<-done
}
func TestRaceStringIndexOfBytes(t *testing.T) {
	b := []byte("abc")
	done := make(chan bool)
	go func() { _ = string(b); done <- true }()
	b[0] = 'x'
	<-done
}
func TestRaceMultiAssign(t *testing.T) {
	a, b := 1, 2
	done := make(chan bool)
	go func() { a, b = b, a; done <- true }()
	_ = a
	<-done
}
func TestRaceCompareStructs(t *testing.T) {
	p, q := point{1, 2}, point{1, 2}
	done := make(chan bool)
	go func() { _ = p == q; done <- true }()
	q.y = 3
	<-done
}
func TestRaceBlank(t *testing.T) {
	x := 1
	done := make(chan bool)
	go func() { _ = x; done <- true }()
	x = 2
	<-done
}
func TestRaceComplex(t *testing.T) {
	var c complex128; _ = c
	done := make(chan bool)
	go func() { c = 1; done <- true }()
	c = 2
	<-done
}
func TestRaceSubtest(t *testing.T) {
	x := 0
	t.Run("a", func(t *testing.T) {
		done := make(chan bool)
		go func() { x++; done <- true }()
		x++
		<-done
	})
}
func TestNoRaceForRangeChan(t *testing.T) {
	c := make(chan *point)
	go func() {
		for i := 0; i < 3; i++ {
			c <- &point{x: i}
		}
		close(c)
	}()
	for p := range c {
		p.x++
	}
}
func TestRaceAfterHandOver(t *testing.T) {
	c := make(chan *point)
	go func() {
		p := &point{}
		c <- p
		p.x = 1
	}()
	p := <-c
	p.x = 2
}
func TestNoRaceTicker(t *testing.T) {
	tk := time.NewTicker(time.Millisecond)
	defer tk.Stop()
	x := 0
	for i := 0; i < 2; i++ {
		<-tk.C
		x++
	}
}
func TestRaceTryLock(t *testing.T) {
	x := 0
	var mu sync.Mutex
	done := make(chan bool)
	go func() {
		if mu.TryLock() {
			x++
			mu.Unlock()
		}
		done <- true
	}()
	x++
	<-done
}
