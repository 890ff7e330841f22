"""Pages of sites that nobody wrote a rule for: layouts drawn by lot, with what they publish."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

SITE = "Министерство здравоохранения Приозёрского края"
TITLES = (
    "Открыт набор на курс для заведующих отделениями",
    "Стартовал приём заявок на конкурс наставников",
    "В краевой больнице обсудили развитие реанимации",
    "Итоги недели",
)
SENTENCES = (
    "Краевая больница завершила переоснащение отделения реанимации новыми аппаратами.",
    "Специалисты провели более двухсот консультаций за первую неделю работы.",
    "Обучение рассчитано на семьдесят два академических часа и завершается итоговой работой.",
    "По словам организаторов, заявок уже больше, чем мест.",
    "Занятия ведут руководители клиник, преподаватели кафедры и приглашённые эксперты.",
    "Иногородним слушателям предоставляется общежитие.",
    "Проект реализуется второй год подряд при поддержке правительства края.",
    "Лучшие выпускники войдут в кадровый резерв.",
)
OTHERS = (
    "Врачи напомнили, как защититься от клещей весной",
    "В посёлке Лесном открылся фельдшерский пункт",
    "Мобильный маммограф отправится в северные районы",
    "Педиатр рассказала о пользе прогулок",
    "Студентам вручили целевые договоры",
)
TEASER = "Жители района могут пройти обследование в выходные дни без записи."
SECTIONS = (
    "О ведомстве", "Структура", "Документы", "Новости", "Анонсы", "Кадровая политика",
    "Обращения граждан", "Контакты", "Карта сайта", "Закупки",
)  # fmt: skip
REMARKS = (
    "Очень нужное дело, давно пора было организовать такие занятия и для сельских врачей.",
    "А когда будет следующий поток? Хотелось бы попасть, но график не позволяет.",
)
MONTHS = ("января", "февраля", "марта")


@dataclass(slots=True)
class Layout:
    """A page with the truth about it. ``must`` are lines of the text, ``never`` are not."""

    html: str
    title: str
    day: str | None
    must: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)


def layout(seed: int) -> Layout:
    return _Drawer(random.Random(seed)).page()


class _Drawer:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.names = chance.choice(("telling", "gibberish", "none"))
        self.must: list[str] = []
        self.never = [SITE, "Обращения граждан", *OTHERS, TEASER, *REMARKS, "Поделиться"]

    def either(self, html: str) -> str:
        return self.chance.choice((html, ""))

    def box(self, name: str, html: str) -> str:
        if self.names == "none":
            return f"<div>{html}</div>"
        if self.names == "gibberish":
            name = "".join(self.chance.choice("xyzqwk") for _ in range(4))
        return f'<div class="{name}">{html}</div>'

    def page(self) -> Layout:
        title = self.chance.choice(TITLES)
        head = (title, f"{title} - {SITE}", f"{SITE} :: {title}", f"{title} | Новости | {SITE}")
        day, stamp = self.day()
        article = self.article(title, stamp)
        body = self.header() + self.columns(article) + self.footer()
        html = f"<html><head><title>{self.chance.choice((*head, SITE, 'Новости'))}</title></head>"
        html += f"<body>{body}</body></html>"
        return Layout(html, title, day, self.must, self.never)

    def day(self) -> tuple[str | None, str]:
        day, month = self.chance.randint(1, 28), self.chance.randint(1, 3)
        words = f"{day} {MONTHS[month - 1]} 2026"
        digits = f"{day:02}.{month:02}.2026"
        iso = f"2026-{month:02}-{day:02}"
        stamp = self.chance.choice((
            words, digits, f"{words} г., 14:07", f"Опубликовано: {digits}",
            f"{digits} | Просмотров: 31", f'<time datetime="{iso}T10:00:00+03:00">{day} мая</time>',
        ))  # fmt: skip
        return (iso, self.box("news-date", stamp)) if self.chance.random() < 0.8 else (None, "")

    def article(self, title: str, stamp: str) -> str:
        shown = self.chance.choice((
            f"<h1>{title}</h1>", f"<h2>{title}</h2>", f"<h3>{title}</h3>",
            f"<div><b>{title}</b></div>", self.box("news-title", title),
        ))  # fmt: skip
        crumbs = self.either('<div><a href="/">Главная</a> / <a href="/news/">Новости</a></div>')
        share = self.box("share", 'Поделиться: <a href="https://vk.example.test/">ВК</a>')
        tags = self.box("tags", 'Теги: <a href="/t/1">кадры</a>, <a href="/t/2">учёба</a>')
        tail = self.either(share) + self.either(tags)
        tail += self.either('<p><a href="/news/">Возврат к списку</a></p>')
        text = self.text()
        orders = (stamp + shown + text, shown + stamp + text, shown + text + stamp)
        whole = self.chance.choice(orders) + tail
        html = self.either("<h1>Новости</h1>") if "<h1>" not in shown else ""
        html += self.box("news-detail", whole) if self.chance.random() < 0.5 else whole
        related = "".join(f'<div><a href="/r/{i}">{t}</a></div>' for i, t in enumerate(OTHERS[:3]))
        html += self.either(f"<h3>Похожие материалы</h3>{related}")
        remarks = "".join(f"<div><b>Гость</b> 03.04.2026<div>{t}</div></div>" for t in REMARKS)
        return crumbs + html + self.either(f"<h3>Комментарии</h3>{remarks}")

    def text(self) -> str:
        lines = self.chance.sample(SENTENCES, self.chance.choice((1, 2, 4, 8)))
        lines[0] += " " + self.chance.choice([s for s in SENTENCES if s not in lines] or [""])
        self.must += lines
        shape = self.chance.choice(("p", "br", "div", "td", "rich"))
        if shape == "br":
            return self.box("text", "<br><br>".join(lines))
        if shape == "td":
            return f"<table><tr><td>{'<br>'.join(lines)}</td></tr></table>"
        tag = "div" if shape == "div" else "p"
        parts = [f"<{tag}>{line}</{tag}>" for line in lines]
        if shape == "rich":
            self.enrich(parts)
        html = "".join(parts)
        return self.box("news-text", html) if self.chance.random() < 0.5 else html

    def enrich(self, parts: list[str]) -> None:
        """Put into a text what texts hold: some of it is theirs, some is not."""
        for html, must, never in (
            (f"<h2>Условия участия</h2><p>{SENTENCES[1]}</p>", "Условия участия", None),
            ("<ul><li>Паспорт</li><li>Согласие на обработку данных</li></ul>", "Паспорт", None),
            ("<table><tr><th>Дата</th><th>Тема</th></tr><tr><td>4 июня</td><td>Практикум</td></tr>"
             "</table>", "Практикум", None),
            ('<p><b>Читайте также:</b> <a href="/n/7">О маршрутах поезда здоровья</a></p>', None,
             "О маршрутах поезда здоровья"),
            ('<figure><img src="/1.jpg"><figcaption>Занятие в классе</figcaption></figure>', None,
             "Занятие в классе"),
            ('<p>Регистрация: <a href="https://forms.example.test/1">заполнить анкету</a></p>',
             "заполнить анкету", None),
            ("<p>Контакты: (000) 11-22-33</p>", "11-22-33", None),
        ):  # fmt: skip
            if self.chance.random() < 0.4:
                parts.insert(self.chance.randint(1, len(parts)), html)
                self.must += [must] if must else []
                self.never += [never] if never else []

    def columns(self, article: str) -> str:
        left, right = self.either(self.side()), self.either(self.side())
        shape = self.chance.choice(("boxes", "table", "flat"))
        if shape == "flat":
            return left + article + right
        if shape == "table":
            return f"<table><tr><td>{left}</td><td>{article}</td><td>{right}</td></tr></table>"
        return self.box("left", left) + self.box("main", article) + self.box("right", right)

    def side(self) -> str:
        titles = self.chance.sample(OTHERS, self.chance.choice((3, 5)))
        kind = self.chance.choice((
            "<li><a href='/n/{0}'>{1}</a></li>",
            "<div><span>0{0}.04.2026</span> <a href='/n/{0}'>{1}</a></div>",
            "<div><div>0{0}.04.2026</div><a href='/n/{0}'>{1}</a></div>",
            "<div><a href='/n/{0}'>{1}</a><p>" + TEASER + "</p></div>",
        ))  # fmt: skip
        return "<h3>Последние новости</h3>" + "".join(
            kind.format(at, title) for at, title in enumerate(titles, 1)
        )

    def header(self) -> str:
        count = self.chance.choice((4, 10))
        menu = "".join(f'<li><a href="/s{i}">{s}</a></li>' for i, s in enumerate(SECTIONS[:count]))
        clock = "<div>Сегодня: четверг, 9 апреля 2026 г.</div>"
        return self.box("header", f'{clock}<a href="/">{SITE}</a><ul>{menu}</ul>')

    def footer(self) -> str:
        address = "Адрес: 600000, г. Приозёрск, ул. Речная, д. 3. Телефон: (000) 765-43-21."
        rights = f"© {SITE}, 2012–2026. При перепечатке ссылка на сайт обязательна."
        return self.box("footer", f"<p>{address}</p><p>{rights}</p>")
