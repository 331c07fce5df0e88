package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// slow gives its text in pieces, the last one together with the end.
type slow struct {
	text string
	step int
}

func (s *slow) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, io.EOF
	}
	n := min(s.step, len(s.text), len(p))
	copy(p, s.text[:n])
	s.text = s.text[n:]
	if s.text == "" {
		return n, io.EOF
	}
	return n, nil
}

// broken fails after some bytes.
type broken struct{ room int }

var errFull = errors.New("full")

func (b *broken) Write(p []byte) (int, error) {
	if len(p) > b.room {
		n := b.room
		b.room = 0
		return n, errFull
	}
	b.room -= len(p)
	return len(p), nil
}

func scanning() {
	for _, split := range []bufio.SplitFunc{bufio.ScanLines, bufio.ScanWords, bufio.ScanBytes, bufio.ScanRunes} {
		sc := bufio.NewScanner(&slow{"one two\r\n\n  three é\nfour", 3})
		sc.Split(split)
		for sc.Scan() {
			fmt.Printf("%q ", sc.Text())
		}
		fmt.Println(sc.Err())
	}
	sc := bufio.NewScanner(strings.NewReader(strings.Repeat("x", 40) + "\n"))
	sc.Buffer(make([]byte, 0, 8), 16)
	fmt.Println(sc.Scan(), sc.Err() == bufio.ErrTooLong)
}

func reading() {
	r := bufio.NewReader(&slow{"alpha\nbeta\r\ngamma", 4})
	c, err := r.ReadByte()
	fmt.Println(c, err)
	s, err := r.ReadString('\n')
	fmt.Printf("%q %v\n", s, err)
	p, err := r.Peek(3)
	fmt.Printf("%q %v\n", p, err)
	line, prefix, err := r.ReadLine()
	fmt.Printf("%q %v %v\n", line, prefix, err)
	ch, size, err := r.ReadRune()
	fmt.Println(ch, size, err)
	s, err = r.ReadString('\n')
	fmt.Printf("%q %v\n", s, err)
	_, err = r.ReadByte()
	fmt.Println(err)
}

func writing() {
	var out bytes.Buffer
	w := bufio.NewWriterSize(&out, 16)
	fmt.Fprintf(w, "%d-%s", 12, "abc")
	w.WriteByte('!')
	w.WriteRune('é')
	fmt.Println(out.String() == "", w.Buffered(), w.Available())
	w.WriteString("more than there is room for")
	fmt.Println(w.Flush(), out.String())
	bad := bufio.NewWriterSize(&broken{5}, 16)
	bad.WriteString("0123456789")
	fmt.Println(bad.Flush(), bad.Flush())
}

func joining() {
	var a, b bytes.Buffer
	n, err := io.Copy(io.MultiWriter(&a, &b), io.MultiReader(strings.NewReader("ab"), strings.NewReader(""), bytes.NewReader([]byte("cd"))))
	fmt.Println(n, err, a.String(), b.String())
	n, err = io.CopyN(&a, strings.NewReader("xyz"), 2)
	fmt.Println(n, err, a.String())
	n, err = io.CopyN(&a, strings.NewReader("x"), 2)
	fmt.Println(n, err)
	buf := make([]byte, 4)
	m, err := io.ReadAtLeast(&slow{"abc", 1}, buf, 2)
	fmt.Println(m, err)
	m, err = io.ReadAtLeast(&slow{"a", 1}, buf, 2)
	fmt.Println(m, err)
	var seen bytes.Buffer
	all, err := io.ReadAll(io.TeeReader(io.LimitReader(strings.NewReader("abcdef"), 4), &seen))
	fmt.Println(string(all), err, seen.String())
}

func bytesAndStrings() {
	s := []byte("  a b\tb  ")
	fmt.Printf("%q %q %q\n", bytes.Fields(s), bytes.TrimLeft(s, " "), bytes.TrimRight(s, " "))
	fmt.Printf("%q %d %d\n", bytes.ReplaceAll(s, []byte("b"), []byte("cc")), bytes.Count(s, []byte("b")), bytes.LastIndex(s, []byte("b")))
	before, after, found := bytes.Cut(s, []byte("\t"))
	fmt.Printf("%q %q %v\n", before, after, found)
	fmt.Printf("%q %q\n", bytes.TrimPrefix([]byte("abc"), []byte("ab")), bytes.TrimSuffix([]byte("abc"), []byte("x")))
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;", "aa", "b", "a", "c")
	fmt.Println(r.Replace("<a>aaa"), strings.LastIndexByte("banana", 'n'))
}

func durations() {
	for _, s := range []string{"3s", "1h30m", "-1.5ms", "0", "+2us", "1.25h", "", "3", "x", "1d", ".5s", "1s200ms"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
}

func pipes() {
	r, w := io.Pipe()
	go func() {
		fmt.Fprint(w, "hello ")
		fmt.Fprint(w, "world")
		w.CloseWithError(errFull)
	}()
	small := make([]byte, 4)
	for {
		n, err := r.Read(small)
		fmt.Printf("%q %v\n", small[:n], err)
		if err != nil {
			break
		}
	}
	r, w = io.Pipe()
	r.Close()
	_, err := w.Write([]byte("x"))
	fmt.Println(err)
	_, err = r.Read(small)
	fmt.Println(err)
}

func main() {
	scanning()
	reading()
	writing()
	joining()
	bytesAndStrings()
	durations()
	pipes()
}
