"""The reference engine: a plain search over the machine."""
