"""Made-up announcements in any number, for measuring: the same number and seed give the same files.

Grammatical, senseless Russian of some six thousand word forms, with front matter as the scraper
writes it: quotes that stand in the body, doubtful years, programmes, reprints and silence.
Announcement ``n`` depends on the seed and on ``n`` alone, so a larger corpus begins with a smaller.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pymorphy3

from builder.language import words
from model.announcement import Announcement, Format, Kind, Stage
from model.content import LABEL, write
from model.region import regions
from model.slug import slugify
from model.vocabulary import roles, specialties

BODY = 1200
"""Letters of a usual body: some 2.2 KB."""

FIRST, LAST = date(2018, 1, 9), date(2026, 10, 31)
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
TITLES = {
    Kind.TRAINING: ("Обучение", "Цикл повышения квалификации", "Курс", "Школа", "Вебинар"),
    Kind.CONFERENCE: ("Конференция", "Форум", "Конгресс", "Съезд"),
    Kind.TALENT: ("Конкурс", "Кадровый резерв", "Отбор", "Стипендия"),
}
HEADINGS = ("Программа", "Условия участия", "Как подать заявку", "Контакты")


@cache
def _forms(word: str) -> dict[frozenset[str], str]:
    parsed = _analyzer().parse(word)[0]
    return {frozenset(p.tag.grammemes): p.word for p in parsed.lexeme}


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@cache
def _form(word: str, *grammemes: str) -> str:
    """The form that has all the grammemes; the word itself if there is none."""
    wanted = set(grammemes)
    return next((form for told, form in _forms(word).items() if wanted <= told), word)


@cache
def _lists() -> dict[str, list[str]]:
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return {name: line.split() for name, line in table.items()}


@cache
def _gender(noun: str) -> str:
    told = _analyzer().parse(noun)[0].tag
    return told.gender or "masc"


class Writer:
    """Sentences by chance; all that it says follows from ``random``."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def pick(self, kind: str) -> str:
        """Some words are said far oftener than others, as in any text."""
        found = _lists()[kind]
        return found[int(len(found) * self.random.random() ** 1.7)]

    def phrase(self, case: str, depth: int = 0) -> str:
        noun, number = self.pick("nouns"), self.random.choice(("sing", "sing", "plur"))
        told = [_form(noun, case, number)]
        if self.random.random() < 0.6:
            shape = ("plur",) if number == "plur" else ("sing", _gender(noun))
            told.insert(0, _form(self.pick("adjectives"), case, *shape))
        if depth < 2 and self.random.random() < 0.4:
            told.append(self.phrase("gent", depth + 1))
        return " ".join(told)

    def sentence(self) -> str:
        verb = _form(self.pick("verbs"), "plur", "indc", self.random.choice(("past", "futr")))
        core = f"{verb} {self.phrase('accs')}"
        match self.random.randrange(6):
            case 0:
                said = f"в рамках {self.phrase('gent')} {core}"
            case 1:
                said = f"{core}, а также {self.phrase('accs')}"
            case 2:
                said = f"для {self.phrase('gent')} {core}"
            case 3:
                said = f"в {self.random.randint(2, 60)} организациях {core}"
            case 4:
                said = f"{core} вместе с {self.phrase('ablt')}"
            case _:
                said = f"{core} по {self.phrase('datv')}"
        return said[0].upper() + said[1:] + "."

    def paragraph(self, letters: int) -> str:
        told = [self.sentence()]
        while sum(map(len, told)) < letters:
            told.append(self.marked(self.sentence()) if self.chance(0.15) else self.sentence())
        return " ".join(told)

    def marked(self, sentence: str) -> str:
        """Two words of it bold, or a link."""
        said = sentence[:-1].split(" ")
        at = self.random.randrange(1, max(2, len(said) - 2))
        part = " ".join(said[at : at + 2]).rstrip(",")
        link = f"https://minzdrav.example.test/doc/{self.random.randint(100, 99999)}/"
        new = f"**{part}**" if self.chance(0.5) else f"[{part}]({link})"
        return " ".join([*said[:at], new, *said[at + 2 :]]) + "."

    def chance(self, share: float) -> bool:
        return self.random.random() < share


