// Package goarch models a machine of 64 bits, little-endian.
package goarch

const (
	GOARCH              = "amd64"
	PtrSize             = 8
	BigEndian           = false
	Int64Align          = 8
	PCQuantum           = 1
	MinFrameSize        = 0
	StackAlign          = 8
	DefaultPhysPageSize = 4096
)
