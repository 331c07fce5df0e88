package testing

import (
	"internal/process"
	"internal/text"
	"slices"
	"strings"
)

// RunExample is what the test's process does for one example: want is what it says that it prints.
func RunExample(name string, f func(), want string, unordered bool) {
	runExample(name, f, want, unordered)
}

func runExample(name string, f func(), want string, unordered bool) bool {
	process.Keep()
	f()
	got := strings.TrimSpace(process.Kept())
	if unordered {
		got, want = inOrder(got), inOrder(want)
	}
	if got == want {
		return true
	}
	text.Note("--- FAIL: " + name + "\ngot:\n" + got + "\nwant:\n" + want + "\n")
	tell()
	return false
}

func inOrder(s string) string {
	lines := strings.Split(s, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
