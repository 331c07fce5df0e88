package main

import (
	"errors"
	"fmt"
	"reflect"
)

type P struct {
	X int
	Y string
	z any
	F func(int, string) (bool, error)
	In struct{ A []int }
}
type M map[string]int
type E int

func (e E) String() string { return "E!" }

func main() {
	f := func(n int, s string) (string, error) { return fmt.Sprint(n, s), errors.New("bad") }
	for _, x := range []any{1, int8(2), uint(3), uint64(4), uintptr(1), true, "s", 1.5, float32(2), []int{1}, [2]string{}, map[string]int{}, &P{}, P{}, M{}, E(5), f, make(chan int), new(int), struct{}{}, errors.New("x"), byte(1), 'r'} {
		t := reflect.TypeOf(x)
		fmt.Println(t, t.Kind(), t.Name(), reflect.ValueOf(x).Kind() == t.Kind())
	}
	t := reflect.TypeOf(f)
	fmt.Println(t.NumIn(), t.NumOut(), t.In(0), t.In(1), t.Out(0), t.Out(1), t.Out(1).Kind(), t.IsVariadic(), t.Kind() == reflect.Func)
	out := reflect.ValueOf(f).Call([]reflect.Value{reflect.ValueOf(3), reflect.ValueOf("x")})
	fmt.Println(len(out), out[0].String(), out[0].Kind(), out[1].Kind(), out[1].IsNil(), out[1].Interface(), out[1].Elem().Kind())
	p := P{X: 1, Y: "y", z: 2}
	v := reflect.ValueOf(p)
	for i := 0; i < v.NumField(); i++ {
		fmt.Println(v.Type().Field(i).Name, v.Type().Field(i).Type, v.Field(i).Kind(), v.Field(i).CanSet(), v.Type().Field(i).IsExported())
	}
	fmt.Println(v.Field(0).Int(), v.Field(1).String(), v.Field(2).Elem().Kind(), v.Field(3).IsNil(), v.FieldByName("Y"), v.FieldByName("Q").IsValid(), v.Field(4).Field(0).Len())
	e := reflect.ValueOf(&p).Elem()
	e.Field(0).Set(reflect.ValueOf(7))
	e.FieldByName("Y").Set(reflect.ValueOf("new"))
	fmt.Println(p.X, p.Y, e.Field(0).CanSet(), v.Field(0).Int(), e.Kind(), e.Addr().Kind())
	xs := []int{1, 2, 3}
	sv := reflect.ValueOf(xs)
	sv.Index(1).Set(reflect.ValueOf(9))
	fmt.Println(xs, sv.Len(), sv.Index(2).Int(), sv.Type().Elem(), reflect.TypeOf(M{}).Key(), reflect.TypeOf(M{}).Elem(), reflect.TypeOf(&p).Elem())
	mv := reflect.ValueOf(map[string]int{"a": 1})
	for _, k := range mv.MapKeys() {
		fmt.Println(k, mv.MapIndex(k), mv.MapIndex(reflect.ValueOf("zz")).IsValid())
	}
	n := reflect.New(reflect.TypeOf(0))
	n.Elem().Set(reflect.ValueOf(42))
	fmt.Println(*n.Interface().(*int), reflect.Zero(reflect.TypeOf(p)).Field(0).Int(), reflect.ValueOf(E(3)).Int())
	var ee error
	ev := reflect.ValueOf(&ee).Elem()
	fmt.Println(ev.Kind(), ev.IsNil(), reflect.TypeOf(&ee).Elem(), reflect.TypeOf(ee) == nil, reflect.ValueOf(nil).IsValid())
	ev.Set(reflect.ValueOf(errors.New("set")))
	fmt.Println(ee, reflect.TypeOf(1) == reflect.TypeOf(2), reflect.TypeOf(1) == reflect.TypeOf("x"), reflect.DeepEqual(xs, []int{1, 9, 3}))
	func() {
		defer func() { fmt.Println(recover()) }()
		reflect.ValueOf("x").Int()
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		reflect.ValueOf(1).Elem()
	}()
	arr := [3]int{1, 2, 3}
	reflect.ValueOf(&arr).Elem().Index(0).Set(reflect.ValueOf(5))
	fmt.Println(arr, reflect.ValueOf(arr).Index(0).Int(), reflect.TypeOf(arr).Len(), reflect.ValueOf("abc").Len(), reflect.ValueOf(true).Bool(), reflect.ValueOf(2.5).Float(), reflect.ValueOf(uint8(3)).Uint())
	var np *P
	fmt.Println(reflect.ValueOf(np).IsNil(), reflect.ValueOf(np).Elem().IsValid(), reflect.Indirect(reflect.ValueOf(&p)).Kind(), reflect.ValueOf(0).IsZero(), reflect.ValueOf(p).IsZero(), reflect.TypeFor[error](), reflect.TypeFor[int]().Kind())

	vf := func(pre string, ns ...int) string { return fmt.Sprint(pre, len(ns), ns) }
	for k := 1; k < 4; k++ {
		in := []reflect.Value{reflect.ValueOf("p")}
		for i := 1; i < k; i++ {
			in = append(in, reflect.ValueOf(i))
		}
		fmt.Println(reflect.ValueOf(vf).Call(in)[0])
	}
	fmt.Println(reflect.ValueOf(func(x any, es ...error) int { return len(es) }).Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf(errors.New("q"))})[0].Int())
	ms := reflect.MakeSlice(reflect.TypeOf(xs), 2, 4)
	ms.Index(1).Set(reflect.ValueOf(3))
	ms = reflect.Append(ms, reflect.ValueOf(8))
	fmt.Println(ms.Interface(), ms.Len(), len(reflect.ValueOf(func() {}).Call(nil)))
	fmt.Printf("%v %d %s\n", reflect.ValueOf(E(2)), reflect.ValueOf(7), reflect.ValueOf("str"))
}
