package main

import (
	"fmt"
	"io/ioutil"
	"path"
	"strings"
)

func main() {
	for _, p := range []string{"", ".", "/", "//", "a", "a/", "/a", "a/b", "a//b", "a/./b", "a/../b", "../a", "/../a", "a/b/../..", "a/b/../../..", "./a", "a/..", "..", "../..", "a/b.c", "/a/b.tar.gz", "x.y/z", "abc/.", "abc/./../def", "/a/b/c/../../d//e/.", "a/"} {
		d, f := path.Split(p)
		fmt.Println(p, "|", path.Clean(p), path.Base(p), path.Dir(p), path.Ext(p), path.IsAbs(p), d, f)
	}
	fmt.Println(path.Join(), path.Join(""), path.Join("a"), path.Join("a", "b"), path.Join("a", ""), path.Join("", "b"), path.Join("/", "a"), path.Join("/", ""), path.Join("a/", "b"), path.Join("", ""), path.Join("a", "..", "b"), path.Join("a", "", "b"), path.Join("", "/a"))
	pats := []string{"", "*", "a*", "a*c", "*c", "a?c", "?", "[abc]", "[^a]", "[a-c]x", "a[b-d]e", "a[^b-d]e", "a\\*b", "[]a]", "[-]", "[x-]", "[-x]", "[\\-x]", "[\\]a]", "[", "[^", "[a", "a[", "\\", "*x", "*/b", "a/*/c", "a/*", "[a-b-c]", "a*b*c", "*a", "**", "[^]", "[]", "[a-", "[a-]", "ab[c]", "日?", "[日-本]*", "*\\"}
	names := []string{"", "a", "abc", "ac", "c", "bx", "axc", "ace", "ade", "afe", "a*b", "x", "-", "]", "a/b", "a/x/c", "aXbYc", "日本", "本x", "abcabc"}
	for _, p := range pats {
		for _, n := range names {
			ok, err := path.Match(p, n)
			if err == path.ErrBadPattern {
				fmt.Print("E")
			} else if ok {
				fmt.Print(n, ",")
			}
		}
		fmt.Println("  ", p)
	}
	b, err := ioutil.ReadAll(strings.NewReader("text"))
	fmt.Println(string(b), err)
	n, err := fmt.Fprint(ioutil.Discard, "abc")
	fmt.Println(n, err, ioutil.NopCloser(strings.NewReader("")).Close())
}
