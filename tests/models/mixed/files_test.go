package mixed

import (
	"errors"
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
