"""Temporal properties: linear temporal logic (LTL) over the states of a program, with fairness.

`properties` finds the formulas of a file, and `marks` what they name in it; `formula` reads and normalises one; `buchi`
makes an automaton that accepts its runs. `explored` has the states and the product with the automaton of the negated
formula from the native core (native/src/temporal), or by the definition: `states`, with the propositions that hold in
each, and `product`, which searches for a fair run of both. `decide` gives the verdict.
"""
