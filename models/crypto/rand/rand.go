// Package rand models the machine's source of chance. Numbers from a small range are each explored; of all other bytes
// that may come, each reading has one choice that none before it had.
//
//chancheck:rest
package rand

import (
	"internal/chance"
	"internal/text"
	"io"
	"math/big"
)

var Reader io.Reader = &source{}

type source struct{}

func (*source) Read(b []byte) (int, error) {
	n := chance.Next()
	for i := range b {
		b[i] = byte(n)
		n >>= 8
	}
	return len(b), nil
}

// Read never fails: the program ends where a reader that it put in place does.
func Read(b []byte) (int, error) {
	if _, err := io.ReadFull(Reader, b); err != nil {
		panic("crypto/rand: failed to read random data (see https://go.dev/issue/66821): " + err.Error())
	}
	return len(b), nil
}

// most is the largest range that is explored in full.
const most = 1 << 16

func Int(rand io.Reader, max *big.Int) (*big.Int, error) {
	if max.Sign() <= 0 {
		panic("crypto/rand: argument to Int is <= 0")
	}
	if _, ok := rand.(*source); ok && max.IsInt64() && max.Int64() <= most {
		return big.NewInt(int64(text.Choose(int(max.Int64())))), nil
	}
	return below(rand, max)
}

// below reads as many bits as the largest number has, until they are a number below max.
func below(rand io.Reader, max *big.Int) (*big.Int, error) {
	n := new(big.Int).Sub(max, big.NewInt(1))
	bits := n.BitLen()
	b := make([]byte, (bits+7)/8)
	for bits > 0 {
		if _, err := io.ReadFull(rand, b); err != nil {
			return nil, err
		}
		if over := bits % 8; over > 0 {
			b[0] &= 1<<over - 1
		}
		if n.SetBytes(b).Cmp(max) < 0 {
			break
		}
	}
	return n, nil
}
