"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 258659224541325662
