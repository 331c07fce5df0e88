"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 234628374774466231
