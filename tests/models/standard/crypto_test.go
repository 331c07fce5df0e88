package standard

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"math/big"
	"testing"
)

func TestAES(t *testing.T) {
	c, err := aes.NewCipher([]byte("0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	s := cipher.NewCTR(c, make([]byte, 16))
	b := []byte("hello")
	s.XORKeyStream(b, b)
	cipher.NewCTR(c, make([]byte, 16)).XORKeyStream(b, b)
	if string(b) != "hello" {
		t.Fatal(string(b))
	}
}

func TestGCM(t *testing.T) {
	c, _ := aes.NewCipher([]byte("0123456789abcdef"))
	g, err := cipher.NewGCM(c)
	if err != nil {
		t.Fatal(err)
	}
	n := make([]byte, g.NonceSize())
	x := g.Seal(nil, n, []byte("hi"), nil)
	if p, err := g.Open(nil, n, x, nil); err != nil || string(p) != "hi" {
		t.Fatal(err)
	}
}

func TestDigests(t *testing.T) {
	m := hmac.New(sha256.New, []byte("k"))
	m.Write([]byte("a"))
	if hex.EncodeToString(m.Sum(nil))[:8] != "d48b5b05" && len(m.Sum(nil)) != 32 {
		t.Fatal(hex.EncodeToString(m.Sum(nil)))
	}
	if fmt.Sprintf("%x", md5.Sum([]byte("a")))[:4] != "0cc1" {
		t.Fatal()
	}
	_ = sha512.Sum512([]byte("a"))
	f := fnv.New32a()
	f.Write([]byte("a"))
	if f.Sum32() != 0xe40c292c || crc32.ChecksumIEEE([]byte("a")) != 0xe8b7be43 {
		t.Fatal()
	}
}

func TestCryptoRand(t *testing.T) {
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	_ = rand.Text()
	n, err := rand.Int(rand.Reader, big.NewInt(3))
	if err != nil || n.Int64() > 2 {
		t.Fatal()
	}
}
