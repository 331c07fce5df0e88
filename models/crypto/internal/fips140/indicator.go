// Package fips140 models what it asks the runtime for. Nobody reads the goroutine's mark of approved services.
//
//chancheck:rest
package fips140

func getIndicator() uint8 { return 0 }

func setIndicator(uint8) {}

func fatal(text string) { panic(text) }
