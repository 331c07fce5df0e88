package testing

import (
	"internal/process"
	"internal/text"
	"runtime"
)

// M runs the tests of a package; the checker runs them one by one. TestMain gets it.
type M struct {
	run  func() bool
	code int
}

func (m *M) Run() int {
	exit := process.Exit
	process.Exit = nil // a test that ends the process ends it
	m.code = 0
	if !m.run() {
		m.code = 1
	}
	process.Exit = exit
	return m.code
}

// runMain calls TestMain in a goroutine, which ends where it calls os.Exit: the process goes on, so that what the test
// leaves behind can be judged.
func runMain(main func(*M), run func() bool) {
	passed := true
	m := &M{run: func() bool { passed = run(); return passed }}
	done := make(chan bool)
	process.Exit = func(code int) {
		m.code = code
		runtime.Goexit()
	}
	process.Count(1)
	go func() {
		defer close(done)
		defer process.Count(-1)
		main(m)
	}()
	<-done
	process.Exit = nil
	if passed && m.code != 0 {
		text.Note("exit status " + text.Itoa(int64(m.code)) + "\n")
		tell()
	}
}

func RunTestMain(name string, f func(*T), only string, main func(*M)) {
	runMain(main, func() bool { return runTest(name, f, only) })
}

func RunExampleMain(name string, f func(), want string, unordered bool, main func(*M)) {
	runMain(main, func() bool { return runExample(name, f, want, unordered) })
}

func RunFuzzMain(name string, target func(*F), only string, main func(*M)) {
	runMain(main, func() bool { return runFuzz(name, target, only, nil) })
}

func RunFuzzSeededMain(name string, target func(*F), only string, add func(*F), main func(*M)) {
	runMain(main, func() bool { return runFuzz(name, target, only, add) })
}
