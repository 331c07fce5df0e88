package testing

// B runs its loop once: the checker wants to know what can happen, not how long it takes.
type B struct {
	*common
	N      int
	looped bool
}

func (b *B) Loop() bool {
	if b.looped {
		return false
	}
	b.looped = true
	return true
}

func (b *B) ResetTimer() {}

func (b *B) StartTimer() {}

func (b *B) StopTimer() {}

func (b *B) ReportAllocs() {}

func (b *B) SetBytes(n int64) {}

func (b *B) SetParallelism(p int) {}

func (b *B) Run(name string, f func(b *B)) bool {
	sub := &B{common: newCommon(b.name+"/"+name, b.common), N: 1}
	sub.run(func() { f(sub) })
	return !sub.Failed()
}

// RunBenchmark is what the test's process does for one benchmark.
func RunBenchmark(name string, f func(*B)) {
	b := &B{common: newCommon(name, nil), N: 1}
	b.run(func() { f(b) })
}

// A PB hands out the iterations of a parallel benchmark, one to each goroutine.
type PB struct {
	used bool
}

func (pb *PB) Next() bool {
	if pb.used {
		return false
	}
	pb.used = true
	return true
}

func (b *B) RunParallel(body func(*PB)) {
	const goroutines = 2
	done := make(chan bool, goroutines)
	for range goroutines {
		go func() {
			defer func() { done <- true }()
			body(&PB{})
		}()
	}
	for range goroutines {
		<-done
	}
}
