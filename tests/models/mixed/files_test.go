package mixed

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	f, err := os.CreateTemp("", "a*.txt")
	if err != nil {
		t.Fatal(err)
	}
	name := f.Name()
	f.WriteString("hello")
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); !errors.Is(err, os.ErrClosed) {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil || string(data) != "hello" {
		t.Fatal(err, string(data))
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	_, err = os.Open(name)
	if !errors.Is(err, fs.ErrNotExist) || !os.IsNotExist(err) || !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var path *os.PathError
	if !errors.As(err, &path) || path.Op != "open" || path.Path != name {
		t.Fatal(err)
	}
}

func TestSeek(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	f, err := os.Create(dir + "/f")
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("abcdef"))
	if n, err := f.Seek(2, io.SeekStart); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	f.WriteString("X")
	b := make([]byte, 3)
	if n, err := f.ReadAt(b, 1); n != 3 || err != nil || string(b) != "bXd" {
		t.Fatal(n, err, string(b))
	}
	if n, err := f.Read(b); n != 3 || err != nil || string(b) != "def" {
		t.Fatal(n, err, string(b))
	}
	if n, err := f.Read(b); n != 0 || err != io.EOF {
		t.Fatal(n, err)
	}
	if err := os.Remove(dir); err == nil {
		t.Fatal("not empty")
	}
	if _, err := os.ReadFile(dir + "/g"); !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if _, err := os.OpenFile(dir+"/f", os.O_CREATE|os.O_EXCL|os.O_RDWR, 0600); !os.IsExist(err) {
		t.Fatal(err)
	}
}

// What two goroutines write to one file comes in any order.

// found: failure
func TestOrder(t *testing.T) {
	f, _ := os.CreateTemp("", "")
	var wg sync.WaitGroup
	for _, s := range []string{"a", "b"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f.WriteString(s)
		}()
	}
	wg.Wait()
	data, _ := os.ReadFile(f.Name())
	if string(data) != "ab" {
		t.Error(string(data))
	}
}

func readBoth(t *testing.T, first, second []byte) {
	name := t.TempDir() + "/f"
	if err := os.WriteFile(name, []byte("abcd"), 0600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, b := range [][]byte{first, second} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if n, err := f.Read(b); n != 2 || err != nil {
				t.Error(n, err)
			}
		}()
	}
	wg.Wait()
}

func TestReadBeside(t *testing.T) { readBoth(t, make([]byte, 2), make([]byte, 2)) }

// found: race
func TestReadIntoOne(t *testing.T) {
	b := make([]byte, 2)
	readBoth(t, b, b)
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	sub := dir + "/a//b/"
	if err := os.MkdirAll(sub, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/a/b/f.txt", []byte("abcd"), 0o644); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(sub + "f.txt")
	if err != nil || info.Size() != 4 || info.IsDir() || info.Name() != "f.txt" || info.Mode() != 0o644 {
		t.Fatal(err, info)
	}
	if err := os.MkdirAll(sub+"f.txt/c", 0o755); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if _, err := os.Open(sub + "f.txt/c"); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir+"/no/folder", 0o755); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.Rename(dir+"/a/b", dir+"/c"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(sub); !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.Truncate(dir+"/c/f.txt", 2); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(dir + "/c/f.txt"); err != nil || string(data) != "ab" {
		t.Fatal(err, string(data))
	}
	if err := os.Rename(dir+"/c/f.txt", dir+"/c"); err == nil {
		t.Fatal("a file took the place of a folder")
	}
	if err := os.Rename(dir+"/none", dir+"/c"); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 || entries[0].Name() != "a" || !entries[1].IsDir() {
		t.Fatal(err, entries)
	}
	f, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if names, err := f.Readdirnames(1); err != nil || len(names) != 1 {
		t.Fatal(err, names)
	}
	if names, err := f.Readdirnames(-1); err != nil || len(names) != 1 {
		t.Fatal(err, names)
	}
	if _, err := f.Readdirnames(1); err != io.EOF {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(dir + "/c"); err == nil {
		t.Fatal("not empty")
	}
	if err := os.RemoveAll(dir + "/c"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir + "/c/f.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// A file that takes the place of another one is never half there.

func TestReplaced(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(dir+"/f", []byte("old"), 0o600)
	var wg sync.WaitGroup
	wg.Go(func() {
		os.WriteFile(dir+"/g", []byte("new"), 0o600)
		os.Rename(dir+"/g", dir+"/f")
	})
	if data, err := os.ReadFile(dir + "/f"); err != nil || string(data) != "old" && string(data) != "new" {
		t.Errorf("%q %v", data, err)
	}
	wg.Wait()
}

// found: failure
func TestRewritten(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(dir+"/f", []byte("old"), 0o600)
	var wg sync.WaitGroup
	wg.Go(func() { os.WriteFile(dir+"/f", []byte("new"), 0o600) })
	if data, err := os.ReadFile(dir + "/f"); err != nil || string(data) != "old" && string(data) != "new" {
		t.Errorf("%q %v", data, err)
	}
	wg.Wait()
}

func TestCurrentFolder(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("a", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir + "/a"); err != nil {
		t.Fatal(err)
	}
	if here, err := os.Getwd(); err != nil || here != dir {
		t.Fatal(here, err)
	}
	if err := os.Chdir("a"); err == nil {
		t.Fatal("a file is a folder")
	}
}

// captured is what a function prints.
func captured(print func()) string {
	before := os.Stdout
	defer func() { os.Stdout = before }()
	r, w, _ := os.Pipe()
	os.Stdout = w
	got := make(chan string)
	go func() {
		b, _ := io.ReadAll(r)
		got <- string(b)
	}()
	print()
	w.Close()
	return <-got
}

func TestCaptured(t *testing.T) {
	got := captured(func() {
		fmt.Println("hello")
		os.Stdout.WriteString("there")
	})
	if got != "hello\nthere" {
		t.Errorf("%q", got)
	}
}

func TestEndsOfAPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Write([]byte("x")); err == nil {
		t.Error("written to the reading end")
	}
	if n, err := w.WriteString("abc"); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	b := make([]byte, 2)
	if n, err := r.Read(b); n != 2 || err != nil || string(b) != "ab" {
		t.Fatal(n, err)
	}
	w.Close()
	if n, err := r.Read(b); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := r.Read(b); err != io.EOF {
		t.Fatal(err)
	}
	if err := w.Close(); !errors.Is(err, os.ErrClosed) {
		t.Fatal(err)
	}
}

// The reader waits until the writing end is closed.

// found: deadlock
func TestPipeLeftOpen(t *testing.T) {
	r, w, _ := os.Pipe()
	var wg sync.WaitGroup
	wg.Go(func() { io.ReadAll(r) })
	w.WriteString("x")
	wg.Wait()
}

// The order in which files were made or are listed makes no states.

func TestRenameFolder(t *testing.T) {
	dir := t.TempDir()
	os.MkdirAll(dir+"/a/b", 0o755)
	for i := range 8 {
		os.WriteFile(fmt.Sprintf("%s/a/b/f%d", dir, i), []byte("x"), 0o600)
	}
	if err := os.Rename(dir+"/a", dir+"/c"); err != nil {
		t.Fatal(err)
	}
	es, err := os.ReadDir(dir + "/c/b")
	if err != nil || len(es) != 8 {
		t.Fatal(err, len(es))
	}
}
