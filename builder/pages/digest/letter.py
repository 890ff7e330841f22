"""An issue as plain text, and as a letter that a mail program opens ready to be sent on.

The letter's bytes follow from the issue alone: its date is the issue's day, its id and its
boundary come from the week.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from builder.language.speech import say, spoken
from builder.language.words import NBSP
from builder.pages.digest.issue import Line, Section
from builder.pages.digest.pages import Letter

WIDTH = 76
EMPTY = say("За неделю ничего не найдено.")
FOOT = say("Сроки прочитаны автоматически. Перед подачей заявки сверьтесь с источником.")


def write_text(letter: Letter) -> str:
    """Lines of at most 76 letters, but for addresses."""
    blocks = [
        f"{letter.name}\n{letter.title}\n" + say("Сведения на {day}", day=letter.day),
        *(_block(section, letter.root) for section in letter.issue.sections if section.lines),
    ]
    if len(blocks) == 1:
        blocks.append(EMPTY)
    total = say("Всего открытых наборов на этот день: {n}", n=letter.issue.open)
    blocks.append(f"{total}\n{letter.address}\n\n{textwrap.fill(FOOT, WIDTH)}")
    return "\n\n".join(blocks).replace(NBSP, " ") + "\n"


def _block(section: Section, root: str) -> str:
    title = section.title.upper()
    lines = [one for line in section.lines for one in _lines(line, root)]
    more = [say("И ещё {n} на сайте.", n=section.more)] if section.more else []
    return "\n".join([title, "-" * len(title), *lines, *more])


def _lines(line: Line, root: str) -> Iterator[str]:
    said = ". ".join(filter(None, (_lead(line), line.title, line.note)))
    # An endless word is cut rather than left to break a reader's window.
    yield from textwrap.wrap(said, WIDTH, initial_indent="* ", subsequent_indent="  ")
    yield f"  {root}{line.path}"


def _lead(line: Line) -> str:
    """The date with its doubt, or what happened."""
    return f"{line.when} ({line.doubt})" if line.doubt else line.when or line.said


def write_letter(letter: Letter) -> str:
    """A message for RFC 5322, ASCII throughout. ``X-Unsent`` lets Outlook open it as a draft."""
    host = _host(letter.root)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.title.replace(NBSP, " ")
    message["From"] = Address(letter.name, "no-reply", host)
    message["Date"] = format_datetime(datetime.fromisoformat(f"{letter.issue.asof}T18:00+03:00"))
    message["Message-ID"] = f"<svodka-{letter.issue.week}@{host}>"
    message["X-Unsent"] = "1"
    message.set_content(write_text(letter), cte="base64")
    message.add_alternative(_html(letter), subtype="html", cte="base64")
    message.set_boundary(f"=_svodka-{letter.issue.week}")
    return message.as_string()


def _host(root: str) -> str:
    """In ASCII: letters have no other names."""
    name = urlsplit(root).hostname or "localhost"
    return name if name.isascii() else name.encode("idna").decode("ascii")


PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="margin:0;padding:16px;font:16px/1.45 sans-serif;color:#1b2420;background:#fff">
<h1 style="font-size:22px;margin:0 0 4px">{title}</h1>
<p style="margin:0 0 16px">{asof}</p>
{body}
<p style="margin:24px 0 0">{total}. \
<a href="{address}">{here}</a>.</p>
<p style="margin:8px 0 0">{foot}</p>
</body></html>
""")
SECTION = Markup(
    '<h2 style="font-size:18px;margin:24px 0 8px">{title}</h2>\n'
    '<ul style="margin:0;padding:0 0 0 20px">\n{lines}\n</ul>{more}'
)
LINE = Markup(
    '<li style="margin:0 0 8px">{when}<a href="{address}">{title}</a><br>{note}</li>'
)  # fmt: skip


def _html(letter: Letter) -> str:
    told = [_section(one, letter.root) for one in letter.issue.sections if one.lines]
    return str(
        PAGE.format(
            title=letter.title,
            language=spoken(),
            asof=say("Сведения на {day}", day=letter.day),
            body=Markup("\n").join(told) or EMPTY,
            total=say("Всего открытых наборов на этот день: {n}", n=letter.issue.open),
            here=say("Этот выпуск на сайте"),
            address=letter.address,
            foot=FOOT,
        )
    )


def _section(section: Section, root: str) -> Markup:
    more = (
        Markup("<p>{}</p>").format(say("И ещё {n} на сайте.", n=section.more))
        if section.more
        else ""
    )
    lines = Markup("\n").join(_line(line, root) for line in section.lines)
    return SECTION.format(title=section.title, lines=lines, more=more)


def _line(line: Line, root: str) -> Markup:
    when = Markup("<b>{}</b> ").format(_lead(line)) if _lead(line) else ""
    return LINE.format(when=when, address=root + line.path, title=line.title, note=line.note)
