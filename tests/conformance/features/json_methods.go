package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

type T int

func (t T) MarshalJSON() ([]byte, error) { return []byte(fmt.Sprintf("\"T%d\"", int(t))), nil }
func (t *T) UnmarshalJSON(b []byte) error {
	_, err := fmt.Sscanf(string(b), "\"T%d\"", (*int)(t))
	return err
}

type E struct {
	A int `json:"a"`
}
type S struct {
	E
	X T `json:"x"`
	Y map[string]T
	N json.Number
	R json.RawMessage
}

func main() {
	b, err := json.Marshal(S{E{1}, 5, map[string]T{"k": 2}, "12", json.RawMessage(`{"r":1}`)})
	fmt.Println(string(b), err)
	var s S
	fmt.Println(json.Unmarshal(b, &s), s.A, s.X, s.Y, s.N, string(s.R))
	dec := json.NewDecoder(strings.NewReader(`{"a":1} {"a":2}`))
	for {
		var e E
		if err := dec.Decode(&e); err == io.EOF {
			break
		} else if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(e)
	}
	var sb strings.Builder
	json.NewEncoder(&sb).Encode([]any{1, "a", nil, 1.5, true, map[string]int{}})
	fmt.Print(sb.String())
	_, err = json.Marshal(make(chan int))
	fmt.Println(err)
	fmt.Println(json.Valid([]byte(`{}`)), json.Valid([]byte(`{`)))
}
