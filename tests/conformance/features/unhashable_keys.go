package main

import (
	"fmt"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		_, ok := r.(runtime.Error)
		fmt.Println(name, r, ok)
	}()
	f()
}

type S struct {
	a any
	n int
}

func main() {
	var nilMap map[any]int
	empty := map[any]int{}
	full := map[any]int{1: 1}
	gone := map[any]int{1: 1}
	delete(gone, 1)
	bad := []int{}
	try("look nil", func() { fmt.Println(nilMap[bad]) })
	try("look empty", func() { fmt.Println(empty[bad]) })
	try("look full", func() { fmt.Println(full[bad]) })
	try("look gone", func() { fmt.Println(gone[bad]) })
	try("ok nil", func() { _, ok := nilMap[bad]; fmt.Println(ok) })
	try("ok empty", func() { _, ok := empty[bad]; fmt.Println(ok) })
	try("delete nil", func() { delete(nilMap, any(bad)) })
	try("delete empty", func() { delete(empty, any(bad)) })
	try("delete full", func() { delete(full, any(bad)) })
	try("assign nil", func() { nilMap[bad] = 1 })
	try("assign empty", func() { empty[bad] = 1 })
	var arr map[[2]any]int
	try("array nil", func() { fmt.Println(arr[[2]any{1, bad}]) })
	try("array first", func() { fmt.Println(arr[[2]any{map[int]int{}, bad}]) })
	st := map[S]int{}
	try("struct empty", func() { fmt.Println(st[S{bad, 1}]) })
	st[S{1, 1}] = 1
	try("struct full", func() { fmt.Println(st[S{a: func() {}}]) })
	try("nested", func() { fmt.Println(nilMap[S{a: bad}]) })
	try("nested full", func() { fmt.Println(full[S{a: [1]any{bad}}]) })
	var e map[error]int
	try("error", func() { fmt.Println(e[errs{}]) })
	try("error full", func() { e = map[error]int{}; e[errs{}] = 2 })
}

type errs []int

func (errs) Error() string { return "" }
