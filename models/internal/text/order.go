package text

type entry struct {
	key, value any
}

// entries are those of a map in the order in which they are printed. Part sorts numbers and texts.
//
//chancheck:kinds map
func entries(m any) []entry {
	n := Parts(m)
	sorted := make([]entry, n/2)
	for i := range sorted {
		e := entry{Part(m, 2*i), Part(m, 2*i+1)}
		at := i
		for at > 0 && compare(e.key, sorted[at-1].key) < 0 {
			sorted[at] = sorted[at-1]
			at--
		}
		sorted[at] = e
	}
	return sorted
}

// compare orders keys of one type as fmt does, and keys of several types by what kind they are of.
func compare(x, y any) int {
	if k, l := Kind(x), Kind(y); k != l {
		return k - l
	}
	switch Kind(x) {
	case KindBool, KindInt:
		return sign(Int(x) < Int(y), Int(x) > Int(y))
	case KindUint:
		return sign(uint64(Int(x)) < uint64(Int(y)), uint64(Int(x)) > uint64(Int(y)))
	case KindString:
		return sign(Str(x) < Str(y), Str(x) > Str(y))
	case KindFloat, KindFloat32:
		return compareFloats(Int(x), Int(y))
	case KindStruct, KindArray, KindComplex, KindComplex64:
		return compareParts(x, y)
	}
	return 0
}

func sign(less, more bool) int {
	switch {
	case less:
		return -1
	case more:
		return 1
	}
	return 0
}

//chancheck:kinds struct array complex
func compareParts(x, y any) int {
	if TypeNumber(x) != TypeNumber(y) {
		return TypeNumber(x) - TypeNumber(y)
	}
	for i := range Parts(x) {
		if c := compare(Part(x, i), Part(y, i)); c != 0 {
			return c
		}
	}
	return 0
}

// compareFloats orders by the bits: NaN comes first, and of the two zeros neither.
func compareFloats(x, y int64) int {
	a, b := ordered(x), ordered(y)
	return sign(a < b, a > b)
}

func ordered(bits int64) int64 {
	switch {
	case bits&(1<<63-1) > 0x7FF<<52:
		return -1 << 63
	case bits < 0:
		return -(bits & (1<<63 - 1))
	}
	return bits
}
