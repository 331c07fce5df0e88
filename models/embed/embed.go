// Package embed is read from its source; this file gives a variable with a go:embed directive its files.
//
//chancheck:rest
package embed

// Files is a file system of these files and folders: names, each with its content, in the order of FS. The name of a
// folder ends in a slash.
func Files(named ...string) FS {
	files := make([]file, 0, len(named)/2)
	for i := 0; i < len(named); i += 2 {
		files = append(files, file{name: named[i], data: named[i+1]})
	}
	return FS{&files}
}
