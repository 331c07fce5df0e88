package testing

import (
	"internal/text"
	"sync/atomic"
)

// LIST ends a path of which the subtests are listed and not run; it comes before each name that is listed.
const LIST = '\x01'

// RunTest is what the test's process does for one test. only: the path of the one subtest to run, as of `go test -run`;
// empty: all.
func RunTest(name string, f func(*T), only string) { runTest(name, f, only) }

// runTest says whether the test passes.
func runTest(name string, f func(*T), only string) bool {
	return runTop(name, only, func(c *common) { f(&T{common: c}) })
}

func runTop(name, only string, f func(*common)) bool {
	runner := newCommon("", nil)
	runner.only = only
	c := newCommon(name, runner)
	c.run(func() { f(c) })
	runner.finishParallel()
	atomic.StoreInt32(&runner.completed, 1)
	return !c.Failed()
}

//chancheck:inside subtest; joins
func (t *T) Run(name string, f func(t *T)) bool {
	if t.bubble {
		panic("testing: t.Run called inside synctest bubble")
	}
	path := t.name + "/" + name
	if t.only != "" {
		path = t.unique(name)
		if !isPart(t.only, path) && !isPart(path, t.only) {
			t.list(path)
			return true
		}
	}
	sub := &T{common: newCommon(path, t.common)}
	sub.run(func() { f(sub) })
	return !sub.Failed()
}

// isPart says whether path is outer, or of a test inside it.
func isPart(path, outer string) bool {
	return path == outer || len(path) > len(outer) && path[:len(outer)] == outer && path[len(outer)] == '/'
}

// list tells the path of a subtest, if those beside it are listed.
func (t *T) list(path string) {
	last := len(t.only) - 1
	if t.only[last] == LIST && t.only[:last] == t.name+"/" {
		text.Write(string(LIST) + path + "\n")
	}
}

// unique is the path of the next subtest of a name: the second one ends in #01. A name that looks like that may be taken.
func (t *T) unique(name string) string {
	path := t.name + "/" + rewritten(name)
	if t.subs == nil {
		t.subs = map[string]int{}
	}
	for {
		n := t.subs[path]
		t.subs[path] = n + 1
		if n == 0 && name != "" {
			return path
		}
		if full := path + "#" + twoDigits(n); t.subs[full] == 0 {
			t.subs[full] = 1
			return full
		}
	}
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + text.Itoa(int64(n))
	}
	return text.Itoa(int64(n))
}

// rewritten is a name without spaces, as the paths of subtests have it.
func rewritten(name string) string {
	out := ""
	for _, r := range name {
		switch {
		case r == ' ' || r >= '\t' && r <= '\r' || r == 0x85 || r == 0xA0:
			out += "_"
		case r < ' ' || r == 0x7f:
			quoted := text.Quote(string(r))
			out += quoted[1 : len(quoted)-1]
		default:
			out += string(r)
		}
	}
	return out
}
