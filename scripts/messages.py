"""Bring the catalogues of the reader's interface up to date: builder/locale/."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from babel.messages.pofile import read_po

from builder.language.catalogue import file, known
from builder.language.messages import update, wrong


def main() -> int:
    lacking = 0
    for language in known():
        update(language)
        with file(language).open("rb") as opened:
            told = wrong(read_po(opened, locale=language))
        print(f"{file(language)}: to do: {len(told)}")
        print(*(f"  {line}" for line in told), sep="\n")
        lacking += len(told)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
