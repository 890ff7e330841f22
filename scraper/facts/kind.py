"""What an announcement is about: training, a conference, talent, or nothing of ours.

A weighted vote that can be read: every feature of kind.toml that the text shows counts for one
kind, more in the headline and the first sentences. Nothing is taken without medical people or
places in the text, nor where other matters (repairs, appointments, patients) weigh more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from scraper.facts.document import Document
from scraper.facts.language.lexicon import Hit, Lexicon
from scraper.facts.language.quotation import quotations
from scraper.facts.language.table import raw

TALENT, TRAINING, CONFERENCE = KINDS = ("talent", "training", "conference")
"""In the order in which the question is asked: of two that weigh the same the first is taken."""
OTHER = "other"
MEDICAL = "medical"
LAY = "lay"
AIMED = "aimed"
"""Kinds of features that are not kinds of announcements: whose world it is, and who is taught."""

SENTENCES = 24
"""Sentences that are read; what an article is about is said before that."""
HEADLINE = 2.0
PLACES = (1.6, 1.3, 1.0, 1.0, 1.0, 0.8, 0.8, 0.7, 0.7, 0.6)
"""What a word counts in the first sentences; later ones count as the last of these."""
AGAIN = 0.3
"""What a feature's second and third showing count, beside its best."""
QUOTED = 0.5
TAUGHT = 0.5
"""What another matter counts where medics are taught it: «учились спасать пострадавших»."""
NOWHERE = 1_000_000
"""Farther than any sentence reaches."""
LEAST = 3.5
"""A kind with less is not what the text is about."""
LEAST_MEDICAL = 1.0
PRECEDENCE = 0.8
"""A course for the sake of a reserve is talent, though it speaks mostly of learning."""
ASIDE = 0.4
"""Laymen who weigh less than this, as a share of the strongest kind, are but spoken of."""
DOUBT = 0.15
"""A lead so small, as a share of the winner's score, is worth a person's look."""
REASONS = 3
NAMES = {"talent": "кадры", "training": "учёба", "conference": "собрание", "other": "прочее"}
"""How kinds are called in a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """``quote`` is the sentence (or headline) that says it best; ``why`` is for editors."""

    kind: str
    why: str
    quote: str
    review: bool

    @property
    def relevant(self) -> bool:
        return self.kind != OTHER


class Feature(NamedTuple):
    """A row of kind.toml. ``loud`` counts in quotation marks too; ``aimed`` is for medics.

    ``matter``: of what is taught or discussed in its sentence, all or what comes after it.
    """

    name: str
    kind: str
    weight: float
    loud: bool = False
    aimed: bool = False
    matter: str = ""


class Rules(NamedTuple):
    """kind.toml, ready to be used."""

    features: tuple[Feature, ...]
    lexicon: Lexicon


class Showing(NamedTuple):
    """A feature in one sentence, with what it counts there."""

    feature: Feature
    worth: float
    sentence: str
    words: str


class Vote(NamedTuple):
    """What a feature counts in the whole text, and where it shows best."""

    feature: Feature
    score: float
    best: Showing


@cache
def rules() -> Rules:
    data = raw("kind")
    rows = data["feature"]
    return Rules(
        tuple(Feature(**{k: v for k, v in r.items() if k != "phrases"}) for r in rows),
        Lexicon([r["phrases"] for r in rows], data["classes"]),
    )


def kind(document: Document) -> Judgement:
    """Judge what a text is mainly about."""
    votes = ballot(showings(document))
    scores = tally(votes)
    chosen = _chosen(scores)
    rivals = sorted((scores[name] for name in (*KINDS, OTHER) if name != chosen), reverse=True)
    return Judgement(
        kind=chosen,
        why=_why(votes, scores, chosen),
        quote=_quote(votes, chosen),
        review=rivals[0] > (1 - DOUBT) * max(scores[chosen], LEAST),
    )


def tally(votes: Iterable[Vote]) -> dict[str, float]:
    """Sum the votes. What is for laymen is none of ours, unless medics are aimed at more."""
    scores = dict.fromkeys((*KINDS, OTHER, MEDICAL, LAY, AIMED), 0.0)
    for vote in votes:
        scores[vote.feature.kind] += vote.score
        scores[AIMED] += vote.score if vote.feature.aimed else 0
    return scores


def _chosen(scores: dict[str, float]) -> str:
    strongest = max(scores[name] for name in KINDS)
    lay = scores[LAY] > max(scores[AIMED], LEAST, ASIDE * strongest)
    open_to = (TALENT,) if lay else KINDS
    best = max(open_to, key=lambda name: scores[name])
    if best == TRAINING and scores[TALENT] > PRECEDENCE * scores[TRAINING]:
        best = TALENT
    rival = scores[OTHER] + scores[LAY]
    if scores[MEDICAL] < LEAST_MEDICAL or scores[best] < max(LEAST, rival):
        return OTHER
    return best


def showings(document: Document) -> Iterator[Showing]:
    """Yield every feature of the headline and the first sentences."""
    features, lexicon = rules()
    for sentence, place in _placed(document):
        names, hits = quotations(sentence), lexicon.hits(sentence)
        matter = min([_matter(features[hit.feature], hit) for hit in hits], default=0)
        for hit in hits:
            feature = features[hit.feature]
            quoted = not feature.loud and any(
                n.start < hit.start and hit.end < n.end for n in names
            )
            taught = feature.kind == OTHER and hit.start >= matter
            worth = place * (QUOTED if quoted else 1) * (TAUGHT if taught else 1)
            yield Showing(feature, worth, sentence, sentence[hit.start : hit.end])


def _matter(feature: Feature, hit: Hit) -> int:
    """Return from where on a sentence tells what is taught or discussed."""
    return {"after": hit.start, "all": 0}.get(feature.matter, NOWHERE)


def _placed(document: Document) -> Iterator[tuple[str, float]]:
    if document.title:
        yield document.title, HEADLINE
    for at, sentence in enumerate(document.sentences[:SENTENCES]):
        headline = at == 0 and not document.title
        yield sentence, HEADLINE if headline else PLACES[min(at, len(PLACES) - 1)]


def ballot(shown: Iterable[Showing]) -> list[Vote]:
    """Count every feature once: its best showing, and a little for the next ones."""
    by_feature: dict[Feature, list[Showing]] = {}
    for showing in shown:
        by_feature.setdefault(showing.feature, []).append(showing)
    return [_vote(feature, found) for feature, found in by_feature.items()]


def _vote(feature: Feature, found: list[Showing]) -> Vote:
    best, *others = sorted(found, key=lambda showing: -showing.worth)
    worth = best.worth + AGAIN * sum(showing.worth for showing in others[:2])
    return Vote(feature, feature.weight * worth, best)


def _why(votes: Iterable[Vote], scores: dict[str, float], chosen: str) -> str:
    """Tell the strongest reasons and the scores, in Russian."""
    if chosen == OTHER and scores[MEDICAL] < LEAST_MEDICAL:
        return "нет медицинских слов"
    own = sorted((v for v in votes if v.feature.kind == chosen), key=lambda v: -v.score)
    reasons = "; ".join(f"{v.feature.name} («{v.best.words}»)" for v in own[:REASONS])
    figures = ", ".join(f"{called} {scores[name]:.0f}" for name, called in NAMES.items())
    return f"{reasons or 'ничего из нашего'} [{figures}]"


def _quote(votes: Iterable[Vote], chosen: str) -> str:
    own = [v for v in votes if v.feature.kind == chosen]
    return max(own, key=lambda v: v.score).best.sentence if own else ""
