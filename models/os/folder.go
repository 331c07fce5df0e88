package os

import (
	"internal/files"
	"internal/text"
	"io/fs"
)

// clean removes what does not change the meaning of a name: slashes at its end, repeated ones, and single dots.
func clean(name string) string {
	out := ""
	for i := 0; i < len(name); i++ {
		switch {
		case name[i] == '/' && (i+1 == len(name) || name[i+1] == '/') && i > 0:
		case name[i] == '.' && (i == 0 || name[i-1] == '/') && i+1 < len(name) && name[i+1] == '/':
			i++
		default:
			out += name[i : i+1]
		}
	}
	if files.Here != "" && out != "" && out[0] != '/' {
		return files.Here + "/" + out
	}
	return out
}

func Getwd() (dir string, err error) {
	files.Turn()
	if files.Here == "" {
		return text.Unknown("the current folder"), nil
	}
	return files.Here, nil
}

func Chdir(dir string) error {
	files.Turn()
	return chdir(clean(dir))
}

//go:norace
func chdir(name string) error {
	node := files.Find(name)
	switch {
	case node == nil:
		return &fs.PathError{Op: "chdir", Path: name, Err: missing(name)}
	case !node.Folder:
		return &fs.PathError{Op: "chdir", Path: name, Err: errNoFolder}
	}
	files.Here = name
	return nil
}

// missing is why there is nothing under a name.
//
//go:norace
func missing(name string) error {
	if files.InFile(name) {
		return errNoFolder
	}
	return errMissing
}

const umask = 022

func masked(perm fs.FileMode) uint32 { return uint32(perm.Perm() &^ umask) }

func TempDir() string { return files.Temp }

func MkdirTemp(dir, pattern string) (string, error) {
	files.Turn()
	before, after := cut(pattern)
	name := files.Fresh(clean(dir), before, after)
	return name, mkdir(name, 0700)
}

func Mkdir(name string, perm fs.FileMode) error {
	files.Turn()
	return mkdir(clean(name), perm)
}

//go:norace
func mkdir(name string, perm fs.FileMode) error {
	if files.Find(name) != nil {
		return failed("mkdir", name, errThere)
	}
	if files.Make(name, &files.Node{Folder: true, Perm: masked(perm)}) == nil {
		return failed("mkdir", name, missing(name))
	}
	return nil
}

func MkdirAll(path string, perm fs.FileMode) error {
	files.Turn()
	return mkdirAll(clean(path), perm)
}

//go:norace
func mkdirAll(name string, perm fs.FileMode) error {
	if node := files.Find(name); node != nil {
		if !node.Folder {
			return failed("mkdir", name, errNoFolder)
		}
		return nil
	}
	for i := len(name) - 1; i > 0; i-- {
		if name[i] == '/' {
			if err := mkdirAll(name[:i], perm); err != nil {
				return err
			}
			break
		}
	}
	return mkdir(name, perm)
}

func Remove(name string) error {
	files.Turn()
	return remove(clean(name))
}

//go:norace
func remove(name string) error {
	node := files.Find(name)
	switch {
	case node == nil:
		return failed("remove", name, missing(name))
	case node.Folder && len(files.Names(name)) > 0:
		return failed("remove", name, errNotEmpty)
	}
	files.Remove(name)
	return nil
}

func RemoveAll(path string) error {
	files.Turn()
	removeAll(clean(path))
	return nil
}

//go:norace
func removeAll(name string) {
	if files.Find(name) != nil {
		files.Remove(name)
	}
}

// A LinkError is what Rename fails with.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }

func (e *LinkError) Unwrap() error { return e.Err }

func Rename(oldpath, newpath string) error {
	files.Turn()
	if err := rename(clean(oldpath), clean(newpath)); err != nil {
		return &LinkError{"rename", oldpath, newpath, err}
	}
	return nil
}

//go:norace
func rename(from, to string) error {
	node := files.Find(from)
	if node == nil {
		return missing(from)
	}
	there := files.Find(to)
	switch {
	case from == to:
		return nil
	case there != nil && there.Folder && !node.Folder:
		return errThere
	case there != nil && there.Folder && len(files.Names(to)) > 0:
		return errThere
	case there != nil && !there.Folder && node.Folder:
		return errNoFolder
	case len(to) > len(from) && to[:len(from)+1] == from+"/":
		return errInvalid
	case files.Make(to, node) == nil:
		return missing(to)
	}
	files.Move(from, to)
	return nil
}

func ReadDir(name string) ([]fs.DirEntry, error) {
	files.Turn()
	return readDir(clean(name))
}

//go:norace
func readDir(name string) ([]fs.DirEntry, error) {
	node := files.Find(name)
	switch {
	case node == nil:
		return nil, failed("open", name, missing(name))
	case !node.Folder:
		return nil, failed("readdirent", name, errNoFolder)
	}
	var entries []fs.DirEntry
	for _, child := range files.Names(name) {
		entries = append(entries, fs.FileInfoToDirEntry(&fileStat{name: child, node: files.Find(name + "/" + child)}))
	}
	return entries, nil
}

// ReadDir gives the entries that no call before it gave; with n > 0 at most so many.
func (f *File) ReadDir(n int) ([]fs.DirEntry, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	files.Turn()
	return f.entries(n)
}

//go:norace
func (f *File) entries(n int) ([]fs.DirEntry, error) {
	if f.closed || f.node == nil {
		return nil, failed("readdir", f.name, ErrClosed)
	}
	all, err := readDir(f.name)
	if err != nil {
		return nil, err
	}
	all = all[min(f.at, len(all)):]
	if n > 0 {
		if len(all) == 0 {
			return nil, errEnd
		}
		all = all[:min(n, len(all))]
	}
	f.at += len(all)
	return all, nil
}

func (f *File) Readdir(n int) ([]fs.FileInfo, error) {
	entries, err := f.ReadDir(n)
	var infos []fs.FileInfo
	for _, entry := range entries {
		info, _ := entry.Info()
		infos = append(infos, info)
	}
	return infos, err
}

func (f *File) Readdirnames(n int) (names []string, err error) {
	entries, err := f.ReadDir(n)
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names, err
}
