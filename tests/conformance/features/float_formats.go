package main

import (
	"fmt"
	"math"
	"strconv"
)

func main() {
	fmt.Println(1.0, 1e21, 1e20, 123456789.0, 0.000001, 0.0000001, 1.0/3, float32(1)/3, 100000000.0, 1e6, 1e-5)
	fmt.Println(math.Inf(1), math.Inf(-1), math.NaN(), -0.0, 1/math.Inf(-1), math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32)
	fmt.Printf("%f %.2f %8.3f|%-8.2f|%+.1f|%08.3f|% .2f|%e|%E|%g|%G\n", 3.14159, 2.005, 3.14159, 2.5, 1.25, -3.14159, 2.5, 123456.789, 0.00012, 1e-7, 1e100)
	fmt.Printf("%v %v %.3v %10v|%6.2f%%\n", 2.5, float32(0.1), 3.14159, 1.5, 99.5)
	fmt.Printf("%x %X %b %.3x\n", 1.5, -0.1, 1.0, 3.999)
	fmt.Println(strconv.FormatFloat(1.5, 'f', -1, 64), strconv.FormatFloat(123.456, 'e', 3, 32), strconv.FormatFloat(1e21, 'g', 5, 64))
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Ceil(1.2), math.Round(2.5), math.Trunc(-2.7), math.Mod(7, 3), math.Pow(2, 0.5), math.Hypot(3, 4))
	fmt.Println(math.Sin(1), math.Cos(1), math.Tan(1), math.Log(10), math.Exp(1), math.Atan2(1, 2), math.Cbrt(27), math.Log2(8), math.Log10(1000), math.Log1p(1e-10))
	x := 0.1
	fmt.Println(x+0.2, x*3, x+0.2 == 0.3, 0.1+0.2 == 0.3)
	var f float32 = 16777216
	fmt.Println(f+1, f+2, f*f, float32(x)+float32(0.2))
	nan := math.NaN()
	fmt.Println(nan == nan, nan < 1, nan > 1, nan != nan, math.IsNaN(nan), math.IsInf(math.Inf(1), 0))
	frac, exp := math.Frexp(8.5)
	ip, fp := math.Modf(-3.25)
	fmt.Println(frac, exp, ip, fp, math.Ldexp(0.5, 4), math.Signbit(-0.0), math.Copysign(3, -1), math.Remainder(5, 3), math.Gamma(5), math.Erf(0.5))
	fmt.Printf("%6d|%-6d|%06d|%+d|%x|%X|%o|%#o|%b|%#x|%c|%q|%U|%#U\n", 42, 42, 42, 42, 255, 255, 8, 8, 5, 255, 'x', 'x', 'x', '日')
	fmt.Printf("%5t|%-7t|%q|%5s|%-5s|%.2s|%x|% x|%#q\n", true, false, "a\nb", "ab", "ab", "abcdef", "hi", "hi", "raw")
	fmt.Printf("%3c|%-3c|%03d|%+q|%*d|%-*d|%.*f\n", 'a', 'b', -5, "é", 5, 42, 5, 42, 2, 3.14159)
	fmt.Printf("%d %s %v %!|%z %d\n", "str", 5, struct{}{}, 1)
	fmt.Printf("%[2]d %[1]d %d %[5]d\n", 1, 2)
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%d\n", 1, 2)
	fmt.Printf("%v %d %s\n", []any{1, "a", nil}, []int{1, 2}, []string{"a", "b"})
	fmt.Printf("%6.2v|%t|%p|%v\n", 3.14159, 1, nil, nil)
}
