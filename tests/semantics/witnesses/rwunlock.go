// So is unlocking what nobody has locked.
package main

import "sync"

func main() {
	var rw sync.RWMutex
	defer func() { recover() }()
	rw.Unlock()
}
