// Package fips140 models a program that runs without GODEBUG=fips140.
//
//chancheck:rest
package fips140

func isBypassed() bool { return false }

func setBypass() {}

func unsetBypass() {}
