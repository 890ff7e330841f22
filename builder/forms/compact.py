"""JSON on one line without needless spaces: a site holds hundreds of megabytes of it."""

from __future__ import annotations

import json


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
