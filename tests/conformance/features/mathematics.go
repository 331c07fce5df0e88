package main

import (
	"fmt"
	"math"
	"strings"
)

func main() {
	for _, x := range []float64{0, 0.5, 1, 2.5, -1.5, 3.5, -0.2, 1e17, 10} {
		fmt.Println(math.Sqrt(x), math.Ceil(x), math.Floor(x), math.Round(x), math.Abs(x), math.RoundToEven(x), math.Trunc(x))
		for _, y := range []float64{0.3, 3, -7, 1e-3, 0} {
			fmt.Print(math.Mod(x, y), math.Dim(x, y), math.Min(x, y), math.Max(x, y), " ")
		}
		fmt.Println()
	}
	fmt.Println(math.Pi, math.E, math.IsNaN(math.NaN()), math.IsInf(math.Inf(-1), -1), math.Signbit(-1))
	fmt.Println(math.MaxFloat64, math.SmallestNonzeroFloat64, math.Copysign(3, -1), math.Mod(math.MaxFloat64, 3))
	i, f := math.Modf(3.25)
	fmt.Println(i, f, math.Float64bits(1.5), math.Inf(1) > 5, math.NaN() == math.NaN())
	for _, n := range []int{0, 1, 2, 3, 7, 8} {
		fmt.Println(strings.Repeat("ab", n))
	}
	defer func() { fmt.Println(recover()) }()
	fmt.Println(len(strings.Repeat("abc", math.MaxInt/2)))
}
