"""How much room channels need: the least capacities with which a program has no deadlock and no leak."""
