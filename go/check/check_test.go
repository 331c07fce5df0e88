package check

import (
	"fmt"
	"math"
	"testing"
	"time"
)

func TestAssert(t *testing.T) {
	Assert(true, "fine")
	defer func() {
		if r := recover(); r != "assertion failed: broken" {
			t.Fatal(r)
		}
	}()
	Assert(false, "broken")
}

func TestChoose(t *testing.T) {
	seen := map[int]bool{}
	for i := 0; i < 1000; i++ {
		seen[Choose(3)] = true
	}
	if fmt.Sprint(seen) != "map[0:true 1:true 2:true]" {
		t.Fatal(seen)
	}
	both := map[bool]bool{}
	for i := 0; i < 1000; i++ {
		both[Bool()] = true
	}
	if len(both) != 2 {
		t.Fatal(both)
	}
	defer func() {
		if r := recover(); r != "check.Choose: no choice" {
			t.Fatal(r)
		}
	}()
	Choose(0)
}

func TestInt(t *testing.T) {
	seen := map[int]bool{}
	for i := 0; i < 1000; i++ {
		seen[Int(-1, 1)] = true
		Int(math.MinInt, math.MaxInt)
	}
	if fmt.Sprint(seen) != "map[-1:true 0:true 1:true]" {
		t.Fatal(seen)
	}
	defer func() {
		if r := recover(); r != "check.Int: no number" {
			t.Fatal(r)
		}
	}()
	Int(1, 0)
}

func TestOthersRunWhileOneBlocks(t *testing.T) {
	Reachable("here")
	begin := time.Now()
	Blocking()
	if time.Since(begin) < time.Millisecond {
		t.Fatal("returned at once")
	}
}
