// Package suite models testify's suites: methods named Test... of a value are subtests, around which others run.
package suite

import (
	"internal/text"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type TestingSuite interface {
	T() *testing.T
	SetT(*testing.T)
	SetS(suite TestingSuite)
}

type SetupAllSuite interface{ SetupSuite() }

type SetupTestSuite interface{ SetupTest() }

type TearDownAllSuite interface{ TearDownSuite() }

type TearDownTestSuite interface{ TearDownTest() }

type BeforeTest interface {
	BeforeTest(suiteName, testName string)
}

type AfterTest interface {
	AfterTest(suiteName, testName string)
}

type SetupSubTest interface{ SetupSubTest() }

type TearDownSubTest interface{ TearDownSubTest() }

type WithStats interface {
	HandleStats(suiteName string, stats *SuiteInformation)
}

// SuiteInformation tells how the tests of a suite went.
type SuiteInformation struct {
	Start, End time.Time
	TestStats  map[string]*TestInformation
}

type TestInformation struct {
	TestName   string
	Start, End time.Time
	Passed     bool
}

func (s SuiteInformation) Passed() bool {
	for _, test := range s.TestStats {
		if !test.Passed {
			return false
		}
	}
	return true
}

// Suite is what suites embed.
type Suite struct {
	*assert.Assertions
	mu      sync.Mutex
	t       *testing.T
	require *require.Assertions
	whole   TestingSuite
}

func (s *Suite) T() *testing.T {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.t
}

func (s *Suite) SetT(t *testing.T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.t, s.Assertions, s.require = t, assert.New(t), require.New(t)
}

func (s *Suite) SetS(whole TestingSuite) { s.whole = whole }

func (s *Suite) Require() *require.Assertions {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.require == nil {
		panic("'Require' must not be called before 'Run' or 'SetT'")
	}
	return s.require
}

func (s *Suite) Assert() *assert.Assertions {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Assertions == nil {
		panic("'Assert' must not be called before 'Run' or 'SetT'")
	}
	return s.Assertions
}

// Run runs a subtest of the test that runs.
func (s *Suite) Run(name string, f func()) bool {
	outer := s.T()
	return outer.Run(name, func(t *testing.T) {
		s.SetT(t)
		defer s.SetT(outer)
		defer failed(t)
		if x, ok := s.whole.(SetupSubTest); ok {
			x.SetupSubTest()
		}
		if x, ok := s.whole.(TearDownSubTest); ok {
			defer x.TearDownSubTest()
		}
		f()
	})
}

// failed makes a panic a failure of the test.
func failed(t *testing.T) {
	if x := recover(); x != nil {
		t.Fatalf("test panicked: %v", x)
	}
}

func Run(t *testing.T, s TestingSuite) {
	defer failed(t)
	s.SetT(t)
	s.SetS(s)
	n := text.Tests(s)
	if n == 0 {
		return
	}
	name, stats := nameOf(s), &SuiteInformation{Start: time.Now(), TestStats: map[string]*TestInformation{}}
	if x, ok := s.(SetupAllSuite); ok {
		x.SetupSuite()
	}
	defer func() {
		if x, ok := s.(TearDownAllSuite); ok {
			x.TearDownSuite()
		}
		if x, ok := s.(WithStats); ok {
			stats.End = time.Now()
			x.HandleStats(name, stats)
		}
	}()
	for i := range n {
		test := text.TestName(s, i)
		t.Run(test, func(t *testing.T) { runOne(t, s, i, name, test, stats) })
	}
}

func runOne(t *testing.T, s TestingSuite, i int, name, test string, stats *SuiteInformation) {
	outer := s.T()
	s.SetT(t)
	defer failed(t)
	defer func() {
		x := recover()
		if _, ok := s.(WithStats); ok {
			stats.TestStats[test].End = time.Now()
			stats.TestStats[test].Passed = !t.Failed() && x == nil
		}
		if s, ok := s.(AfterTest); ok {
			s.AfterTest(name, test)
		}
		if s, ok := s.(TearDownTestSuite); ok {
			s.TearDownTest()
		}
		s.SetT(outer)
		if x != nil {
			t.Fatalf("test panicked: %v", x)
		}
	}()
	if _, ok := s.(WithStats); ok {
		stats.TestStats[test] = &TestInformation{TestName: test, Start: time.Now()}
	}
	if s, ok := s.(SetupTestSuite); ok {
		s.SetupTest()
	}
	if s, ok := s.(BeforeTest); ok {
		s.BeforeTest(name, test)
	}
	text.CallTest(s, i)
}

// nameOf is the name of a suite's type, without its package.
func nameOf(s TestingSuite) string {
	name := text.TypeName(s)
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' || name[i] == '*' {
			return name[i+1:]
		}
	}
	return name
}
