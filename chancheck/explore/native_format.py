"""Written by `python -m chancheck.explore.native_header`; do not edit."""

FORMAT = 997772314424402467
