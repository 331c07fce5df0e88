// Package files holds the files and folders that the program has made, in memory. About others nothing is known.
//
//chancheck:runtime
package files

import (
	"internal/text"
	"slices"
	"sync/atomic"
)

// A Node is what one name stands for. Perm: its permission bits.
type Node struct {
	Data   []byte
	Folder bool
	Perm   uint32
}

// Here is the current folder, once the program has chosen one.
var Here string

// Temp is the folder for temporary files.
const Temp = "/tmp"

var (
	nodes map[string]*Node // nil: removed
	names []string         // of the nodes, in order: a range over the map would have any
	made  int
	turn  int32
)

// Turn makes what follows a step of its own: each call of the system is one.
//
//go:norace
func Turn() { atomic.StoreInt32(&turn, 0) }

// Find is the node of a name; nil: there is none. Whether there are files that the program has not made is unknown,
// but below what it has made or removed.
//
//go:norace
func Find(name string) *Node {
	if name == Temp || name == "." || name == "/" {
		return &Node{Folder: true, Perm: 0755}
	}
	node, known := nodes[name]
	if !known && !(isPlain(name) && isSettled(folder(name))) {
		if text.UnknownInt("whether there is a file that the program has not made", 0) != 0 {
			return nil
		}
	}
	return node
}

// isSettled says that the program has made all there is below a name.
//
//go:norace
func isSettled(name string) bool {
	if name == "" || name == Temp {
		return false
	}
	return Known(name) || isSettled(folder(name))
}

// InFile says that a name lies below a file, which is no folder.
//
//go:norace
func InFile(name string) bool {
	for at := folder(name); at != ""; at = folder(at) {
		if node := nodes[at]; node != nil {
			return !node.Folder
		}
	}
	return false
}

// Known says that the program has made the file, or has removed it.
//
//go:norace
func Known(name string) bool {
	_, known := nodes[name]
	return known
}

// Make gives a name a node; nil: its folder is missing. That is known of folders that the program has made or removed,
// and of the folders for temporary files and for the program.
//
//go:norace
func Make(name string, node *Node) *Node {
	if at := folder(name); at != "" && at != Temp && nodes[at] == nil {
		if isSettled(at) || text.UnknownInt("whether there is a folder that the program has not made", 0) != 0 {
			return nil
		}
	}
	set(name, node)
	return node
}

//go:norace
func set(name string, node *Node) {
	if nodes == nil {
		nodes = map[string]*Node{}
	}
	if !Known(name) {
		names = append(names, name)
		slices.Sort(names)
	}
	nodes[name] = node
}

// below are the names of what there is below a name, in order.
//
//go:norace
func below(name string) (found []string) {
	for _, other := range names {
		if nodes[other] != nil && len(other) > len(name) && other[:len(name)+1] == name+"/" {
			found = append(found, other)
		}
	}
	return found
}

// Remove takes the node away, and those below it.
//
//go:norace
func Remove(name string) {
	for _, other := range below(name) {
		nodes[other] = nil
	}
	set(name, nil)
}

// Move gives the node another name, and those below it.
//
//go:norace
func Move(from, to string) {
	Remove(to)
	set(to, nodes[from])
	for _, other := range below(from) {
		set(to+other[len(from):], nodes[other])
	}
	Remove(from)
}

// Names are the last parts of the names in a folder, in order.
//
//go:norace
func Names(name string) (last []string) {
	if !isSettled(name) && text.UnknownInt("which files the program has not made", 0) != 0 {
		return nil
	}
	for _, other := range below(name) {
		if folder(other) == name {
			last = append(last, other[len(name)+1:])
		}
	}
	return last
}

// Fresh is a name that nothing had before: `before` and `after` with a number between them.
//
//go:norace
func Fresh(dir, before, after string) string {
	if dir == "" {
		dir = Temp
	}
	made++
	name := dir + "/" + before + text.Itoa(int64(made)) + after
	set(name, nil)
	return name
}

// folder is the part of a name before the last slash.
func folder(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' {
			return name[:i]
		}
	}
	return ""
}

// isPlain says that no other text stands for the same file.
func isPlain(name string) bool {
	for i := 0; i+1 < len(name); i++ {
		if name[i] == '/' && (name[i+1] == '/' || name[i+1] == '.') {
			return false
		}
	}
	return true
}
