package reflect

import "internal/text"

func (v Value) Len() int {
	switch v.Kind() {
	case Array:
		return text.TypeLen(v.t)
	case Slice:
		return text.Parts(v.get())
	case Map:
		return text.Parts(v.get()) / 2
	case String:
		return len(text.Str(v.get()))
	case Chan:
		return len(text.AsChan(v.get()))
	case Pointer:
		if v.Type().Elem().Kind() == Array {
			return v.Type().Elem().Len()
		}
	}
	v.fail("Len")
	return 0
}

func (v Value) Cap() int {
	switch v.Kind() {
	case Array:
		return v.Len()
	case Slice:
		return sliceCap(v.get())
	case Chan:
		return chanCap(v.get())
	}
	v.fail("Cap")
	return 0
}

func (v Value) Index(i int) Value {
	k := v.Kind()
	if k != Array && k != Slice && k != String {
		v.fail("Index")
	}
	if i < 0 || i >= v.Len() {
		panic("reflect: " + k.String() + " index out of range")
	}
	var e Value
	switch {
	case k == String:
		e = ValueOf(text.Str(v.get())[i])
	case k == Slice:
		e = at(text.ElemAddr(v.get(), i))
	case v.pointer != nil:
		e = at(text.ElemAddr(v.pointer, i))
	default:
		e = Value{t: text.TypeElem(v.t, 0), x: text.Part(v.x, i)}
	}
	e.hidden = v.hidden
	return e
}

func (v Value) NumField() int {
	v.is(Struct, "NumField")
	return text.TypeFields(v.t)
}

func (v Value) Field(i int) Value {
	v.is(Struct, "Field")
	if i < 0 || i >= text.TypeFields(v.t) {
		panic("reflect: Field index out of range")
	}
	f := Value{t: text.TypeField(v.t, i)}
	if v.pointer != nil {
		f.pointer = text.FieldAddr(v.pointer, i)
	} else {
		f.x = text.Part(v.x, i)
	}
	f.hidden = v.hidden || text.FieldWord(v.t, i, text.WordPackage) != ""
	return f
}

func (v Value) FieldByIndex(index []int) Value {
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.Type().Elem().Kind() == Struct {
			if v.IsNil() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

func (v Value) FieldByIndexErr(index []int) (Value, error) {
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.Type().Elem().Kind() == Struct {
			if v.IsNil() {
				return Value{}, nilEmbedded("reflect: indirection through nil pointer to embedded struct field " + v.Type().Elem().Name())
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

type nilEmbedded string

func (e nilEmbedded) Error() string { return string(e) }

func (v Value) FieldByName(name string) Value {
	v.is(Struct, "FieldByName")
	return v.FieldByNameFunc(func(s string) bool { return s == name })
}

func (v Value) FieldByNameFunc(match func(string) bool) Value {
	if f, ok := v.Type().FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

func (v Value) part(t Type, x any) Value { return Value{t: number(t), x: x, hidden: v.hidden} }

// MapKeys gives the keys in the order in which they are printed.
func (v Value) MapKeys() []Value {
	v.is(Map, "MapKeys")
	m := v.get()
	keys := make([]Value, text.Parts(m)/2)
	for i := range keys {
		keys[i] = v.part(v.Type().Key(), text.Part(m, 2*i))
	}
	return keys
}

func (v Value) MapIndex(key Value) Value {
	v.is(Map, "MapIndex")
	if text.IsNil(v.get()) {
		return Value{}
	}
	x, ok := mapGet(v.get(), key.assigned("reflect.Value.MapIndex", v.Type().Key()).x)
	if !ok {
		return Value{}
	}
	return Value{t: text.TypeElem(v.t, 0), x: x, hidden: v.hidden || key.hidden}
}

func (v Value) SetMapIndex(key, elem Value) {
	v.is(Map, "SetMapIndex")
	k := key.assigned("reflect.Value.SetMapIndex", v.Type().Key()).x
	if elem.t == 0 {
		mapDelete(v.get(), k)
		return
	}
	mapSet(v.get(), k, elem.assigned("reflect.Value.SetMapIndex", v.Type().Elem()).x)
}

// A MapIter goes through the entries that the map had at first and still has.
type MapIter struct {
	m         Value
	keys      []Value
	begun     bool
	key, elem Value
}

func (v Value) MapRange() *MapIter {
	v.is(Map, "MapRange")
	return &MapIter{m: v}
}

func (i *MapIter) Next() bool {
	if !i.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if i.begun {
		i.stands("MapIter.Next")
	} else {
		i.keys, i.begun = i.m.MapKeys(), true
	}
	for len(i.keys) > 0 {
		i.key, i.keys = i.keys[0], i.keys[1:]
		if i.elem = i.m.MapIndex(i.key); i.elem.IsValid() {
			return true
		}
	}
	i.key = Value{}
	return false
}

// stands panics in method unless Next has found an entry.
func (i *MapIter) stands(method string) {
	if !i.begun {
		panic(method + " called before Next")
	}
	if !i.key.IsValid() {
		panic(method + " called on exhausted iterator")
	}
}

func (i *MapIter) Key() Value {
	i.stands("MapIter.Key")
	return i.key
}

func (i *MapIter) Value() Value {
	i.stands("MapIter.Value")
	return i.elem
}

func (i *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.is(Map, "MapIter.Reset")
	}
	*i = MapIter{m: v}
}

func (v Value) SetIterKey(i *MapIter) {
	i.stands("reflect: Value.SetIterKey")
	v.Set(i.key)
}

func (v Value) SetIterValue(i *MapIter) {
	i.stands("reflect: Value.SetIterValue")
	v.Set(i.elem)
}

func (v Value) Clear() {
	switch v.Kind() {
	case Map:
		mapClear(v.get())
	case Slice:
		sliceClear(v.get())
	default:
		v.fail("Clear")
	}
}

func (v Value) Slice(i, j int) Value {
	switch v.Kind() {
	case String:
		return of(v.Type(), text.Retype(v.t, text.Str(v.get())[i:j]))
	case Slice:
		return Value{t: v.t, x: sliceCut(v.get(), i, j, v.Cap()), hidden: v.hidden}
	case Array:
		if v.pointer == nil {
			panic("reflect.Value.Slice: slice of unaddressable array")
		}
		s := MakeSlice(SliceOf(v.Type().Elem()), 0, j-i)
		for n := i; n < j; n++ {
			s = Append(s, v.Index(n))
		}
		return s
	}
	v.fail("Slice")
	return v
}

func (v Value) Slice3(i, j, k int) Value {
	v.is(Slice, "Slice3")
	return Value{t: v.t, x: sliceCut(v.get(), i, j, k), hidden: v.hidden}
}

func (v Value) Send(x Value) {
	v.is(Chan, "Send")
	chanSend(v.get(), x.assigned("reflect.Value.Send", v.Type().Elem()).x)
}

func (v Value) TrySend(x Value) bool {
	v.is(Chan, "TrySend")
	return chanTrySend(v.get(), x.assigned("reflect.Value.TrySend", v.Type().Elem()).x)
}

func (v Value) Recv() (Value, bool) {
	v.is(Chan, "Recv")
	x, ok := chanRecv(v.get())
	return of(v.Type().Elem(), x), ok
}

func (v Value) TryRecv() (Value, bool) {
	v.is(Chan, "TryRecv")
	x, ok, now := chanTryRecv(v.get())
	if !now {
		return Value{}, false
	}
	return of(v.Type().Elem(), x), ok
}

func (v Value) Close() {
	v.is(Chan, "Close")
	chanClose(v.get())
}
