"""One process graph per function."""
