// A goroutine of a nil function is a fatal error.
package main

func main() {
	var f func()
	go f()
}
