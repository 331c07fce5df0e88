package main

import (
	"encoding/xml"
	"fmt"
)

type P struct {
	XMLName xml.Name `xml:"p"`
	Name    string   `xml:"name,attr"`
	Items   []string `xml:"item"`
}

func main() {
	b, err := xml.Marshal(P{Name: "x", Items: []string{"a", "b"}})
	fmt.Println(string(b), err)
	var p P
	fmt.Println(xml.Unmarshal(b, &p), p.Name, p.Items)
}
