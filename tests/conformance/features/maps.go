package main

import (
	"fmt"
	"maps"
	"slices"
)

type key struct {
	a int
	b string
}

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	delete(m, "zz")
	v, ok := m["zz"]
	fmt.Println(m, len(m), v, ok, m["a"])
	for k := range m {
		delete(m, k)
	}
	fmt.Println(len(m), m)
	var none map[string]int
	fmt.Println(none == nil, none["x"], len(none))
	delete(none, "x")
	k := map[key][]int{}
	k[key{1, "x"}] = append(k[key{1, "x"}], 1, 2)
	fmt.Println(k, k[key{1, "y"}] == nil)
	byAny := map[any]string{1: "int", "1": "string", 1.0: "float", [2]int{1, 2}: "array", key{}: "struct", nil: "nil", true: "bool"}
	fmt.Println(byAny[1], byAny["1"], byAny[1.0], byAny[[2]int{1, 2}], byAny[key{}], byAny[nil], byAny[int8(1)] == "")
	counts := map[rune]int{}
	for _, r := range "hello" {
		counts[r]++
	}
	fmt.Println(counts, slices.Sorted(maps.Keys(counts)), len(slices.Collect(maps.Values(counts))))
	nested := map[string]map[string]int{"x": {"y": 1}}
	nested["x"]["z"] = 2
	fmt.Println(nested, nested["q"]["r"])
	alias := nested
	alias["new"] = nil
	fmt.Println(len(nested), len(maps.Clone(nested)))
	ptrs := map[string]*key{"p": {1, "one"}}
	ptrs["p"].a++
	fmt.Println(*ptrs["p"], ptrs["q"] == nil)
	defer func() { fmt.Println(recover()) }()
	bad := any([]int{1})
	func() {
		defer func() { fmt.Println(recover()) }()
		byAny[bad] = "x"
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = byAny[func() {}]
	}()
	clear(m)
	none["x"] = 1
}
