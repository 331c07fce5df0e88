"""The code generator: from process graphs to a Program, with the rules of `semantics` as its operations."""
