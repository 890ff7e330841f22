"""What an editor's word on one field changes in the file. Pure: an announcement in, changes out.

A word once given holds: its field is listed as confirmed, and the robot leaves it alone.
"""

from __future__ import annotations

from builder.parts.evidence import plain
from editor.storage import Refused
from model.announcement import FIELDS, Announcement
from model.frontmatter import Value

Changes = dict[str, Value]
REQUIRED = ("title", "kind", "stage")


def confirm(a: Announcement, name: str) -> Changes:
    """It is right as it stands."""
    return _marks(a, name, confirmed=True)


def correct(a: Announcement, name: str, value: Value, quote: str | None = None) -> Changes:
    """It is something else. ``quote``: the words that say so, empty for none."""
    if value is None:
        return reject(a, name)
    changes: Changes = {name: value, **_marks(a, name, confirmed=True)}
    if quote is not None and quote.strip() != a.evidence.get(name, ""):
        changes |= _evidence(a, name, quote)
    return changes


def reject(a: Announcement, name: str) -> Changes:
    """The text does not say it."""
    if name in REQUIRED:
        label = FIELDS[name].metadata["label"]
        raise Refused(f"«{label}» должно быть у каждого объявления: исправьте, а не отклоняйте")
    return {name: None} | _marks(a, name, confirmed=True) | _evidence(a, name, "")


def take(a: Announcement, name: str, value: Value, quote: str) -> Changes:
    """The source is right: its value and its ``quote`` stand, and the field follows it again."""
    if value is None and name in REQUIRED:
        raise Refused("источник этого больше не пишет, а без этого поля объявления не бывает")
    rest = {key: words for key, words in a.evidence.items() if key != name}
    told = rest | ({name: quote} if quote else {})
    return {name: value, "evidence": told or None} | _marks(a, name, confirmed=False)


def join(a: Announcement, lead: Announcement) -> Changes:
    """It reprints another announcement."""
    if a.id == lead.id:
        raise Refused("объявление не может быть перепечаткой самого себя")
    if lead.reprint_of == a.id:
        raise Refused(f"«{lead.title}» само названо перепечаткой этого; сначала разъедините")
    return {"reprint_of": lead.id} | _marks(a, "reprint_of", confirmed=True)


def split(a: Announcement) -> Changes:
    """It stands on its own, whatever the robot thinks."""
    return {"reprint_of": None} | _marks(a, "reprint_of", confirmed=True)


def _marks(a: Announcement, name: str, *, confirmed: bool) -> Changes:
    """The lists of doubts without the field; only those that differ."""
    lists = {
        "inferred": [one for one in a.inferred if one != name],
        "review": [one for one in a.review if one != name],
        "confirmed": [*(one for one in a.confirmed if one != name), *([name] if confirmed else [])],
    }
    return {
        key: list(told) or None
        for key, told in lists.items()
        if sorted(told) != sorted(getattr(a, key))
    }


def _evidence(a: Announcement, name: str, quote: str) -> Changes:
    said = " ".join(quote.split())
    if said and said not in " ".join(plain(a.body).split()):
        raise Refused("таких слов в тексте нет: цитата должна стоять в нём слово в слово")
    rest = {key: words for key, words in a.evidence.items() if key != name}
    told = rest | ({name: said} if said else {})
    return {"evidence": told or None} if told != a.evidence else {}
