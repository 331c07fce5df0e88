"""Limits of a step (docs/internals-machine.md): part of the definition, the same in every engine."""

LOCAL_STEPS = 100_000
"""Instructions of local code in one step."""

GROWTH_STEPS = 400
"""How many instructions a `spawn` or a `defer` counts for besides itself: each makes the state larger."""

MOST_FORKS = 1_000
"""Outcomes of one step."""

MOST_FRAMES = 10_000
"""Frames of a goroutine; one more is the fatal error `stack overflow`."""
