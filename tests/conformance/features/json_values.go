package main

import (
	"encoding/json"
	"fmt"
)

type P struct {
	Name   string   `json:"name"`
	Age    int      `json:"age,omitempty"`
	Tags   []string `json:"tags"`
	In     *P       `json:"in,omitempty"`
	hidden int
	M      map[string]int
	F      float64
	B      bool
	Any    any
	D      []byte
}

func main() {
	b, err := json.Marshal(P{Name: "a\"<", Tags: []string{"x"}, M: map[string]int{"b": 1, "a": 2}, F: 1.5, Any: []int{1}, In: &P{}, D: []byte("hi")})
	fmt.Println(string(b), err)
	var p P
	err = json.Unmarshal([]byte(`{"name":"bob","age":3,"tags":["q","r"],"in":{"name":"c"},"M":{"k":5},"F":2.5,"B":true,"Any":{"x":[1,"s",null,true]},"D":"aGk="}`), &p)
	fmt.Println(err, p.Name, p.Age, p.Tags, p.In.Name, p.M, p.F, p.B, p.Any, string(p.D))
	var v any
	fmt.Println(json.Unmarshal([]byte(`[1, {"a": "b"}`), &v))
	fmt.Println(json.Unmarshal([]byte(`{"name": 5}`), &p))
	out, _ := json.MarshalIndent(map[string]any{"a": 1, "b": []string{"x"}}, "", "  ")
	fmt.Println(string(out))
}
