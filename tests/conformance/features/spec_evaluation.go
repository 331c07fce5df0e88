package main

import "fmt"

func t(s string, v int) int { fmt.Print(s, " "); return v }
func g(s string) func(int, ...int) int {
	fmt.Print("get", s, " ")
	return func(a int, b ...int) int { fmt.Print("call", s, b == nil, len(b), " "); return a }
}
func p(s string, v *int) *int                { fmt.Print(s, " "); return v }
func sl(s string, v []int) []int             { fmt.Print(s, " "); return v }
func mm(s string, v map[int]int) map[int]int { fmt.Print(s, " "); return v }
func two(s string) (int, int)                { fmt.Print(s, " "); return 1, 2 }
func tr(s string, b bool) bool               { fmt.Print(s, " "); return b }

type T struct{ a, b int }

func (x T) M(i int) T   { fmt.Print("M", i, " "); return x }
func (x *T) P(i int) *T { fmt.Print("P", i, " "); return x }

func main() {
	arr := []int{0, 0, 0, 0}
	m := map[int]int{}
	var n int
	sl("s", arr)[t("i", 1)], *p("p", &n), mm("m", m)[t("k", 2)] = t("x", 5), t("y", 6), t("z", 7)
	fmt.Println(arr, n, m)
	fmt.Println(t("a", 1)+t("b", 2)*t("c", 3), g("f")(t("d", 4), t("e", 5)))
	fmt.Println([]int{t("l0", 0), 2: t("l2", 2)}, map[int]int{t("k1", 1): t("v1", 1), t("k2", 2): t("v2", 2)}, T{b: t("fb", 1), a: t("fa", 2)})
	sl("s", arr)[t("i", 1)] += t("x", 10)
	fmt.Println(arr)
	sl("s", arr)[t("i", 1)]++
	fmt.Println(arr)
	arr[t("i", 0)], arr[t("j", 3)] = two("two")
	fmt.Println(arr)
	x := T{1, 2}
	x.M(t("1", 1)).M(t("2", 2)).M(3)
	(&x).P(t("1", 1)).P(t("2", 2)).a = t("v", 9)
	fmt.Println(x)
	fmt.Println(tr("a", false) && tr("b", true) || tr("c", true) && !tr("d", false))
	switch t("sw", 3) {
	case t("c1", 1), t("c2", 2):
	case t("c3", 3), t("c4", 4):
		fmt.Println("hit")
	case t("c5", 5):
	}
	i := 0
	i, arr[i] = 2, 77
	fmt.Println(i, arr)
	arr[0], arr[0] = 1, 2
	fmt.Println(arr[0])
	x.a, x.b = x.b, x.a
	fmt.Println(x)
	var pp *T
	func() {
		defer func() { fmt.Println(recover(), i) }()
		i, pp.a = 5, t("val", 1)
	}()
	func() {
		defer func() { fmt.Println(recover(), arr) }()
		arr[1], arr[t("oob", 9)] = 55, t("val2", 1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var nm map[string]int
		nm["a"] = t("nilmap", 1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var np *[4]int
		for i := range np {
			fmt.Print(i)
		}
		fmt.Println(len(np))
		for i, v := range np {
			fmt.Print(i, v)
		}
	}()
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	ch <- 3
	fmt.Println(<-ch+t("z", 0), <-ch, <-ch)
	a, b, c := t("a", 1), t("b", 2), func() int { return t("c", 3) }()
	fmt.Println(a, b, c)
	for i, arr[0] = range []int{4, 5} {
		fmt.Print(i, arr[0], " ")
	}
	fmt.Println()
	defer fmt.Println("deferred", t("now", 1))
	defer func(v int) { fmt.Println("d2", v, i) }(i)
	i = 100
	var f func()
	defer func() { fmt.Println("rec", recover()) }()
	defer f()
	fmt.Println("after defer nil")
}
