package main

import (
	"bytes"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func main() {
	s := "héllo, 世界\xff"
	for i, r := range s {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println(len(s), utf8.RuneCountInString(s), []byte(s)[1], []rune(s)[1], s[1:3], string([]rune(s)[7:9]))
	fmt.Printf("%q %x %v %s %+q\n", s, s, []byte(s[:3]), s[:2], "é\n")
	fmt.Println(strings.Split("a,b,,c", ","), len(strings.Split("", ",")), strings.Fields("  a  b "), strings.Join([]string{"x", "y"}, "-"))
	fmt.Println(strings.Contains("abc", "bc"), strings.Index("chicken", "ken"), strings.LastIndex("go gopher", "go"), strings.HasPrefix("abc", "ab"), strings.HasSuffix("abc", "bc"))
	fmt.Println(strings.Replace("oink oink oink", "k", "ky", 2), strings.ReplaceAll("aaa", "a", "b"), strings.ToUpper("aé"), strings.ToLower("AÉ"), strings.TrimSpace("  x "), strings.Trim("xxhixx", "x"))
	fmt.Println(strings.TrimLeft("aab", "a"), strings.TrimPrefix("abc", "a"), strings.TrimSuffix("abc", "c"), strings.Count("cheese", "e"), strings.Repeat("ab", 3), strings.EqualFold("Go", "GO"))
	before, after, found := strings.Cut("k=v", "=")
	fmt.Println(before, after, found, strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "abc"), strings.IndexByte("abc", 'c'), strings.SplitN("a,b,c", ",", 2))
	var b strings.Builder
	b.WriteString("one")
	b.WriteByte(' ')
	b.WriteRune('é')
	fmt.Fprintf(&b, " %d", 5)
	fmt.Println(b.String(), b.Len())
	var buf bytes.Buffer
	buf.WriteString("hello ")
	buf.Write([]byte("world"))
	fmt.Println(buf.String(), buf.Len(), bytes.Equal([]byte("a"), []byte("a")), bytes.Contains([]byte("abc"), []byte("b")))
	n, err := strconv.Atoi("12x")
	fmt.Println(n, err)
	n, err = strconv.Atoi("-42")
	fmt.Println(n, err, strconv.Itoa(-7), strconv.Quote("a\"b\n"), strconv.FormatInt(255, 16), strconv.FormatBool(true))
	v, err := strconv.ParseInt("300", 10, 8)
	fmt.Println(v, err)
	u, err := strconv.ParseUint("ff", 16, 64)
	fmt.Println(u, err)
	t, err := strconv.ParseBool("maybe")
	fmt.Println(t, err)
	fmt.Println(unicode.IsUpper('A'), unicode.IsDigit('5'), unicode.IsLetter('é'), unicode.IsSpace('\t'), unicode.ToUpper('b'))
	words := []string{"pear", "Apple", "fig"}
	sort.Strings(words)
	fmt.Println(words, "a" < "b", "Z" < "a", "abc" > "abd", s == s+"")
	sort.Slice(words, func(i, j int) bool { return len(words[i]) < len(words[j]) })
	fmt.Println(words, sort.SearchInts([]int{1, 3, 5}, 4), strings.Compare("a", "b"))
	x := []byte("abc")
	y := string(x)
	x[0] = 'z'
	fmt.Println(y, string(x), string(rune(65)), strings.ContainsRune("abc", 'b'), strings.IndexFunc("abc1", unicode.IsDigit))
}
