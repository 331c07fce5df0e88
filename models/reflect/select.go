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

// Select handles up to eight channels of one type.
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
		if i >= mostChoices || first >= 0 && cases[first].Chan.t != c.Chan.t || c.Chan.Type().ChanDir() != BothDir {
			text.Ignorance("reflect.Select on channels of several types, or on many")
		}
		first = i
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
	return n, Value{t: text.TypeElem(cases[n].Chan.t, 0), x: x}, ok
}

// two are a channel to receive from and one to send to, of which one is nil.
func two[C ~chan T, T any](c choice) (in <-chan T, out chan<- T, x T) {
	if c.c == nil {
		return nil, nil, x
	}
	if c.send {
		x, _ = c.x.(T)
		return nil, (chan<- T)(c.c.(C)), x
	}
	return (<-chan T)(c.c.(C)), nil, x
}

func chanSelectOf[C ~chan T, T any](c any, cases []choice, now bool) (int, any, bool) {
	r0, s0, x0 := two[C](cases[0])
	r1, s1, x1 := two[C](cases[1])
	r2, s2, x2 := two[C](cases[2])
	r3, s3, x3 := two[C](cases[3])
	r4, s4, x4 := two[C](cases[4])
	r5, s5, x5 := two[C](cases[5])
	r6, s6, x6 := two[C](cases[6])
	r7, s7, x7 := two[C](cases[7])
	var n int
	var v T
	var ok bool
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
		return n, v, ok
	}
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
	return n, v, ok
}
