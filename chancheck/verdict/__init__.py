"""From what an engine found to an answer."""
