"""Engines: each explores a Program and reports what it found. They know no Go."""
