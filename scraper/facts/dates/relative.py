"""Days told from the day of writing: «вчера», «через три дня», «в минувшую пятницу», «3 күн бұрын».

Without that day they come out as stretches with no ends: a date is there, but not to be known.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from scraper.facts.dates.lexicon import UNIT_NAMES, singular
from scraper.facts.dates.rules import Found, rule
from scraper.facts.dates.span import Clock, Precision
from scraper.facts.dates.tense import Sense, sense
from scraper.facts.dates.token import Day, Stretch, Token
from scraper.facts.language.words import parses

COUNT = r"(?:(?P<count>[dnwo]))?"
STEPS = {
    "minute": timedelta(minutes=1),
    "half_hour": timedelta(minutes=30),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
MONTHS = {"month": 1, "six_months": 6, "year": 12}


def as_day(day: date) -> Day:
    return Day(day.month, day.day, day.year, relative=True)


def later(moment: date, months: int) -> date:
    """The same day ``months`` on, or the month's last if it is shorter."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return moment
    return moment.replace(
        year=year, month=month + 1, day=min(moment.day, calendar.monthrange(year, month + 1)[1])
    )


def _point(found: Found, day: date | None) -> Token:
    """A day, or an unknown stretch where there is no day of writing."""
    if day is None:
        return found.make("X")._replace(stretch=Stretch(None, None))
    return found.make("A")._replace(day=as_day(day))


EVE = "накануне"
LEANS_ON = re.compile(r",?\s*(?:\d|[^\W\d_]+)")


def _is_of_another_day(found: Found) -> bool:
    """«Накануне форума», «накануне, 5 мая»; alone, and told as past, it is yesterday."""
    token, text = found.must("day"), found.scene.text
    if text[token.at : token.to].lower() != EVE:
        return False
    after = LEANS_ON.match(text, token.to)
    word = after.group().strip(", ") if after else ""
    leans = word.isdigit() or any(
        one.case == "gent" and one.pos in ("NOUN", "ADJF", "NPRO") for one in parses(word)[:1]
    )
    return leans or sense(text, token.at, token.to) is not Sense.BEHIND


def _from_today(found: Found) -> Token | None:
    if _is_of_another_day(found):
        return None
    ref = found.scene.ref
    return _point(found, ref and ref.date() + timedelta(days=found.must("day").value))


def _today_and_date(found: Found) -> Token | None:
    """«Сегодня, 27 мая»: the stated day leads. «Накануне, 27 мая» is the eve of something."""
    at, to = found.ends
    if found.scene.text[at:to].lower().startswith(EVE):
        return None
    token = found.must("stated")
    return found.make("A")._replace(day=token.day, clock=token.clock)


def _counted(found: Found) -> Token | None:
    back = found.must("way").kind == "h"
    unit, count = UNIT_NAMES[found.must("unit").value], _count(found)
    if count is None:
        return None
    count = -count if back else count
    ref = found.scene.ref
    if ref is None or abs(count) > 999:
        return _point(found, None)
    if unit in STEPS:
        moment = ref + STEPS[unit] * count
        token = _point(found, moment.date())
        clock = Clock(start=moment.time()) if unit != "day" else None
        return token._replace(clock=clock)
    return _about(found, ref, unit, count)


def _count(found: Found) -> int | None:
    """The number before the unit, one for «неделю», and nothing for «несколько недель»."""
    if found.has("count"):
        return found.value("count")
    unit = found.must("unit")
    return 1 if found.scene.text[unit.at : unit.to].lower() in singular() else None


def _about(found: Found, ref: datetime, unit: str, count: int) -> Token | None:
    if unit == "week":
        day = ref.date() + timedelta(weeks=count)
    elif unit in MONTHS:
        day = later(ref.date(), count * MONTHS[unit])
    else:
        return None
    there = as_day(day)
    return found.make("X")._replace(stretch=Stretch(there, there, Precision.ABOUT))


def _pointed_weekday(found: Found) -> Token:
    """«в минувшую пятницу» is the last one before today, «в ближайшую» the next one after."""
    ref, way, weekday = found.scene.ref, found.must("way"), found.must("weekday").value
    if ref is None:
        return _point(found, None)
    today = ref.date()
    if way.value < 0:
        return _point(found, today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1))
    if way.value == 0:
        return _point(found, today + timedelta(days=weekday - today.weekday()))
    nearest = found.scene.text[way.at : way.to].lower().startswith("ближ")
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    step = ahead if nearest else 7 - today.weekday() + weekday
    return _point(found, today + timedelta(days=step))


def _pointed_weekdays(found: Found) -> Token | None:
    """«в минувшие четверг и пятницу»: two days running."""
    first, last = found.must("weekday").value, found.must("until").value
    if last != first + 1:
        return None
    start = _pointed_weekday(found).day
    if start is None or start.year is None:
        return _point(found, None)
    day = date(start.year, start.month, start.day)
    stretch = Stretch(start, as_day(day + timedelta(days=1)))
    return found.make("X")._replace(stretch=stretch)


def _bare_weekday(found: Found) -> Token:
    """«в пятницу»: which Friday the tense must tell, so only the weekday is kept."""
    if found.scene.ref is None:
        return _point(found, None)
    return found.make("A")._replace(day=Day(0, 0, weekday=found.must("weekday").value))


def _lasting(found: Found) -> Token | None:
    """«в течение трёх дней», counted from the day of writing and including it."""
    ref, count = found.scene.ref, found.value("count") or 1
    days = count * (7 if UNIT_NAMES[found.must("unit").value] == "week" else 1)
    if UNIT_NAMES[found.must("unit").value] not in ("day", "week") or days > 99:
        return None
    if ref is None:
        return found.make("X")._replace(stretch=Stretch(None, None, Precision.ABOUT))
    first, last = ref.date(), ref.date() + timedelta(days=days - 1)
    stretch = Stretch(as_day(first), as_day(last), Precision.ABOUT)
    return found.make("X")._replace(stretch=stretch)


LONE = r"(?![P-]W|,?<?(?:[&-]W)?,?<?[dAO])"

RULES = (
    rule("A", r"(?P<day>[Jj])u?,?<?(?P<stated>A)>?", _today_and_date),
    rule("J", r"(?P<day>J)", _from_today),
    rule("j", r"(?P<day>j)u?", _from_today),
    rule("h", COUNT + r"(?P<unit>[uicg])(?P<way>h)", _counted),
    rule("a", r"(?P<count>[dnw])(?P<unit>[uc])(?P<way>a)", _counted),
    rule("p", r"(?P<way>p)" + COUNT + r"(?P<unit>[uicg])", _counted),
    rule("C", r"I?C" + COUNT + r"(?P<unit>u)", _lasting),
    rule("r", r"(?P<way>r)(?P<weekday>W)&(?P<until>W)", _pointed_weekdays),
    rule("r", r"(?P<way>r)(?P<weekday>W)" + LONE, _pointed_weekday),
    rule("W", r"(?<=[IUKFN])(?P<weekday>W)" + LONE, _bare_weekday),
    rule("W", r"(?P<weekday>W)u" + LONE, _bare_weekday),
)
