package standard

import (
	"bufio"
	"bytes"
	"database/sql"
	"flag"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(sub, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sub, "f.txt"), []byte("x\ny\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	fi, err := os.Stat(filepath.Join(sub, "f.txt"))
	if err != nil || fi.Size() != 4 || fi.IsDir() || fi.Name() != "f.txt" {
		t.Fatal(err)
	}
	es, err := os.ReadDir(sub)
	if err != nil || len(es) != 1 || es[0].Name() != "f.txt" {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(sub, "f.txt"), filepath.Join(dir, "g.txt")); err != nil {
		t.Fatal(err)
	}
	var names []string
	filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		names = append(names, d.Name())
		return err
	})
	if len(names) != 4 {
		t.Fatal(names)
	}
	m, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	if len(m) != 1 {
		t.Fatal(m)
	}
	f, err := os.Open(filepath.Join(dir, "g.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	n := 0
	for sc.Scan() {
		n++
	}
	if n != 2 {
		t.Fatal(n)
	}
	if _, err := fs.Stat(os.DirFS(dir), "g.txt"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "no")); !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

func TestRuntime(t *testing.T) {
	if runtime.NumGoroutine() < 1 || runtime.GOMAXPROCS(0) < 1 || runtime.NumCPU() < 1 {
		t.Fatal()
	}
	runtime.GC()
	_ = debug.Stack()
	_ = debug.SetGCPercent(100)
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	_, file, _, ok := runtime.Caller(0)
	if !ok || !strings.HasSuffix(file, "machine_test.go") {
		t.Fatal(file)
	}
}

func TestLog(t *testing.T) {
	var b bytes.Buffer
	l := log.New(&b, "p: ", log.Lmsgprefix)
	l.Printf("x %d", 1)
	if b.String() != "p: x 1\n" {
		t.Fatal(b.String())
	}
	slog.New(slog.NewJSONHandler(io.Discard, nil)).With("a", 1).Info("m", slog.Int("n", 2))
}

func TestFlag(t *testing.T) {
	f := flag.NewFlagSet("x", flag.ContinueOnError)
	n := f.Int("n", 3, "number")
	d := f.Duration("d", time.Second, "time")
	if err := f.Parse([]string{"-n", "7", "-d=2s", "rest"}); err != nil || *n != 7 || *d != 2*time.Second || f.Arg(0) != "rest" {
		t.Fatal(err)
	}
}

func TestSQL(t *testing.T) {
	_, err := sql.Open("nothing", "")
	if err == nil || !strings.Contains(err.Error(), "unknown driver") {
		t.Fatal(err)
	}
}
