"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 229960956743066804
