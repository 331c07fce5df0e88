// Package path models paths with slashes.
//
//chancheck:rest
package path

import "errors"

var ErrBadPattern = errors.New("syntax error in pattern")

func IsAbs(path string) bool { return path != "" && path[0] == '/' }

// Clean keeps the elements that are left when ".." has taken away the one before it.
func Clean(path string) string {
	rooted := IsAbs(path)
	var kept []string
	for _, part := range elements(path) {
		last := len(kept) - 1
		switch {
		case part == "" || part == ".":
		case part != "..":
			kept = append(kept, part)
		case last >= 0 && kept[last] != "..":
			kept = kept[:last]
		case !rooted:
			kept = append(kept, part)
		}
	}
	text := joined(kept)
	if rooted {
		return "/" + text
	}
	if text == "" {
		return "."
	}
	return text
}

func elements(path string) []string {
	var parts []string
	from := 0
	for i := 0; i <= len(path); i++ {
		if i == len(path) || path[i] == '/' {
			parts = append(parts, path[from:i])
			from = i + 1
		}
	}
	return parts
}

func joined(parts []string) string {
	text := ""
	for i, part := range parts {
		if i > 0 {
			text += "/"
		}
		text += part
	}
	return text
}

func Join(elem ...string) string {
	var parts []string
	for _, e := range elem {
		if e != "" || len(parts) > 0 {
			parts = append(parts, e)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return Clean(joined(parts))
}

func lastSlash(path string) int {
	i := len(path) - 1
	for i >= 0 && path[i] != '/' {
		i--
	}
	return i
}

func Split(path string) (dir, file string) {
	i := lastSlash(path) + 1
	return path[:i], path[i:]
}

func Dir(path string) string { return Clean(path[:lastSlash(path)+1]) }

func Base(path string) string {
	if path == "" {
		return "."
	}
	for path != "" && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	if path == "" {
		return "/"
	}
	return path[lastSlash(path)+1:]
}

func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}
