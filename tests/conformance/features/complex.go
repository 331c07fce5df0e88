package main

import (
	"fmt"
	"math"
)

type C complex64

const k = 3 + 4i
const z = complex(1, 2)

func sum[T ~complex64 | ~complex128 | ~float64](xs ...T) T {
	var s T
	for _, x := range xs {
		s += x
	}
	return s
}

func main() {
	var a complex128 = 1 + 2i
	b := complex(3, 4.5)
	var c C = 2 - 1i
	fmt.Println(a, b, c, k, z, real(k), imag(z), real(a), imag(c))
	fmt.Println(a+b, a-b, a*b, a/b, -a, c*c, c/c, a == b, a != b, a == 1+2i)
	fmt.Printf("%v %.2f %g %e %T %T %T %+v %#v %8.3f|%-9.1f|\n", a, b, a, b, a, c, real(c), a, c, a, b)
	a += 2
	a *= 1i
	a++
	fmt.Println(a)
	m := map[complex128]string{1: "one", 1i: "i"}
	fmt.Println(m[1], m[0+1i], len(m), m)
	var x any = a
	switch v := x.(type) {
	case complex64:
		fmt.Println("64", v)
	case complex128:
		fmt.Println("128", v, v == -1+2i)
	}
	fmt.Println(x == any(a), x == any(complex64(a)))
	zero := complex(0, 0)
	fmt.Println(a/zero, zero/zero, complex(math.Inf(1), 0)/a, a/complex(math.Inf(-1), math.NaN()))
	arr := [2]complex64{1, 2i}
	s := []C{1, 2, 3i}
	fmt.Println(arr, s, sum(s...), sum(1.5, 2), sum(1i, 2))
	fmt.Println(complex64(a), complex128(c), complex64(complex(0.1, 0.2)))
	const big = 1 << 100 * 1i
	fmt.Println(big/(1<<99), int(real(k)), k == 3+4i, k*k, k/2)
	var f32 float32 = 0.1
	d := complex(f32, 2)
	fmt.Printf("%T %v %v\n", d, d, complex128(d))
	p := &a
	*p = 5
	fmt.Println(*p, struct {
		X complex64
		y complex128
	}{1, 2})
	fmt.Println(123i, 0x10i, 0b11i, 1e3i, .5i, 1_0i)
	ch := make(chan complex128, 1)
	ch <- 7i
	fmt.Println(<-ch)
	fmt.Printf("%x %X %b %d %s\n", a, a, a, a, a)
	fmt.Println(complex(math.NaN(), math.Inf(1)), complex(math.Inf(-1), -0.0))
}
