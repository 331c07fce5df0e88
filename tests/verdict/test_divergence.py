"""A search that cannot end says what grows."""

from __future__ import annotations

from chancheck.check import verify

COUNTER = """
func main() {
	ticks := make(chan int)
	go func() {
		for n := 0; ; n++ {
			ticks <- n
		}
	}()
	for n := range ticks {
		if n < 0 {
			return
		}
	}
}
"""


def test_a_counter_without_end_is_named() -> None:
    verdict = verify(COUNTER, max_states=500).verdict
    assert verdict.answer == "inconclusive"
    assert verdict.limit is not None
    assert verdict.limit.flag == "--max-states"
    assert "n (of main.main.func1" in verdict.limit.text
    assert "keeps growing" in verdict.limit.text


def test_a_queue_without_end_is_named() -> None:
    text = """
func main() {
	var queue []int
	for {
		queue = append(queue, 1)
		runtime.Gosched()
	}
}
"""
    limit = verify(text, max_states=300).verdict.limit
    assert limit is not None and "growing" in limit.text


def test_what_only_takes_long_grows_not() -> None:
    text = COUNTER.replace("n := 0; ; n++", "n := 0; ; n = (n + 1) % 7")
    assert verify(text).verdict.answer == "proved"
    limit = verify(text, max_states=5).verdict.limit
    assert limit is not None and "growing" not in limit.text
