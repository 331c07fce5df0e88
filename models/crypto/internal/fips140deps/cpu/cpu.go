// Package cpu says that numbers do not lie in memory as bytes do: code that asks takes them apart.
//
//chancheck:rest
package cpu

const BigEndian = true
