"""The syntax tree, made from the reductions of the parser."""
