"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 297481833784769
