"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 727175052339480243
