package reflect

import "internal/text"

func (t rtype) NumField() int {
	t.is(Struct, "NumField")
	return text.TypeFields(int(t))
}

func (t rtype) Field(i int) StructField {
	t.is(Struct, "Field")
	if i < 0 || i >= t.NumField() {
		panic("reflect: Field index out of bounds")
	}
	n := int(t)
	return StructField{
		Name:      text.FieldWord(n, i, text.WordName),
		PkgPath:   text.FieldWord(n, i, text.WordPackage),
		Type:      rtype(text.TypeField(n, i)),
		Tag:       StructTag(text.FieldWord(n, i, text.WordTag)),
		Offset:    uintptr(text.FieldFact(n, i, text.FactOffset)),
		Index:     []int{i},
		Anonymous: text.FieldFact(n, i, text.FactEmbedded) != 0,
	}
}

func (t rtype) FieldByIndex(index []int) StructField {
	var f StructField
	var at Type = t
	for i, x := range index {
		if i > 0 && at.Kind() == Pointer && at.Elem().Kind() == Struct {
			at = at.Elem()
		}
		f = at.Field(x)
		at = f.Type
	}
	f.Index = index
	return f
}

func (t rtype) FieldByName(name string) (StructField, bool) {
	return t.FieldByNameFunc(func(s string) bool { return s == name })
}

type level struct {
	t     Type
	index []int
}

// FieldByNameFunc finds the only field at the least depth that matches.
func (t rtype) FieldByNameFunc(match func(string) bool) (StructField, bool) {
	t.is(Struct, "FieldByNameFunc")
	now := []level{{t, nil}}
	seen := map[Type]bool{}
	for len(now) > 0 {
		var below []level
		var found StructField
		hits := 0
		for _, l := range now {
			if seen[l.t] {
				continue
			}
			seen[l.t] = true
			for i := range l.t.NumField() {
				f := l.t.Field(i)
				f.Index = append(append([]int(nil), l.index...), i)
				if match(f.Name) {
					found = f
					hits++
					continue
				}
				inner := f.Type
				if f.Anonymous && inner.Kind() == Pointer {
					inner = inner.Elem()
				}
				if f.Anonymous && inner.Kind() == Struct {
					below = append(below, level{inner, f.Index})
				}
			}
		}
		if hits > 0 {
			return found, hits == 1
		}
		now = below
	}
	return StructField{}, false
}

func (t rtype) NumMethod() int { return text.TypeFact(int(t), text.FactMethods) }

func (t rtype) Method(i int) Method {
	if i < 0 || i >= t.NumMethod() {
		panic("reflect: Method index out of range")
	}
	m := Method{Name: text.MethodName(int(t), i), Type: rtype(text.MethodType(int(t), i, t.Kind() != Interface)), Index: i}
	if t.Kind() != Interface {
		m.Func = MakeFunc(m.Type, func(args []Value) []Value { return args[0].Method(i).Call(args[1:]) })
	}
	return m
}

func (t rtype) MethodByName(name string) (Method, bool) {
	for i := range t.NumMethod() {
		if text.MethodName(int(t), i) == name {
			return t.Method(i), true
		}
	}
	return Method{}, false
}

func (t rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return text.TypeImplements(int(t), number(u))
}

func (t rtype) under() int { return text.TypeFact(int(t), text.FactUnderlying) }

func (t rtype) AssignableTo(u Type) bool {
	v := u.(rtype)
	if t == v {
		return true
	}
	if v.Kind() == Interface {
		return text.TypeImplements(int(t), int(v))
	}
	if t.Name() != "" && v.Name() != "" {
		return false
	}
	if t.under() == v.under() {
		return true
	}
	return t.Kind() == Chan && v.Kind() == Chan && t.ChanDir() == BothDir && t.Elem() == v.Elem()
}

func (t rtype) ConvertibleTo(u Type) bool {
	v := u.(rtype)
	if t.AssignableTo(u) || t.under() == v.under() {
		return true
	}
	from, to := t.Kind(), v.Kind()
	switch {
	case isNumber(from):
		return isNumber(to) || to == String && from <= Uintptr
	case from == Complex64 || from == Complex128:
		return to == Complex64 || to == Complex128
	case from == String:
		return to == Slice && isText(v)
	case from == Slice && to == String:
		return isText(t)
	case from == Pointer && to == Pointer && t.Name() == "" && v.Name() == "":
		return t.Elem().(rtype).under() == v.Elem().(rtype).under()
	}
	return false
}

func isNumber(k Kind) bool { return k >= Int && k <= Float64 }

// isText tells whether a slice is one of bytes or runes.
func isText(t rtype) bool {
	k := t.Elem().Kind()
	return k == Uint8 || k == Int32
}

// like finds the type of the program for which is holds.
func like(is func(t rtype) bool, what string) Type {
	for n := 1; n < text.TypeCount(); n++ {
		if t := rtype(n); t.Name() == "" && is(t) {
			return t
		}
	}
	text.Ignorance("a type that only reflection makes: " + what)
	return nil
}

func PointerTo(t Type) Type {
	if n := text.TypeFact(number(t), text.FactPointer); n != 0 {
		return rtype(n)
	}
	return like(func(u rtype) bool { return u.Kind() == Pointer && u.Elem() == t }, "*"+t.String())
}

func PtrTo(t Type) Type { return PointerTo(t) }

func SliceOf(t Type) Type {
	return like(func(u rtype) bool { return u.Kind() == Slice && u.Elem() == t }, "[]"+t.String())
}

func ArrayOf(n int, t Type) Type {
	return like(func(u rtype) bool { return u.Kind() == Array && u.Len() == n && u.Elem() == t }, "an array of "+t.String())
}

func MapOf(key, elem Type) Type {
	return like(func(u rtype) bool { return u.Kind() == Map && u.Key() == key && u.Elem() == elem }, "map["+key.String()+"]"+elem.String())
}

func ChanOf(dir ChanDir, t Type) Type {
	return like(func(u rtype) bool { return u.Kind() == Chan && u.ChanDir() == dir && u.Elem() == t }, "a channel of "+t.String())
}

func FuncOf(in, out []Type, variadic bool) Type {
	return like(func(u rtype) bool { return u.Kind() == Func && u.has(in, out, variadic) }, "a function")
}

func (t rtype) has(in, out []Type, variadic bool) bool {
	if t.NumIn() != len(in) || t.NumOut() != len(out) || t.IsVariadic() != variadic {
		return false
	}
	for i, p := range in {
		if t.In(i) != p {
			return false
		}
	}
	for i, r := range out {
		if t.Out(i) != r {
			return false
		}
	}
	return true
}
