package reflect

import "internal/text"

// A SelectDir says what a case of a select does.
type SelectDir int

const (
	_ SelectDir = iota
	SelectSend
	SelectRecv
	SelectDefault
)

type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value
}

// A choice is one case; c is nil where there is none.
type choice struct {
	c, x any
	send bool
}

const mostChoices = 8

// Select handles up to eight channels with elements of one type, and besides receives from channels of struct{}.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	fallback := -1
	first := -1
	choices := make([]choice, mostChoices)
	for i, c := range cases {
		if c.Dir == SelectDefault {
			if fallback >= 0 {
				panic("reflect.Select: multiple default cases")
			}
			fallback = i
			continue
		}
		if !c.Chan.IsValid() || c.Chan.IsNil() {
			continue
		}
		if i >= mostChoices {
			text.Ignorance("reflect.Select on more than eight channels")
		}
		if first < 0 || c.Dir == SelectSend || !isSignal(cases[i]) {
			if first >= 0 && !isSignal(cases[first]) && elemOf(cases[first]) != elemOf(c) {
				text.Ignorance("reflect.Select on channels of several types")
			}
			first = i
		}
		choices[i] = choice{c.Chan.get(), c.Send.held(), c.Dir == SelectSend}
	}
	if first < 0 {
		if fallback < 0 {
			select {}
		}
		return fallback, Value{}, false
	}
	n, x, ok := chanSelect(cases[first].Chan.get(), choices, fallback >= 0)
	if n < 0 {
		return fallback, Value{}, false
	}
	if cases[n].Dir == SelectSend {
		return n, Value{}, false
	}
	return n, Value{t: elemOf(cases[n]), x: x}, ok
}

func elemOf(c SelectCase) int { return text.TypeElem(c.Chan.t, 0) }

// isSignal: it receives from a channel of struct{}, such as the Done of a context.
func isSignal(c SelectCase) bool {
	if c.Dir != SelectRecv {
		return false
	}
	switch c.Chan.get().(type) {
	case chan struct{}, <-chan struct{}:
		return true
	}
	return false
}

// An own is what a channel of the type at hand is for receiving and for sending.
type own[T any] func(c any) (<-chan T, chan<- T)

// ends are a channel to receive from, one of struct{} to receive from, and one to send to, of which two are nil.
func ends[T any](c choice, known own[T]) (in <-chan T, signal <-chan struct{}, out chan<- T, x T) {
	if c.send {
		x, _ = c.x.(T)
	}
	switch ch := c.c.(type) {
	case nil:
		return nil, nil, nil, x
	case chan T:
		in, out = ch, ch
	case <-chan T:
		in = ch
	case chan<- T:
		out = ch
	case chan struct{}:
		signal = ch
	case <-chan struct{}:
		signal = ch
	default:
		in, out = known(c.c)
	}
	if c.send {
		return nil, nil, out, x
	}
	return in, signal, nil, x
}

func chanSelectOf[C ~chan T, T any](c any, cases []choice, now bool) (int, any, bool) {
	return selectOf(cases, now, func(c any) (<-chan T, chan<- T) { return c.(C), c.(C) })
}

func recvSelectOf[C ~<-chan T, T any](c any, cases []choice, now bool) (int, any, bool) {
	return selectOf(cases, now, func(c any) (<-chan T, chan<- T) { return c.(C), nil })
}

func sendSelectOf[C ~chan<- T, T any](c any, cases []choice, now bool) (int, any, bool) {
	return selectOf(cases, now, func(c any) (<-chan T, chan<- T) { return nil, c.(C) })
}

func selectOf[T any](cases []choice, now bool, known own[T]) (int, any, bool) {
	r0, q0, s0, x0 := ends(cases[0], known)
	r1, q1, s1, x1 := ends(cases[1], known)
	r2, q2, s2, x2 := ends(cases[2], known)
	r3, q3, s3, x3 := ends(cases[3], known)
	r4, q4, s4, x4 := ends(cases[4], known)
	r5, q5, s5, x5 := ends(cases[5], known)
	r6, q6, s6, x6 := ends(cases[6], known)
	r7, q7, s7, x7 := ends(cases[7], known)
	var n int
	var v T
	var d struct{}
	var ok, done bool
	if now {
		select {
		case v, ok = <-r0:
			n = 0
		case v, ok = <-r1:
			n = 1
		case v, ok = <-r2:
			n = 2
		case v, ok = <-r3:
			n = 3
		case v, ok = <-r4:
			n = 4
		case v, ok = <-r5:
			n = 5
		case v, ok = <-r6:
			n = 6
		case v, ok = <-r7:
			n = 7
		case d, ok = <-q0:
			n, done = 0, true
		case d, ok = <-q1:
			n, done = 1, true
		case d, ok = <-q2:
			n, done = 2, true
		case d, ok = <-q3:
			n, done = 3, true
		case d, ok = <-q4:
			n, done = 4, true
		case d, ok = <-q5:
			n, done = 5, true
		case d, ok = <-q6:
			n, done = 6, true
		case d, ok = <-q7:
			n, done = 7, true
		case s0 <- x0:
			n = 0
		case s1 <- x1:
			n = 1
		case s2 <- x2:
			n = 2
		case s3 <- x3:
			n = 3
		case s4 <- x4:
			n = 4
		case s5 <- x5:
			n = 5
		case s6 <- x6:
			n = 6
		case s7 <- x7:
			n = 7
		default:
			n = -1
		}
	} else {
		select {
		case v, ok = <-r0:
			n = 0
		case v, ok = <-r1:
			n = 1
		case v, ok = <-r2:
			n = 2
		case v, ok = <-r3:
			n = 3
		case v, ok = <-r4:
			n = 4
		case v, ok = <-r5:
			n = 5
		case v, ok = <-r6:
			n = 6
		case v, ok = <-r7:
			n = 7
		case d, ok = <-q0:
			n, done = 0, true
		case d, ok = <-q1:
			n, done = 1, true
		case d, ok = <-q2:
			n, done = 2, true
		case d, ok = <-q3:
			n, done = 3, true
		case d, ok = <-q4:
			n, done = 4, true
		case d, ok = <-q5:
			n, done = 5, true
		case d, ok = <-q6:
			n, done = 6, true
		case d, ok = <-q7:
			n, done = 7, true
		case s0 <- x0:
			n = 0
		case s1 <- x1:
			n = 1
		case s2 <- x2:
			n = 2
		case s3 <- x3:
			n = 3
		case s4 <- x4:
			n = 4
		case s5 <- x5:
			n = 5
		case s6 <- x6:
			n = 6
		case s7 <- x7:
			n = 7
		}
	}
	if done {
		return n, d, ok
	}
	return n, v, ok
}
