// Package bufio models buffered reading and writing: what a reader gives and a writer gets, in the order it is asked for.
//
//chancheck:fallback
package bufio

import (
	"errors"
	"io"
	"unicode/utf8"
)

const MaxScanTokenSize = 64 * 1024

var (
	ErrTooLong         = errors.New("bufio.Scanner: token too long")
	ErrNegativeAdvance = errors.New("bufio.Scanner: SplitFunc returns negative advance count")
	ErrAdvanceTooFar   = errors.New("bufio.Scanner: SplitFunc returns advance count beyond input")
	ErrFinalToken      = errors.New("final token")
)

// SplitFunc finds the next token in what has been read; it may ask for more.
type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

type Scanner struct {
	r     io.Reader
	split SplitFunc
	most  int
	data  []byte
	token []byte
	end   error // why nothing more can be read
	err   error
	done  bool
}

func NewScanner(r io.Reader) *Scanner {
	return &Scanner{r: r, split: ScanLines, most: MaxScanTokenSize}
}

func (s *Scanner) Buffer(buf []byte, max int) { s.most = max }

func (s *Scanner) Split(split SplitFunc) { s.split = split }

func (s *Scanner) Text() string { return string(s.token) }

func (s *Scanner) Bytes() []byte { return s.token }

func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

func (s *Scanner) Scan() bool {
	for !s.done {
		if len(s.data) > 0 || s.end != nil {
			advance, token, err := s.split(s.data, s.end != nil)
			if err != nil {
				return s.last(token, err)
			}
			if advance < 0 || advance > len(s.data) {
				return s.fail(ErrAdvanceTooFar)
			}
			s.data = s.data[advance:]
			if token != nil {
				s.token = token
				return true
			}
			if advance > 0 && len(s.data) > 0 {
				continue
			}
		}
		if s.end != nil {
			return s.fail(s.end)
		}
		if len(s.data) >= s.most {
			return s.fail(ErrTooLong)
		}
		s.more()
	}
	return false
}

// last ends the scan as the split function asks for it.
func (s *Scanner) last(token []byte, err error) bool {
	s.done = true
	s.token = token
	if err == ErrFinalToken {
		return token != nil
	}
	s.token, s.err = nil, err
	return false
}

func (s *Scanner) fail(err error) bool {
	s.done = true
	s.token, s.err = nil, err
	return false
}

func (s *Scanner) more() {
	buf := make([]byte, min(64, s.most-len(s.data)))
	n, err := s.r.Read(buf)
	s.data = append(s.data, buf[:n]...)
	if err != nil {
		s.end = err
	}
}

func indexByte(data []byte, c byte) int {
	for i, b := range data {
		if b == c {
			return i
		}
	}
	return -1
}

func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	if i := indexByte(data, '\n'); i >= 0 {
		return i + 1, withoutReturn(data[:i]), nil
	}
	if atEOF {
		return len(data), withoutReturn(data), nil
	}
	return 0, nil, nil
}

func withoutReturn(line []byte) []byte {
	if len(line) > 0 && line[len(line)-1] == '\r' {
		return line[:len(line)-1]
	}
	return line
}

func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[:1], nil
}

func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	if data[0] < utf8.RuneSelf {
		return 1, data[:1], nil
	}
	for i, r := range string(data) {
		if i > 0 {
			return i, data[:i], nil
		}
		if r == utf8.RuneError && !atEOF {
			return 0, nil, nil
		}
	}
	if !atEOF {
		return 0, nil, nil
	}
	return len(data), data, nil
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := 0
	for start < len(data) && isSpace(data[start]) {
		start++
	}
	for i := start; i < len(data); i++ {
		if isSpace(data[i]) {
			return i + 1, data[start:i], nil
		}
	}
	if atEOF && len(data) > start {
		return len(data), data[start:], nil
	}
	return start, nil, nil
}
