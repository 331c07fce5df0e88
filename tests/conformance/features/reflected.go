package main

import (
	"fmt"
	"reflect"
)

type T struct {
	A int `json:"a" x:"y"`
	B string
	c bool
	E
}
type E struct{ X float64 }

func (e E) Hello(n string) string { return "hello " + n }
func (t *T) Inc(by int) int       { t.A += by; return t.A }
func (t T) Get() int              { return t.A }

type S interface{ Get() int }

func main() {
	t := T{A: 1, B: "b", E: E{2}}
	ty := reflect.TypeOf(t)
	fmt.Println(ty, ty.Kind(), ty.Name(), ty.NumField(), ty.Size(), ty.NumMethod())
	for i := range ty.NumField() {
		f := ty.Field(i)
		fmt.Println(f.Name, f.Type, f.Tag, f.Tag.Get("x"), f.Offset, f.Index, f.Anonymous, f.PkgPath == "", f.IsExported())
	}
	pt := reflect.TypeOf(&t)
	for i := range pt.NumMethod() {
		m := pt.Method(i)
		fmt.Println(m.Name, m.Type, m.Index)
	}
	v := reflect.ValueOf(&t).Elem()
	v.Field(0).SetInt(7)
	v.FieldByName("B").SetString("changed")
	v.FieldByName("X").SetFloat(3.5)
	fmt.Printf("%+v\n", t)
	fmt.Println(v.Field(2).CanSet(), v.Field(2).CanInterface(), v.Field(0).CanSet())
	out := reflect.ValueOf(&t).MethodByName("Inc").Call([]reflect.Value{reflect.ValueOf(5)})
	fmt.Println(out[0].Int(), reflect.ValueOf(t).MethodByName("Hello").Call([]reflect.Value{reflect.ValueOf("x")})[0])
	st := reflect.TypeOf((*S)(nil)).Elem()
	fmt.Println(st, st.Kind(), ty.Implements(st), pt.Implements(st), reflect.TypeOf(1).Implements(st), st.NumMethod(), st.Method(0).Name, st.Method(0).Type)
	fmt.Println(reflect.TypeOf(1).AssignableTo(reflect.TypeOf(1.0)), reflect.TypeOf(1).ConvertibleTo(reflect.TypeOf(1.0)), reflect.ValueOf(65).Convert(reflect.TypeOf("")).String(), reflect.ValueOf(3.7).Convert(reflect.TypeOf(0)))
	func() { defer func() { fmt.Println(recover()) }(); v.Field(2).SetBool(true) }()
	func() { defer func() { fmt.Println(recover()) }(); reflect.ValueOf(t).Field(0).SetInt(1) }()
	func() { defer func() { fmt.Println(recover()) }(); reflect.ValueOf(1).Len() }()
	func() { defer func() { fmt.Println(recover()) }(); reflect.ValueOf("x").Field(1) }()
	func() { defer func() { fmt.Println(recover()) }(); v.Field(0).Set(reflect.ValueOf("x")) }()
	fmt.Println(reflect.ValueOf(nil).IsValid(), reflect.Zero(ty), reflect.ValueOf(t).IsZero(), reflect.New(ty).Elem())
}
