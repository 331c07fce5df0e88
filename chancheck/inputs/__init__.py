"""Inputs of many values (`check.Int`): which few of them stand for all.

A program that only moves, adds, scales and compares its inputs can distinguish them by the signs of some linear forms.
The executable definition explores the program with a few values and records these forms; of every sign that is
possible one value is added, until no new form comes up. Then the values stand for all others: a run with any input
takes the same steps as one with a value of the same signs. Any other use of an input leaves the answer open.
"""
