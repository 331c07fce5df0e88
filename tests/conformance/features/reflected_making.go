package main

import (
	"fmt"
	"reflect"
)

type My map[string][]int

func main() {
	m := reflect.MakeMap(reflect.TypeOf(My{}))
	m.SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf([]int{1}))
	m.SetMapIndex(reflect.ValueOf("b"), reflect.ValueOf([]int(nil)))
	fmt.Println(m.Interface(), m.Len(), m.MapIndex(reflect.ValueOf("a")), m.MapIndex(reflect.ValueOf("z")).IsValid(), m.Type())
	m.SetMapIndex(reflect.ValueOf("b"), reflect.Value{})
	it := m.MapRange()
	for it.Next() {
		fmt.Println(it.Key(), it.Value())
	}
	s := reflect.MakeSlice(reflect.TypeOf([]string{}), 1, 3)
	s.Index(0).SetString("x")
	s = reflect.Append(s, reflect.ValueOf("y"))
	fmt.Println(s, s.Len(), s.Cap(), s.Slice(1, 2), reflect.AppendSlice(s, s))
	c := reflect.MakeChan(reflect.TypeOf(make(chan int)), 2)
	c.Send(reflect.ValueOf(5))
	fmt.Println(c.TrySend(reflect.ValueOf(6)), c.TrySend(reflect.ValueOf(7)), c.Len(), c.Cap())
	x, ok := c.Recv()
	fmt.Println(x, ok)
	c.Close()
	x, ok = c.TryRecv()
	fmt.Println(x, ok)
	x, ok = c.Recv()
	fmt.Println(x, ok)
	swap := func(in []reflect.Value) []reflect.Value { return []reflect.Value{in[1], in[0]} }
	var f func(int, string) (string, int)
	reflect.ValueOf(&f).Elem().Set(reflect.MakeFunc(reflect.TypeOf(f), swap))
	fmt.Println(f(1, "a"))
	vf := reflect.ValueOf(fmt.Sprintf)
	fmt.Println(vf.Call([]reflect.Value{reflect.ValueOf("%d-%s"), reflect.ValueOf(1), reflect.ValueOf("q")})[0])
	fmt.Println(vf.Type(), vf.Type().IsVariadic(), vf.Type().NumIn(), vf.Type().In(1))
	a, b := make(chan int, 1), make(chan int, 1)
	b <- 9
	i, v, ok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(a)}, {Dir: reflect.SelectRecv, Chan: reflect.ValueOf(b)}})
	fmt.Println(i, v, ok)
	i, _, _ = reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(a)}, {Dir: reflect.SelectDefault}})
	fmt.Println(i)
	fmt.Println(reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), reflect.DeepEqual([]any{1, "a"}, []any{1, "b"}), reflect.DeepEqual(nil, nil), reflect.DeepEqual([]int(nil), []int{}))
	sl := []int{1, 2, 3}
	reflect.Swapper(sl)(0, 2)
	fmt.Println(sl, reflect.Copy(reflect.ValueOf(sl), reflect.ValueOf([]int{7})), sl)
	fmt.Println(reflect.TypeOf(struct {
		A int `t:"1"`
	}{}), reflect.TypeFor[error](), reflect.PointerTo(reflect.TypeOf(1)), reflect.SliceOf(reflect.TypeOf("")))
	for i, f := range reflect.VisibleFields(reflect.TypeOf(struct {
		A int
		B string
	}{})) {
		fmt.Println(i, f.Name)
	}
	var e any = 5
	ev := reflect.ValueOf(&e).Elem()
	fmt.Println(ev.Kind(), ev.Elem().Kind(), ev.Elem(), ev.Type())
	ev.Set(reflect.ValueOf("str"))
	fmt.Println(e)
	arr := [3]int{1, 2, 3}
	av := reflect.ValueOf(&arr).Elem()
	av.Index(1).SetInt(20)
	fmt.Println(arr, av.Len(), av.Type().Len())
}
