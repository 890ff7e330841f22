"""What others see of an announcement before they open its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.found.picture import picture_path
from builder.found.structured import structured
from builder.parts.card import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """``picture`` is a path; ``thing`` is in the words of schema.org, without addresses of ours."""

    picture: str
    thing: Mapping[str, Any]


def preview(entry: Entry) -> Preview:
    return Preview(picture=picture_path(entry.announcement.region), thing=structured(entry))
