"""The code generator: from process graphs to a Program, whose operations are the rules of `semantics`."""
