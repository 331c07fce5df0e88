package os

import (
	"internal/files"
	"internal/process"
	"internal/text"
	"io"
	"io/fs"
)

// A File is one of the three standard streams, or a file that the program has made. Files are in memory.
type File struct {
	fd     int
	name   string
	node   *files.Node
	at     int
	flags  int
	closed bool
	stream *stream // of Pipe
}

var (
	Stdin  = standardInput(input)
	Stdout = &File{fd: 1, name: "/dev/stdout"}
	Stderr = &File{fd: 2, name: "/dev/stderr"}
)

// input is what the program reads from standard input, where `--stdin` says it.
const input = ""

func standardInput(said string) *File {
	f := &File{fd: 0, name: "/dev/stdin"}
	if said != "" {
		f.node = &files.Node{Data: []byte(said)}
	}
	return f
}

const (
	O_RDONLY = 0x0
	O_WRONLY = 0x1
	O_RDWR   = 0x2
	O_CREATE = 0x40
	O_EXCL   = 0x80
	O_TRUNC  = 0x200
	O_APPEND = 0x400
	O_SYNC   = 0x101000
)

// A fileError is an error of the system, which is of a kind.
type fileError struct {
	text string
	kind error
}

func (e *fileError) Error() string { return e.text }

// Is compares texts: package io/fs has errors of its own of the same kinds.
func (e *fileError) Is(target error) bool { return e.kind != nil && target.Error() == e.kind.Error() }

var (
	errInvalid  = &fileError{"invalid argument", nil}
	errMissing  = &fileError{"no such file or directory", ErrNotExist}
	errThere    = &fileError{"file exists", ErrExist}
	errMode     = &fileError{"bad file descriptor", nil}
	errFolder   = &fileError{"is a directory", nil}
	errNoFolder = &fileError{"not a directory", nil}
	errNotEmpty = &fileError{"directory not empty", nil}
)

func failed(op, name string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }

func IsNotExist(err error) bool { return isOf(err, ErrNotExist) }

func IsExist(err error) bool { return isOf(err, ErrExist) }

func isOf(err, kind error) bool {
	if e, ok := err.(*fs.PathError); ok {
		err = e.Err
	}
	e, ok := err.(*fileError)
	return err == kind || ok && e.kind == kind
}

func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

func OpenFile(name string, flag int, perm fs.FileMode) (*File, error) {
	files.Turn()
	return open(clean(name), flag, perm)
}

//go:norace
func open(name string, flag int, perm fs.FileMode) (*File, error) {
	var node *files.Node
	if flag&(O_CREATE|O_TRUNC) != O_CREATE|O_TRUNC || flag&O_EXCL != 0 || files.Known(name) {
		node = files.Find(name)
	}
	switch {
	case node == nil && flag&O_CREATE == 0:
		return nil, failed("open", name, missing(name))
	case node == nil:
		if node = files.Make(name, &files.Node{Perm: masked(perm)}); node == nil {
			return nil, failed("open", name, missing(name))
		}
	case flag&(O_CREATE|O_EXCL) == O_CREATE|O_EXCL:
		return nil, failed("open", name, errThere)
	case node.Folder && flag&(O_WRONLY|O_RDWR) != 0:
		return nil, failed("open", name, errFolder)
	case flag&O_TRUNC != 0:
		node.Data = nil
	}
	process.Redirect = redirect
	return &File{fd: 3, name: name, node: node, flags: flag}, nil
}

// stdout reads a variable of the program's.
//
//chancheck:visible
func stdout() *File { return Stdout }

// redirect writes to the file that the program has assigned to Stdout.
//
//go:norace
func redirect(s string) bool {
	f := stdout()
	if f == nil || f.fd == 1 {
		return false
	}
	f.WriteString(s)
	return true
}

func CreateTemp(dir, pattern string) (*File, error) {
	files.Turn()
	before, after := cut(pattern)
	return open(files.Fresh(clean(dir), before, after), O_RDWR|O_CREATE|O_EXCL, 0600)
}

// cut divides a pattern at its last star.
func cut(pattern string) (before, after string) {
	for i := len(pattern) - 1; i >= 0; i-- {
		if pattern[i] == '*' {
			return pattern[:i], pattern[i+1:]
		}
	}
	return pattern, ""
}

