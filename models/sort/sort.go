// Package sort models sorting. Slice needs to swap elements of a slice of any type, which is the runtime's part.
//
//chancheck:rest
package sort

import "internal/text"

type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// insertion sorts n elements; stable.
func insertion(n int, less func(i, j int) bool, swap func(i, j int)) {
	for i := 1; i < n; i++ {
		for j := i; j > 0 && less(j, j-1); j-- {
			swap(j, j-1)
		}
	}
}

func Sort(data Interface) { insertion(data.Len(), data.Less, data.Swap) }

func Stable(data Interface) { insertion(data.Len(), data.Less, data.Swap) }

func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

type reverse struct {
	Interface
}

func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

func Reverse(data Interface) Interface { return &reverse{data} }

type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x IntSlice) Sort()              { Sort(x) }
func (x IntSlice) Search(n int) int   { return SearchInts(x, n) }

type StringSlice []string

func (x StringSlice) Len() int            { return len(x) }
func (x StringSlice) Less(i, j int) bool  { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)       { x[i], x[j] = x[j], x[i] }
func (x StringSlice) Sort()               { Sort(x) }
func (x StringSlice) Search(s string) int { return SearchStrings(x, s) }

func Ints(x []int) { Sort(IntSlice(x)) }

func Strings(x []string) { Sort(StringSlice(x)) }

func IntsAreSorted(x []int) bool { return IsSorted(IntSlice(x)) }

func StringsAreSorted(x []string) bool { return IsSorted(StringSlice(x)) }

// swap exchanges two elements of the slice x.
func swap(x any, i, j int)

func Slice(x any, less func(i, j int) bool) {
	insertion(text.Parts(x), less, func(i, j int) { swap(x, i, j) })
}

func SliceStable(x any, less func(i, j int) bool) { Slice(x, less) }

func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := text.Parts(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

func Search(n int, f func(int) bool) int {
	low, high := 0, n
	for low < high {
		middle := (low + high) / 2
		if f(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

func Find(n int, cmp func(int) int) (i int, found bool) {
	i = Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

func SearchInts(a []int, x int) int { return Search(len(a), func(i int) bool { return a[i] >= x }) }

func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}
