"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 670027723780792829
