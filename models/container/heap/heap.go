// Package heap models priority queues on anything that can be sorted.
//
//chancheck:rest
package heap

import "sort"

type Interface interface {
	sort.Interface
	Push(x any)
	Pop() any
}

func Init(h Interface) {
	n := h.Len()
	for i := n/2 - 1; i >= 0; i-- {
		sink(h, i, n)
	}
}

func Push(h Interface, x any) {
	h.Push(x)
	rise(h, h.Len()-1)
}

func Pop(h Interface) any { return Remove(h, 0) }

func Remove(h Interface, i int) any {
	last := h.Len() - 1
	if i != last {
		h.Swap(i, last)
		if !sink(h, i, last) {
			rise(h, i)
		}
	}
	return h.Pop()
}

func Fix(h Interface, i int) {
	if !sink(h, i, h.Len()) {
		rise(h, i)
	}
}

func rise(h Interface, i int) {
	for i > 0 && h.Less(i, (i-1)/2) {
		h.Swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
}

// sink moves element i down among the first n and reports whether it moved.
func sink(h Interface, i, n int) bool {
	moved := false
	for {
		child := 2*i + 1
		if child >= n {
			return moved
		}
		if child+1 < n && h.Less(child+1, child) {
			child++
		}
		if !h.Less(child, i) {
			return moved
		}
		h.Swap(i, child)
		i, moved = child, true
	}
}
