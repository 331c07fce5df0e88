package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

type upper struct{ r io.Reader }

func (u upper) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	copy(p, bytes.ToUpper(p[:n]))
	return n, err
}

type counted struct {
	bytes.Buffer
	calls int
}

func (c *counted) Write(p []byte) (int, error) {
	c.calls++
	return c.Buffer.Write(p)
}

func main() {
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "x=%d", 3)
	data, err := io.ReadAll(&buf)
	fmt.Println(string(data), err, buf.Len())
	r := strings.NewReader("abc")
	b := make([]byte, 2)
	k, err := r.Read(b)
	fmt.Println(k, err, string(b[:k]))
	k, err = r.Read(b)
	fmt.Println(k, err)
	k, err = r.Read(b)
	fmt.Println(k, err == io.EOF)
	data, err = io.ReadAll(upper{strings.NewReader("shout")})
	fmt.Println(string(data), err)
	var c counted
	fmt.Fprint(&c, "a", 1)
	fmt.Fprintln(&c, "b")
	fmt.Printf("%q %d\n", c.String(), c.calls)
	n, err := io.Copy(&c, strings.NewReader("copied"))
	fmt.Println(n, err, c.Len())
	n2, err := io.ReadFull(strings.NewReader("ab"), make([]byte, 3))
	fmt.Println(n2, err, err == io.ErrUnexpectedEOF)
	line, err := bytes.NewBufferString("one\ntwo").ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	io.WriteString(&c, "!")
	fmt.Println(strings.HasSuffix(c.String(), "!"), io.Discard != nil)
}
