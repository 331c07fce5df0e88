package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"sort"
	"strings"
)

type noisy struct{ calls []string }

func (n *noisy) Write(p []byte) (int, error) { n.calls = append(n.calls, string(p)); return len(p), nil }

type noisyString struct{ noisy }

func (n *noisyString) WriteString(s string) (int, error) {
	n.calls = append(n.calls, "s:"+s)
	return len(s), nil
}

func main() {
	b := bufio.NewReaderSize(strings.NewReader("añb\xffc\nrest"), 3)
	fmt.Println(b.Size(), b.UnreadByte(), b.UnreadRune())
	r, n, err := b.ReadRune()
	fmt.Println(string(r), n, err, b.UnreadRune(), b.UnreadRune())
	c, _ := b.ReadByte()
	fmt.Println(string(c), b.UnreadRune(), b.UnreadByte(), b.UnreadByte())
	b.ReadRune()
	r, n, _ = b.ReadRune()
	fmt.Println(string(r), n, b.UnreadByte())
	c, _ = b.ReadByte()
	fmt.Println(c)
	b.ReadByte()
	r, n, _ = b.ReadRune()
	fmt.Println(r, n, b.UnreadRune())
	b.Peek(1)
	fmt.Println(b.UnreadByte())
	b.Discard(1)
	fmt.Println(b.UnreadByte())
	line, _ := b.ReadString('\n')
	fmt.Printf("%q %v\n", line, b.UnreadByte())
	line, _ = b.ReadString('\n')
	fmt.Printf("%q\n", line)
	line, err = b.ReadString('\n')
	fmt.Printf("%q %v %v\n", line, err, b.UnreadByte())
	c, err = b.ReadByte()
	fmt.Println(string(c), err)
	c, err = b.ReadByte()
	fmt.Println(c, err, b.UnreadByte(), b.UnreadRune())
	var plain noisy
	w := bufio.NewWriterSize(&plain, 4)
	w.Write([]byte("abcdefghij"))
	w.WriteString("x")
	w.WriteString("0123456789")
	w.WriteByte('y')
	w.Flush()
	fmt.Printf("%q\n", plain.calls)
	var str noisyString
	w = bufio.NewWriterSize(&str, 4)
	w.WriteString("abcdefghij")
	w.WriteString("x")
	w.WriteString("0123456789")
	w.Flush()
	fmt.Printf("%q\n", str.calls)
	s := strings.NewReader("héllo")
	p := make([]byte, 2)
	k, err := s.ReadAt(p, 3)
	at, err2 := s.Seek(-2, io.SeekEnd)
	rr, _, _ := s.ReadRune()
	fmt.Println(k, err, string(p), at, err2, string(rr), s.Len(), s.Size(), s.UnreadRune(), s.UnreadRune())
	_, err = s.Seek(-1, io.SeekStart)
	var sb strings.Builder
	m, _ := s.WriteTo(&sb)
	fmt.Println(err, m, sb.String(), s.Len())
	s.Reset("new")
	all, _ := io.ReadAll(s)
	fmt.Println(string(all))
	y := bytes.NewReader([]byte("bytes"))
	y.ReadByte()
	fmt.Println(y.UnreadByte(), y.Len(), y.Size())
	io.Copy(&sb, io.NewSectionReader(y, 1, 3))
	fmt.Println(sb.String(), sort.IntSlice{1, 3, 5}.Search(4), sort.StringSlice{"a", "c"}.Search("b"))
}
