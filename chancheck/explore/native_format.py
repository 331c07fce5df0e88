"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 281104616925587835
