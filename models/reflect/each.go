package reflect

// What is done by the type of the first parameter: `//chancheck:each KIND:FUNCTION` names the generic function of which
// each type of that kind has an instance.

//chancheck:each map:mapSetOf
func mapSet(m, key, elem any)

//chancheck:each map:mapGetOf
func mapGet(m, key any) (any, bool)

//chancheck:each map:mapDeleteOf
func mapDelete(m, key any)

//chancheck:each map:mapClearOf
func mapClear(m any)

//chancheck:each map:mapMakeOf
func mapMake(number int) any

//chancheck:each slice:sliceMakeOf
func sliceMake(number, n, c int) any

//chancheck:each slice:sliceCutOf
func sliceCut(s any, i, j, k int) any

//chancheck:each slice:sliceAppendOf
func sliceAppend(s, x any) any

//chancheck:each slice:sliceJoinOf
func sliceJoin(s, t any) any

//chancheck:each slice:sliceCopyOf
func sliceCopy(s, t any) int

//chancheck:each slice:sliceCapOf
func sliceCap(s any) int

//chancheck:each slice:sliceClearOf
func sliceClear(s any)

//chancheck:each chan:chanMakeOf
func chanMake(number, n int) any

//chancheck:each chan:chanSendOf send:sendOf
func chanSend(c, x any)

//chancheck:each chan:chanRecvOf recv:recvOf
func chanRecv(c any) (any, bool)

//chancheck:each chan:chanTrySendOf send:trySendOf
func chanTrySend(c, x any) bool

//chancheck:each chan:chanTryRecvOf recv:tryRecvOf
func chanTryRecv(c any) (any, bool, bool)

//chancheck:each chan:chanCloseOf send:closeOf
func chanClose(c any)

//chancheck:each chan:chanCapOf recv:recvCapOf send:sendCapOf
func chanCap(c any) int

//chancheck:each chan:chanSelectOf recv:recvSelectOf send:sendSelectOf
func chanSelect(c any, cases []choice, now bool) (int, any, bool)

func mapSetOf[M ~map[K]V, K comparable, V any](m, key, elem any) {
	k, _ := key.(K)
	v, _ := elem.(V)
	m.(M)[k] = v
}

func mapGetOf[M ~map[K]V, K comparable, V any](m, key any) (any, bool) {
	k, _ := key.(K)
	v, ok := m.(M)[k]
	return v, ok
}

func mapDeleteOf[M ~map[K]V, K comparable, V any](m, key any) {
	k, _ := key.(K)
	delete(m.(M), k)
}

func mapClearOf[M ~map[K]V, K comparable, V any](m any) { clear(m.(M)) }

func mapMakeOf[M ~map[K]V, K comparable, V any](number int) any { return make(M) }

func sliceMakeOf[S ~[]E, E any](number, n, c int) any { return make(S, n, c) }

func sliceCutOf[S ~[]E, E any](s any, i, j, k int) any { return s.(S)[i:j:k] }

func sliceAppendOf[S ~[]E, E any](s, x any) any {
	e, _ := x.(E)
	return append(s.(S), e)
}

func sliceJoinOf[S ~[]E, E any](s, t any) any { return append(s.(S), t.(S)...) }

func sliceCopyOf[S ~[]E, E any](s, t any) int { return copy(s.(S), t.(S)) }

func sliceCapOf[S ~[]E, E any](s any) int { return cap(s.(S)) }

func sliceClearOf[S ~[]E, E any](s any) { clear(s.(S)) }

func chanMakeOf[C ~chan T, T any](number, n int) any { return make(C, n) }

func chanSendOf[C ~chan T, T any](c, x any) {
	v, _ := x.(T)
	c.(C) <- v
}

func sendOf[C ~chan<- T, T any](c, x any) {
	v, _ := x.(T)
	c.(C) <- v
}

func chanRecvOf[C ~chan T, T any](c any) (any, bool) {
	v, ok := <-c.(C)
	return v, ok
}

func recvOf[C ~<-chan T, T any](c any) (any, bool) {
	v, ok := <-c.(C)
	return v, ok
}

func chanTrySendOf[C ~chan T, T any](c, x any) bool { return trySendOf[chan<- T]((chan<- T)(c.(C)), x) }

func trySendOf[C ~chan<- T, T any](c, x any) bool {
	v, _ := x.(T)
	select {
	case c.(C) <- v:
		return true
	default:
		return false
	}
}

func chanTryRecvOf[C ~chan T, T any](c any) (any, bool, bool) {
	return tryRecvOf[<-chan T]((<-chan T)(c.(C)))
}

func tryRecvOf[C ~<-chan T, T any](c any) (any, bool, bool) {
	select {
	case v, ok := <-c.(C):
		return v, ok, true
	default:
		var zero T
		return zero, false, false
	}
}

func chanCloseOf[C ~chan T, T any](c any) { close(c.(C)) }

func closeOf[C ~chan<- T, T any](c any) { close(c.(C)) }

func chanCapOf[C ~chan T, T any](c any) int { return cap(c.(C)) }

func recvCapOf[C ~<-chan T, T any](c any) int { return cap(c.(C)) }

func sendCapOf[C ~chan<- T, T any](c any) int { return cap(c.(C)) }
