package os

import (
	"internal/files"
	"internal/text"
	"io"
	"io/fs"
	"time"
)

var errEnd = io.EOF

type FileInfo = fs.FileInfo

// A fileStat is what Stat says of a file.
type fileStat struct {
	name string
	node *files.Node
}

func (s *fileStat) Name() string { return s.name }

func (s *fileStat) IsDir() bool { return s.node.Folder }

//go:norace
func (s *fileStat) Size() int64 { return int64(len(s.node.Data)) }

//go:norace
func (s *fileStat) Mode() fs.FileMode {
	if s.node.Folder {
		return fs.ModeDir | fs.FileMode(s.node.Perm)
	}
	return fs.FileMode(s.node.Perm)
}

// ModTime is a time of the clock of the machine, which no model has.
func (s *fileStat) ModTime() time.Time {
	return time.Unix(0, int64(text.UnknownInt("when a file was changed", 0)))
}

func (s *fileStat) Sys() any { return nil }

func Stat(name string) (fs.FileInfo, error) {
	files.Turn()
	return stat("stat", clean(name))
}

// Lstat is Stat: the program makes no symbolic links.
func Lstat(name string) (fs.FileInfo, error) {
	files.Turn()
	return stat("lstat", clean(name))
}

//go:norace
func stat(op, name string) (fs.FileInfo, error) {
	node := files.Find(name)
	if node == nil {
		return nil, failed(op, name, missing(name))
	}
	return &fileStat{base(name), node}, nil
}

// base is the last part of a name.
func base(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' && i+1 < len(name) {
			return name[i+1:]
		}
	}
	return name
}

func SameFile(a, b fs.FileInfo) bool {
	x, ok := a.(*fileStat)
	y, too := b.(*fileStat)
	return ok && too && x.node == y.node
}

func (f *File) Stat() (fs.FileInfo, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	files.Turn()
	return f.stat()
}

//go:norace
func (f *File) stat() (fs.FileInfo, error) {
	switch {
	case f.closed:
		return nil, failed("stat", f.name, ErrClosed)
	case f.node == nil:
		return &fileStat{base(f.name), &files.Node{Perm: 0620}}, nil
	}
	return &fileStat{base(f.name), f.node}, nil
}

func Truncate(name string, size int64) error {
	files.Turn()
	return truncate(clean(name), int(size))
}

//go:norace
func truncate(name string, size int) error {
	node := files.Find(name)
	if node == nil {
		return failed("truncate", name, missing(name))
	}
	return cutAt(node, "truncate", name, size)
}

//go:norace
func cutAt(node *files.Node, op, name string, size int) error {
	switch {
	case node.Folder:
		return failed(op, name, errFolder)
	case size < 0:
		return failed(op, name, errInvalid)
	}
	data := append([]byte(nil), node.Data[:min(size, len(node.Data))]...)
	for len(data) < size {
		data = append(data, 0)
	}
	node.Data = data
	return nil
}

func (f *File) Truncate(size int64) error {
	files.Turn()
	return f.truncate(int(size))
}

//go:norace
func (f *File) truncate(size int) error {
	if err := f.trouble("truncate", O_RDONLY); err != nil {
		return err
	}
	return cutAt(f.node, "truncate", f.name, size)
}

func Chmod(name string, mode fs.FileMode) error {
	files.Turn()
	return chmod(clean(name), mode)
}

//go:norace
func chmod(name string, mode fs.FileMode) error {
	node := files.Find(name)
	if node == nil {
		return failed("chmod", name, missing(name))
	}
	node.Perm = uint32(mode.Perm())
	return nil
}

func (f *File) Chmod(mode fs.FileMode) error {
	if f == nil {
		return ErrInvalid
	}
	return Chmod(f.name, mode)
}

func Chtimes(name string, atime, mtime time.Time) error {
	files.Turn()
	return chtimes(clean(name))
}

//go:norace
func chtimes(name string) error {
	if files.Find(name) == nil {
		return failed("chtimes", name, missing(name))
	}
	return nil
}

// WriteAt reads memory of the program's.
//
//chancheck:visible
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	files.Turn()
	return f.writeAt([]byte(string(b)), int(off))
}

//go:norace
func (f *File) writeAt(b []byte, at int) (n int, err error) {
	if err := f.trouble("write", O_RDONLY); err != nil {
		return 0, err
	}
	if f.node == nil || f.flags&O_APPEND != 0 {
		return 0, failed("writeat", f.name, ErrInvalid)
	}
	f.put(b, at)
	return len(b), nil
}
