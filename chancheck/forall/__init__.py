"""Answers for every value of a constant (docs/forall.md, ADR 45).

`source` makes the constant a variable; `local` and `rules` run code and operations on symbolic values; `build` makes a
counting system of it: how many goroutines are where, and numbers beside; `visit` lists its states for one value;
`invariants` looks for an invariant, `certificate` checks one; `races` and `endless` add what the plain system does not
say; `decide` puts all together.
"""
