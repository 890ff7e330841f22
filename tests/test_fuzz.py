"""What must hold of every answer holds of the seeds that fuzzing begins with, and near them."""

from __future__ import annotations

import random

import pytest

from bench.fuzz.seeds import VOCABULARY, seeds
from bench.fuzz.target import TARGETS, reworded

NEAR = 40


@pytest.mark.parametrize("name", TARGETS)
def test_what_must_hold_holds_of_seeds_and_of_mutations(name: str) -> None:
    target = TARGETS[name]()
    some = sorted(seeds(name))
    assert some
    for number in range(NEAR):
        chance = random.Random(f"{name} {number}")
        data = chance.choice(some)
        target(data)
        target(reworded(data, chance, VOCABULARY).encode("utf-8", "replace"))
