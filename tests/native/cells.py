"""Random programs that read and write single elements and fields, of values and of pointers, with and without a lock.
Steps are found in the step cache by these words."""

from __future__ import annotations

from random import Random

HEADER = """package main

import "sync"

type pair struct {
	a, b int
	next *pair
}

type triple struct {
	tag  string
	a, b int
	next *pair
}

type both interface{ bump(n int) int }

func (p *pair) bump(n int) int   { p.a += n; return p.b }
func (t *triple) bump(n int) int { t.b += n; return t.a }

var (
	mu     sync.Mutex
	nums   [4]int
	refs   [3]*pair
	any2   [2]both
	grid   = [][]int{make([]int, 2), make([]int, 3)}
	whole  [2]pair
	counts = map[int]int{}
	ring   = make(chan int, 3)
	wg     sync.WaitGroup
)

"""
INDICES = ["i", "(i+1)%2", "0", "1", "nums[0]&1", "n&1"]
PIECES = [
    "nums[X]++",
    "nums[X+2] = nums[Y]",
    "n = nums[X] + nums[Y+1]",
    "if nums[X] > nums[Y] { nums[X], nums[Y] = nums[Y], nums[X] }",
    "for k := range nums { n += nums[k] }",
    "p := &nums[X]; *p = n & 3",
    "refs[X], refs[Y+1] = refs[Y], refs[X]",
    "refs[X] = nil",
    "refs[X] = &pair{a: n & 1, next: refs[Y]}",
    "if p := refs[X]; p != nil { p.a, p.b = p.b, n&1 }",
    "if p := refs[X]; p != nil { p.next = refs[Y] }",
    "if p := refs[X]; p != nil && p.next != nil { n = p.next.a }",
    "n = any2[X].bump(1) & 3",
    "any2[X], any2[Y] = any2[Y], any2[X]",
    "grid[X][Y]++",
    "grid[X] = grid[Y]",
    "grid[X] = append(grid[X], n&1)[1:]",
    "whole[X] = whole[Y]",
    "whole[X].a++; whole[X].b = whole[Y].a & 3",
    "counts[X] = nums[Y]",
    "n = counts[X]; delete(counts, Y)",
    "select { case ring <- n & 1: default: nums[X] = 0 }",
    "select { case n = <-ring: default: }",
    "nums[X] &= 3",
]


def program(random: Random) -> str:
    def piece() -> str:
        text = random.choice(PIECES)
        return text.replace("X", random.choice(INDICES)).replace("Y", random.choice(INDICES))

    def section() -> str:
        pieces = "; ".join(piece() for _ in range(random.randint(1, 2)))
        return pieces if random.random() < 0.1 else f"mu.Lock(); {pieces}; mu.Unlock()"

    bodies = [[section() for _ in range(random.randint(1, 3))] for _ in range(random.randint(1, 2))]
    text = HEADER
    for f, sections in enumerate(bodies):
        lines = "".join(f"\t{{ {each} }}\n" for each in sections)
        text += f"func f{f}(i int) {{\n\tdefer wg.Done()\n\tn := i\n\t_ = n\n{lines}}}\n\n"
    run = [random.randrange(len(bodies)) for _ in range(random.randint(2, 3))]
    started = "".join(f"\twg.Add(1)\n\tgo f{f}({i % 2})\n" for i, f in enumerate(run))
    return text + (
        'func main() {\n\tany2 = [2]both{&pair{}, &triple{tag: "t"}}\n\trefs[0] = &pair{b: 1}\n'
        f"{started}\twg.Wait()\n}}\n"
    )
