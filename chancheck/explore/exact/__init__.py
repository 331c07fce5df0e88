"""The reference engine: the executable definition of how a Program runs, and a search over it."""
