"""Random programs by way of hypothesis: the same ones each time for the same number."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st


def sample(count: int, number: int) -> list[Random]:
    """`count` sources of random decisions; hypothesis draws them, so that building can be done for all at once."""
    drawn: list[Random] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=True))
    def draw(random: Random) -> None:
        drawn.append(Random(random.getrandbits(64)))

    draw()
    return drawn
