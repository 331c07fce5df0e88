package runtime

// deferred keeps f, which the body of a loop over a function defers, for the end of the function around it.
func deferred(list *[]func(), f func()) { *list = append(*list, f) }

// runDeferred is itself deferred where such a loop begins: whatever the body deferred runs where it stands in the order.
func runDeferred(list *[]func()) {
	for _, f := range *list {
		defer f()
	}
}
