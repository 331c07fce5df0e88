"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 957438474871718461
