package main

import (
	"fmt"
	"slices"
)

func main() {
	a := [5]int{1, 2, 3, 4, 5}
	s := a[1:3]
	fmt.Println(s, len(s), cap(s), s[:4], a[:0], a[5:])
	t := a[1:3:3]
	t = append(t, 100)
	s = append(s, 200)
	fmt.Println(a, s, t)
	u := append(s[:1], s[2:]...)
	fmt.Println(u, s, a)
	var n []int
	fmt.Println(n == nil, len(n), cap(n), append(n, n...) == nil, n[:0] == nil)
	for i := 0; i < 10; i++ {
		n = append(n, i)
	}
	fmt.Println(n, len(n), copy(n[2:], n), n)
	b := a
	b[0] = 9
	p := &a
	p[1] = 7
	fmt.Println(a, b, a == b, a != [5]int{}, len(p))
	for i, v := range a {
		a[4] = 50
		if i == 4 {
			fmt.Println("copy", v)
		}
	}
	for i, v := range a[:] {
		a[4] = 60
		if i == 4 {
			fmt.Println("slice", v)
		}
	}
	m := [][]int{{1}, {2, 3}, nil}
	m[0] = append(m[0], 5)
	grid := [2][3]int{{1, 2, 3}, {4, 5, 6}}
	row := grid[0]
	row[0] = 77
	fmt.Println(m, len(m[2]), grid, row)
	arr := [2]int(n[:2])
	ptr := (*[2]int)(n)
	ptr[1] = -1
	fmt.Println(arr, n[:2], []string{2: "x", 0: "y"}, [...]string{3: "z"}, len([...]int{9: 1}))
	slices.Sort(n)
	i, found := slices.BinarySearch(n, 3)
	fmt.Println(n, i, found, slices.Contains(n, 8), slices.Index(n, 8), slices.Max(n), slices.Equal(n, n[:]))
	clear(n[:2])
	fmt.Println(n, slices.Insert([]int{1, 4}, 1, 2, 3), slices.Delete([]int{1, 2, 3}, 0, 1), slices.Compact([]int{1, 1, 2}))
	type pair struct{ a, b int }
	ps := []pair{{1, 2}, {3, 4}}
	for _, p := range ps {
		p.a = 9
	}
	for i := range ps {
		ps[i].b = 8
	}
	fmt.Println(ps, fmt.Sprint(func(xs ...int) int { return len(xs) }(n...)))
	x := []int{1, 2, 3}
	x, y := x[1:], x[:1]
	fmt.Println(x, y, x[len(x)-1], cap(y))
}