def announcement(number: int, seed: int = 1, *, fresh: bool = False) -> Announcement:
    """``fresh`` ones carry the newest days, as what a night's run adds."""
    writer = Writer(Random(f"{seed}:{number}"))
    random = writer.random
    kind = random.choices(tuple(Kind), (5, 3, 2))[0]
    published = LAST + timedelta(days=1 + number % 20) if fresh else _day(random)
    title = f"{random.choice(TITLES[kind])} «{writer.phrase('nomn').capitalize()}»: " + (
        writer.phrase("nomn")
    )
    made = Announcement(
        id=f"{published.isoformat()}-{slugify(title)[:48].strip('-')}-{number:06x}",
        title=title,
        kind=kind,
        stage=random.choices(tuple(Stage), (4, 3, 3))[0],
        region=random.choice([code for code in regions() if len(code) > 2]),
        published=published,
        name=writer.phrase("nomn").capitalize() if writer.chance(0.5) else None,
        programme=f"programma-{random.randrange(60)}" if writer.chance(0.1) else None,
        organiser=f"Министерство {writer.phrase('gent')}" if writer.chance(0.6) else None,
        place=f"г. {writer.phrase('nomn').title()}" if writer.chance(0.3) else None,
        format=random.choice(tuple(Format)) if writer.chance(0.4) else None,
        audience=tuple(dict.fromkeys(random.choices(tuple(roles()), k=random.randrange(3)))),
        specialties=tuple(
            dict.fromkeys(random.choices(tuple(specialties()), k=random.randrange(3)))
        ),
        eligibility=f"{writer.sentence()} {writer.sentence()}",
        source=f"source-{number % 60}",
        source_url=f"https://minzdrav{number % 60}.example.test/news/{number}/",
        fetched=published + timedelta(days=1),
    )
    return _told(made, writer)


def _day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange((LAST - FIRST).days))


def _told(made: Announcement, writer: Writer) -> Announcement:
    """The body, and the dates with the sentences that they were read from."""
    random, published, quotes = writer.random, made.published or FIRST, {}
    close = start = end = None
    if writer.chance(0.6):
        close = published + timedelta(days=random.randint(5, 60))
        quotes["apply_close"] = f"Заявки принимают до {words.day_month(close)}."
    if writer.chance(0.5):
        start = published + timedelta(days=random.randint(10, 90))
        end = start + timedelta(days=random.randrange(4))
        quotes["event_start"] = f"Занятия начнутся {words.day_month(start)}."
    pieces = [writer.paragraph(BODY // 7) for _ in range(random.randint(4, 6))]
    for quote in quotes.values():
        at = random.randrange(len(pieces))
        pieces[at] = f"{pieces[at]} {quote}"
    items = [f"- {writer.phrase('nomn')};" for _ in range(random.randint(3, 5))]
    pieces.insert(random.randrange(1, len(pieces)), "\n".join(items))
    if writer.chance(0.5):
        pieces.insert(random.randrange(1, len(pieces)), f"## {random.choice(HEADINGS)}")
    if writer.chance(0.5):
        pieces.insert(random.randrange(1, len(pieces)), f"> {writer.sentence()}")
    return replace(
        made,
        apply_close=close,
        event_start=start,
        event_end=end,
        evidence=quotes,
        inferred=tuple(quotes) if writer.chance(0.7) else (),
        body="\n\n".join(pieces),
    )


def corpus(count: int, seed: int = 1, *, start: int = 0, fresh: bool = False) -> Iterator[
    Announcement
]:  # fmt: skip
    return (announcement(start + n, seed, fresh=fresh) for n in range(count))


def put(content: Path, made: Iterator[Announcement]) -> None:
    folder = content / LABEL
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        (folder / f"{one.id}.md").write_text(write(one), "utf-8")
