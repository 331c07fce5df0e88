"""Temporal properties: linear temporal logic (LTL) over the states of a program, with fairness.

`formula` reads and normalises a formula; `buchi` makes an automaton that accepts its runs; `product` searches the
product of the program with the automaton of the negated formula for a fair run that both have; `observers` evaluates
propositions, which are Go expressions, in a state; `verdict` says what was found.
"""
