package main

import "fmt"

// A byte order mark begins this file.
func main() { fmt.Println(len("\ufeff"), "read") }
