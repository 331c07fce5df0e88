"""Names, types and constants of a program."""
