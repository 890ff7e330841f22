"""Whether what a body does is done to an event: «больница завершила обучение»."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.facts.language.phrase import Word, belongs, joined, left_edge

BEFORE, AFTER = 8, 6
"""Words around a verb among which its object is sought."""


def on_event(run: Sequence[Word], verb: Word) -> bool:
    """Whether the verb has an event, a course, a contest for its direct object.

    Visiting, praising, paying for one is not holding it; a verb that only comes to an event
    («прибыли на семинар») has none for its object.
    """
    if belongs(verb.low, "organiser", "attends", "helps", "tells"):
        return False
    place = next((at for at, word in enumerate(run) if word.start == verb.start), 0)
    near = range(max(0, place - BEFORE), min(len(run), place + AFTER + 1))
    return any(_is_object(run, at) for at in near)


def tells_of_own(run: Sequence[Word]) -> bool:
    """Whether an event or a project is what a sentence tells of («при больнице открылась …»)."""
    return any(
        ("nomn", "sing") in w.traits.noun
        and (belongs(w.low, "format", "event") or belongs(w.low, "organiser", "own"))
        for w in run
    )


def _is_object(run: Sequence[Word], at: int) -> bool:
    word = run[at]
    if not any(case == "accs" for case, _ in word.traits.noun):
        return False
    if not (belongs(word.low, "format", "event") or belongs(word.low, "organiser", "own_study")):
        return False
    first = left_edge(run, at)
    if first == 0 or not joined(run[first]):
        return True
    before = run[first - 1]
    of_noun = before.traits.top == "NOUN" and any(case == "gent" for case, _ in word.traits.noun)
    return before.traits.top != "PREP" and not of_noun
