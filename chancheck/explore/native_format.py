"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 658825880767622025
