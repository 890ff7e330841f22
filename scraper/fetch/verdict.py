"""What an answer means: usable, a failure worth another try, or a state to tell."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urlsplit

from scraper.fetch.challenge import challenge
from scraper.problem import FetchProblem
from scraper.response import Response

REDIRECT_STATUSES = frozenset((301, 302, 303, 307, 308))
ADDRESS_LIMIT = 4000

REFUSED = {
    401: "сайт требует входа (401)",
    403: "сайт отказал (403); возможно, он пускает только из своей страны",
    407: "посредник требует входа (407)",
    451: "сайт закрыт по закону (451)",
}
TLS_REASONS = (
    ("self-signed", "сертификат подписан неизвестным центром; если это центр Минцифры России, "
                    "укажите его корень: [fetch] ca_bundle"),
    ("unable to get local issuer", "цепочка сертификатов не ведёт к известному корню: сервер не "
                    "прислал промежуточный или корень неизвестен; см. [fetch] ca_bundle"),
    ("expired", "сертификат сайта просрочен"),
    ("hostname mismatch", "сертификат выписан на другое имя"),
    ("not valid for", "сертификат выписан на другое имя"),
)  # fmt: skip


class Failure(Exception):
    """One try failed. ``again``: the next may succeed; ``asked``: Retry-After in seconds."""

    def __init__(
        self, problem: FetchProblem, *, again: bool = False, asked: float | None = None
    ) -> None:
        self.problem, self.again, self.asked = problem, again, asked
        super().__init__(str(problem))


def judge(answer: Response, now: float) -> None:
    """Raise :class:`Failure` for an answer that is no page. ``now`` is in unix seconds."""
    status, url = answer.status, answer.url
    protection = challenge(status, answer.headers, answer.data)
    if protection:
        reason = f"вместо страницы проверка посетителя ({protection}, {status}); не обходим"
        raise Failure(FetchProblem("challenge", url, reason, status=status))
    if status in REDIRECT_STATUSES and "location" in answer.headers:
        return
    if 200 <= status < 300 and status != 206:
        return
    if status in REFUSED:
        raise Failure(FetchProblem("refused", url, REFUSED[status], status=status))
    asked = _retry_after(answer.headers.get("retry-after", ""), now)
    if status == 429:
        reason = "сайт просит спрашивать реже (429)"
        raise Failure(FetchProblem("refused", url, reason, status=status), again=True, asked=asked)
    if status >= 500 or status == 408:
        reason = f"ошибка на стороне сайта ({status})"
        raise Failure(FetchProblem("error", url, reason, status=status), again=True, asked=asked)
    reason = f"страницы нет ({status})" if status in (404, 410) else f"ответ {status}"
    raise Failure(FetchProblem("error", url, reason, status=status))


def _retry_after(value: str, now: float) -> float | None:
    """Seconds, from either form that the header has; nonsense is ``None``."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return None


def checked_address(url: str) -> str:
    """Return an address without its fragment. Raises :class:`FetchProblem` if it is none."""
    url = urldefrag(url.strip()).url
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or len(url) > ADDRESS_LIMIT:
        raise FetchProblem("error", url[:200], "это не адрес http или https")
    if "@" in parts.netloc:
        raise FetchProblem("error", url[:200], "адрес с паролем внутри не запрашиваем")
    return url


def tls_reason(said: str) -> str:
    """Say what is wrong with a certificate, and what to do."""
    low = said.lower()
    known = next((reason for mark, reason in TLS_REASONS if mark in low), None)
    return known or f"защищённое соединение не установлено: {said[:200]}"