func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func WriteFile(name string, data []byte, perm fs.FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}

// trouble is why an operation is not possible; nil if it is. not: the mode that forbids it.
//
//go:norace
func (f *File) trouble(op string, not int) error {
	switch {
	case f == nil:
		return ErrInvalid
	case f.closed:
		return failed(op, f.name, ErrClosed)
	case f.node != nil && f.flags&(O_WRONLY|O_RDWR) == not:
		return failed(op, f.name, errMode)
	case f.node != nil && f.node.Folder:
		return failed(op, f.name, errFolder)
	}
	return nil
}

func (f *File) WriteString(s string) (n int, err error) {
	switch {
	case f == nil:
		return 0, ErrInvalid
	case f.stream != nil:
		return f.send(s)
	case f.node != nil || f.closed:
		files.Turn()
		return f.write([]byte(s))
	case f.fd == 1:
		process.Print(s)
	default:
		text.Note(s)
	}
	return len(s), nil
}

// Write reads memory of the program's.
//
//chancheck:visible
func (f *File) Write(b []byte) (n int, err error) { return f.WriteString(string(b)) }

//go:norace
func (f *File) write(b []byte) (n int, err error) {
	if err := f.trouble("write", O_RDONLY); err != nil {
		return 0, err
	}
	if f.flags&O_APPEND != 0 {
		f.at = len(f.node.Data)
	}
	f.put(b, f.at)
	f.at += len(b)
	return len(b), nil
}

//go:norace
func (f *File) put(b []byte, at int) {
	data := append([]byte(nil), f.node.Data...)
	for len(data) < at+len(b) {
		data = append(data, 0)
	}
	copy(data[at:], b)
	f.node.Data = data
}

// Read writes memory of the program's.
//
//chancheck:visible
func (f *File) Read(b []byte) (n int, err error) {
	switch {
	case f == nil || f.closed || f.node != nil:
	case f.stream != nil:
		return f.receive(b)
	default:
		return 0, io.EOF
	}
	files.Turn()
	data, err := f.read(len(b))
	return copy(b, data), err
}

// read is up to n bytes from where the file stands.
//
//go:norace
func (f *File) read(n int) (string, error) {
	if err := f.trouble("read", O_WRONLY); err != nil {
		return "", err
	}
	if n == 0 {
		return "", nil
	}
	if f.at >= len(f.node.Data) {
		return "", io.EOF
	}
	data := f.node.Data[f.at:min(f.at+n, len(f.node.Data))]
	f.at += len(data)
	return string(data), nil
}

// ReadAt writes memory of the program's.
//
//chancheck:visible
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	files.Turn()
	data, err := f.readAt(len(b), int(off))
	return copy(b, data), err
}

//go:norace
func (f *File) readAt(n, at int) (string, error) {
	if err := f.trouble("read", O_WRONLY); err != nil {
		return "", err
	}
	if f.node == nil || at > len(f.node.Data) {
		return "", io.EOF
	}
	data := f.node.Data[at:min(at+n, len(f.node.Data))]
	if len(data) < n {
		return string(data), io.EOF
	}
	return string(data), nil
}

func (f *File) Seek(offset int64, whence int) (int64, error) {
	files.Turn()
	return f.seek(offset, whence)
}

//go:norace
func (f *File) seek(offset int64, whence int) (int64, error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if f.closed || f.node == nil {
		return 0, failed("seek", f.name, ErrClosed)
	}
	switch whence {
	case io.SeekCurrent:
		offset += int64(f.at)
	case io.SeekEnd:
		offset += int64(len(f.node.Data))
	}
	if offset < 0 {
		return 0, failed("seek", f.name, ErrInvalid)
	}
	f.at = int(offset)
	return offset, nil
}

func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	if f.stream != nil {
		return f.hangUp()
	}
	if f.node != nil || f.closed {
		files.Turn()
	}
	return f.close()
}

//go:norace
func (f *File) close() error {
	if f.closed {
		return failed("close", f.name, ErrClosed)
	}
	f.closed = f.node != nil
	return nil
}

func (f *File) Sync() error { return nil }

func (f *File) Name() string { return f.name }
