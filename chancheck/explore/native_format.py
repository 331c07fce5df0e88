"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 1048363252174216288
