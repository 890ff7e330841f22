"""An announcement in the words of schema.org, for search engines.

Only what the text states: an inferred value, or one that a person has yet to check, is left out,
for a machine would take it as certain. A property that has no value is never filled up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.parts.card import Entry, audience, region_name
from model.announcement import Announcement, Format, Kind, Moment, Stage

Thing = dict[str, Any]

HEADLINE = 110
"""Letters of a headline that readers of this data take."""

ONLINE = {
    Format.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Format.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Format.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
MODES = {Format.IN_PERSON: "onsite", Format.ONLINE: "online", Format.HYBRID: "blended"}


def structured(entry: Entry) -> Thing:
    """What the page tells of: a thing one can apply for or go to, or else a piece of news."""
    a = entry.announcement
    made = None
    if a.stage is not Stage.REPORT:
        takes_applications = a.stage is Stage.CALL and a.kind is not Kind.CONFERENCE
        made = _programme(a) if takes_applications else _event(a)
    return _said(made or _news(a))


def _sure(a: Announcement, field: str) -> Any:
    """The field's value if the text states it beyond doubt."""
    return None if field in a.inferred or field in a.review else getattr(a, field) or None


def _programme(a: Announcement) -> Thing | None:
    """A course or a talent project that takes applications; a cancelled one takes none."""
    if a.cancelled:
        return None
    kind = "EducationalOccupationalProgram"
    form = _sure(a, "format")
    return {
        "@type": [kind, "Course"] if a.kind is Kind.TRAINING else kind,
        **_common(a),
        "provider": _organisation(a),
        "applicationStartDate": _iso(_sure(a, "apply_open")),
        "applicationDeadline": _iso(_sure(a, "apply_close")),
        "startDate": _iso(_sure(a, "event_start")),
        "endDate": _iso(_sure(a, "event_end")),
        "educationalProgramMode": MODES[form] if form else None,
        "programPrerequisites": _sure(a, "eligibility"),
    }


def _event(a: Announcement) -> Thing | None:
    """What happens on a day; ``None`` where the day or the place is not sure: both are required."""
    start, place = _sure(a, "event_start"), _place(a)
    if start is None or place is None:
        return None
    form = _sure(a, "format")
    state = "EventCancelled" if a.cancelled else "EventScheduled"
    return {
        "@type": "EducationEvent" if a.kind is Kind.TRAINING else "Event",
        **_common(a),
        "startDate": _iso(start),
        "endDate": _iso(_sure(a, "event_end")),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": ONLINE[form] if form else None,
        "location": place,
        "organizer": _organisation(a),
    }


def _common(a: Announcement) -> Thing:
    people = ", ".join(audience(a)) if _sure(a, "audience") else ""
    return {
        "name": a.title,
        "audience": {"@type": "Audience", "audienceType": people} if people else None,
        "sameAs": a.source_url,
    }


def _place(a: Announcement) -> Thing | None:
    """Where it is held: a named place of a region, or the net, which is a place to schema.org."""
    if _sure(a, "format") is Format.ONLINE:
        # The page at which one applies is the nearest thing to an address that texts give.
        where = a.apply_url or a.source_url
        return {"@type": "VirtualLocation", "url": where} if where else None
    name, region = _sure(a, "place"), _sure(a, "region")
    if not name:
        return None
    address = {
        "@type": "PostalAddress",
        "addressLocality": name,
        "addressRegion": region_name(region) if region else None,
        "addressCountry": region[:2] if region else None,
    }
    return {"@type": "Place", "name": name, "address": _said(address)}


def _organisation(a: Announcement) -> Thing | None:
    name = _sure(a, "organiser")
    return {"@type": "Organization", "name": name} if name else None


def _news(a: Announcement) -> Thing:
    return {
        "@type": "NewsArticle",
        "headline": a.title[:HEADLINE],
        "datePublished": _iso(a.published),
        "dateModified": _iso(a.updated),
        "isBasedOn": a.source_url,
    }


def _iso(moment: Moment | None) -> str | None:
    return moment.isoformat() if moment else None


def _said(thing: Mapping[str, Any]) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}
