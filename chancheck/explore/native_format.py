"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 246921082841433437
