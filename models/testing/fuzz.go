package testing

import "internal/text"

// F is a fuzz target: the checker calls it with its seed corpus.
type F struct {
	*common
	seeds [][]any
}

func (f *F) Add(args ...any) { f.seeds = append(f.seeds, args) }

// Fuzz runs a subtest for each seed.
func (f *F) Fuzz(ff any) {
	parent := &T{common: f.common}
	for i, args := range f.seeds {
		parent.Run("seed#"+text.Itoa(int64(i)), func(t *T) {
			all := []any{t}
			text.Call(ff, append(all, args...))
		})
	}
}

// RunFuzz is what the test's process does for one fuzz target.
func RunFuzz(name string, target func(*F), only string) { runFuzz(name, target, only, nil) }

// RunFuzzSeeded is the same. add: adds what testdata holds.
func RunFuzzSeeded(name string, target func(*F), only string, add func(*F)) {
	runFuzz(name, target, only, add)
}

func runFuzz(name string, target func(*F), only string, add func(*F)) bool {
	return runTop(name, only, func(c *common) {
		f := &F{common: c}
		if add != nil {
			add(f)
		}
		target(f)
	})
}
