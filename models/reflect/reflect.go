// Package reflect models types, values and the comparison of values of any type.
//
//chancheck:rest
package reflect

import "internal/text"

// DeepEqual compares what pointers, slices, maps and interfaces lead to.
func DeepEqual(x, y any) bool {
	c := &comparison{}
	return c.equal(x, y)
}

// A comparison remembers the pairs of pointers that it is about to compare: what they lead back to is taken to be equal.
type comparison struct {
	pairs [][2]any
}

func (c *comparison) equal(x, y any) bool {
	if x == nil || y == nil {
		return x == nil && y == nil
	}
	if text.TypeNumber(x) != text.TypeNumber(y) {
		return false
	}
	switch text.Kind(x) {
	case text.KindPointer:
		return x == y || !text.IsNil(x) && !text.IsNil(y) && c.behind(x, y)
	case text.KindFunc:
		return text.IsNil(x) && text.IsNil(y)
	case text.KindSlice:
		return text.IsNil(x) == text.IsNil(y) && c.parts(x, y)
	case text.KindStruct, text.KindArray:
		return c.parts(x, y)
	case text.KindMap:
		return text.IsNil(x) == text.IsNil(y) && text.Parts(x) == text.Parts(y) && c.entries(x, y)
	}
	return x == y
}

func (c *comparison) behind(x, y any) bool {
	for _, pair := range c.pairs {
		if pair[0] == x && pair[1] == y {
			return true
		}
	}
	c.pairs = append(c.pairs, [2]any{x, y})
	return c.equal(text.Elem(x), text.Elem(y))
}

func (c *comparison) parts(x, y any) bool {
	n := text.Parts(x)
	if n != text.Parts(y) {
		return false
	}
	for i := range n {
		if !c.equal(text.Part(x, i), text.Part(y, i)) {
			return false
		}
	}
	return true
}

// entries says whether y has all that x has. Keys are compared as maps compare them.
func (c *comparison) entries(x, y any) bool {
	n := text.Parts(x)
	for i := 0; i < n; i += 2 {
		key := text.Part(x, i)
		found := false
		for j := 0; j < n && !found; j += 2 {
			found = key == text.Part(y, j) && c.equal(text.Part(x, i+1), text.Part(y, j+1))
		}
		if !found {
			return false
		}
	}
	return true
}
