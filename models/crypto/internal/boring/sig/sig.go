// Package sig models marks in the binary.
package sig

func BoringCrypto() {}

func FIPSOnly() {}

func StandardCrypto() {}
