"""Whether a name in a sentence is meant as a place at all.

Streets, surnames, datelines, newspapers and hotels are not; a doubtful name («Орёл», «Чехов»)
is one only with a sign of place before it or in a list of places.
"""

from __future__ import annotations

import re

from scraper.facts.language.words import parses
from scraper.facts.places.declension import cues
from scraper.facts.places.placenames import Hit, Paragraph, listed

DATELINE = re.compile(
    r"\s*(?:[,.]\s*\d{1,2}[\s./]|[,.(—–/-]*\s*\(?(?:ТАСС|РИА|ИА|Интерфакс|REGNUM)\b)"
)
DATELINE_LENGTH = 40
QUOTED = 60
"""Characters before a name within which its opening quotation mark is looked for."""


def means_a_place(p: Paragraph, hit: Hit, found: list[Hit], k: int) -> bool:
    village = cues()["village"]
    if _dateline(p, hit) or _address(p, hit) or _person(p, hit) or _title(p, hit):
        return False
    if hit.place.sort in ("capital", "town") and p.lemma(hit.first - 1) in village:
        return False
    if hit.adjective and hit.head is None:
        lower = not p.capital(hit.first) or p.opens(hit.first)
        return lower or (hit.place.sort == "region" and _of_regions(p, hit))
    if hit.adjective:
        return True
    if hit.place.sort == "people":
        return not p.capital(hit.first) or p.opens(hit.first)
    if hit.place.guarded or _like_a_surname(p, hit):
        return _placed(p, hit) or _among_places(p, found, k)
    return True


def _of_regions(p: Paragraph, hit: Hit) -> bool:
    """«Из соседних областей, Тульской и Орловской»."""
    nouns = cues()["regions"]
    return any(p.lemma(i) in nouns for i in range(max(0, hit.first - 4), hit.first))


def _dateline(p: Paragraph, hit: Hit) -> bool:
    """«УФА, 5 мая», «Омск. 7 июня», «12:30 | Тверь»."""
    if "|" in p.gap(hit.first - 1) or "|" in p.gap(hit.last):
        return True
    if hit.first:
        return False
    end = p.words[hit.last].end
    after = p.gap(hit.last).strip()
    shouted = p.words[0].text.isupper() and after[:1] in (",", ".", "—", "–", "/", "(")
    return (shouted and len(p.words[0].text) > 3) or bool(
        DATELINE.match(p.text, end, end + DATELINE_LENGTH)
    )


def _address(p: Paragraph, hit: Hit) -> bool:
    if hit.head is not None and p.lemma(hit.head) in cues()["street"]:
        return True
    if p.lemma(hit.first - 1) in cues()["street"] and not p.gap(hit.first - 1).strip(" ."):
        return True
    return _linked(p, hit)


def _linked(p: Paragraph, hit: Hit) -> bool:
    """«Москва.ру», «#Тула», «t.me/Уфа»: part of an address on the net."""
    if p.gap(hit.first - 1)[-1:] in ("#", "@", "/"):
        return True
    after = hit.last + 1
    return p.gap(hit.last) in (".", "@") and after < len(p.words) and not p.capital(after)


def _person(p: Paragraph, hit: Hit) -> bool:
    """«имени А. Б. Тверского», «Анна Московская», «Владимир Петрович»."""
    if not p.capital(hit.first) or hit.last > hit.first:
        return False
    if p.lemma(hit.first - 1) in cues()["named"]:
        return True
    before, after = hit.first - 1, hit.last + 1
    town = p.plain(before) == "г" and p.opens(before) and not hit.place.guarded
    if (_initial(p, before) and not town) or _initial(p, after):
        return True
    if _is_name(p, before, "Name", "Patr") or _is_name(p, after, "Patr"):
        return True
    surname = p.plain(hit.first).endswith(("ов", "ев", "ин", "ский", "цкий", "ская", "цкая"))
    return surname and _is_name(p, after, "Name")


def _initial(p: Paragraph, i: int) -> bool:
    return p.capital(i) and len(p.words[i].text) == 1 and p.gap(i).startswith(".")


def _is_name(p: Paragraph, i: int, *grammemes: str) -> bool:
    beside = not (p.gap(i) if grammemes[0] == "Name" else p.gap(i - 1)).strip()
    if not p.capital(i) or not beside or p.names[i]:
        return False
    found = parses(p.plain(i))
    return bool(found) and bool(found[0].grammemes & set(grammemes))


def _title(p: Paragraph, hit: Hit) -> bool:
    """«Кубань 24», гостиница «Москва»: the name of a newspaper, a channel, a hotel."""
    start, end = p.words[hit.first].start, p.words[hit.last].end
    low = max(0, start - QUOTED)
    opened = max(p.text.rfind("«", low, start), p.text.rfind('"', start - 1, start))
    if opened < 0 or "»" in p.text[opened:start]:
        return False
    if opened == start - 1 and p.text[end : end + 1] in ("»", '"'):
        return True
    owner = next((i for i in range(hit.first - 1, -1, -1) if p.words[i].end <= opened), -1)
    return p.lemma(owner) in cues()["press"]


def _like_a_surname(p: Paragraph, hit: Hit) -> bool:
    """«Смирнова» may be Смирново, but is a person unless the sentence says otherwise."""
    name, form = hit.place.name, p.plain(hit.first)
    if hit.first != hit.last or form == name or hit.place.sort == "region":
        return False
    surnames = ["Surn" in parse.grammemes for parse in parses(form)]
    oblique = name.endswith(("ово", "ево", "ино", "ыно"))
    return any(surnames) if oblique else bool(surnames) and surnames[0]


def _placed(p: Paragraph, hit: Hit) -> bool:
    before = p.plain(hit.first - 1)
    gap = p.gap(hit.first - 1).strip(" .«\xa0")
    if gap or (p.capital(hit.last + 1) and not p.gap(hit.last).strip()):
        return False
    short = not p.capital(hit.first - 1) and p.gap(hit.first - 1).startswith(".")
    dotted = len(before) > 1 or short
    town = dotted and p.lemma(hit.first - 1) in cues()["settlement"]
    return town or before in cues()["preposition"]


def _among_places(p: Paragraph, found: list[Hit], k: int) -> bool:
    """Tell whether a doubtful name stands in a list with a sure one or one after «в, из»."""
    for other in (*found[max(0, k - 3) : k], *found[k + 1 : k + 2]):
        first, second = sorted((other, found[k]), key=lambda hit: hit.first)
        near = second.first - first.last <= 4 and listed(p, first, second)
        sure = not (other.place.guarded or _like_a_surname(p, other) or other.adjective)
        if near and (sure or _placed(p, other)):
            return True
    return False
