"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 697205114555582143
