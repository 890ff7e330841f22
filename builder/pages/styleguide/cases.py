"""Announcements that try every component: common ones, and the worst that a source may write.

All names are invented. Each is a real record: what may not stand in a file may not stand here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from model.announcement import Announcement, Format, Kind, Stage

HOSTILE = '<script>alert("нельзя")</script><b onclick="alert(1)">&amp;</b>'
LONG = (
    "О проведении межрегионального конкурсного отбора кандидатов на включение в кадровый "
    "управленческий резерв государственных учреждений здравоохранения "
)
ARABIC = "دورة تدريبية للأطباء والممرضات"
KAZAKH = "Әлеуметтік-психологиялық қолдау: мейіргерлерге арналған біліктілікті арттыру курсы"
UNBROKEN = "Электроэнцефалографиявидеомониторингнейрофизиология" * 3
PREFIX = "styleguide-"


def common(today: date) -> Iterator[Announcement]:
    """One of each status, in the order in which a reader meets them."""
    yield _call(today, "otkryt", title="Курс «Тихая смена» для операционных сестёр", close=21)
    yield _call(today, "zakroetsya", title="Практикум «Дорога до пациента»", close=3)
    noon = datetime.combine(today, datetime.min.time(), timezone(timedelta(hours=7)))
    yield replace(
        _call(today, "segodnya", title="Школа наставника «Опора»"),
        region="RU-KYA",
        apply_close=noon.replace(hour=18),
    )
    yield _call(today, "vperedi", title="Стажировка «Первый год»", open=5, close=40)
    yield replace(
        _call(today, "bez-sroka", title="Сельский главврач: приём анкет продолжается"),
        evidence={"apply_close": "до заполнения мест"},
        body="Анкеты принимают до заполнения мест.",
    )
    yield _call(today, "zakryt", title="Резерв управленцев", close=-9)
    yield _event(today, "predstoit", title="Сестринские чтения «Белый причал»", start=6, end=7)
    yield _event(today, "idyot", title="Форум «Больница без очереди»", start=-1, end=2)
    yield _event(today, "proshlo", title="Конференция неонатологов", start=-30)
    yield replace(_event(today, "otmeneno", title="Съезд реабилитологов", start=9), cancelled=True)
    yield replace(
        _event(today, "otchyot", title="В центре «Росток» говорили о наставничестве"),
        stage=Stage.REPORT,
        participants=300,
    )


def worst(today: date) -> Iterator[Announcement]:
    yield Announcement(
        id=f"{PREFIX}pusto", title="Набор", kind=Kind.TRAINING, stage=Stage.CALL, body=""
    )
    yield Announcement(
        id=f"{PREFIX}bez-dnya", title="Встреча", kind=Kind.CONFERENCE, stage=Stage.UPCOMING, body=""
    )
    yield replace(_call(today, "dlinno", title=(LONG * 3)[:400], close=14), place=LONG[:140])
    yield replace(
        _call(today, "dvesti", title="Двести адресатов и специальностей", close=2),
        audience=tuple(f"Специалист отделения № {n}" for n in range(1, 201)),
        specialties=tuple(f"Направление {n}" for n in range(1, 201)),
        also_at=tuple(
            f"https://gazeta-{n}.example/novosti/{'dlinnyy-adres-' * 8}" for n in range(30)
        ),
    )
    yield replace(
        _call(today, "kazakh", title=KAZAKH, close=1),
        region="KZ-35",
        eligibility="өтілі кемінде екі жыл, ғылыми-әдістемелік жұмыс, ұйымдастырушылық қабілет",
        body="Құрметті әріптестер! Үміткерлер өтінішті өңірлік басқармаға жібереді.",
    )
    yield replace(
        _event(today, "sprava-nalevo", title=f"{ARABIC} 2026", start=3),
        organiser=ARABIC,
        body=f"{ARABIC}.\n\nТекст идёт дальше по-русски.",
    )
    yield _call(today, "emoji", title="🩺👩🏽‍⚕️ Курс «Первая помощь» 🚑 1️⃣0️⃣0️⃣ %", close=5)
    yield replace(_call(today, "slitno", title=UNBROKEN, close=6), organiser=UNBROKEN)
    yield replace(_call(today, "tablica", title="Таблица в тридцать граф", close=8), body=_table())
    yield _hostile(today)
    yield replace(
        _call(today, "somneniya", title="Всё выведено, ничего не подтверждено", close=10),
        inferred=("apply_close", "event_start"),
        review=("apply_close", "region", "audience"),
        event_start=today + timedelta(days=30),
        evidence={"apply_close": "до 1 числа", "event_start": "через месяц"},
        body="Заявки до 1 числа, начало через месяц.",
    )


def _table() -> str:
    names = [f"Графа {n}" for n in range(1, 31)]
    rows = [names, ["---"] * 30, *([f"{row}.{n}" for n in range(1, 31)] for row in range(1, 6))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _hostile(today: date) -> Announcement:
    """A script in every field that takes a line of text."""
    return replace(
        _call(today, "vrazhdebno", title=HOSTILE, close=4),
        name=HOSTILE,
        organiser=HOSTILE,
        issuer=HOSTILE,
        place=HOSTILE,
        credits=HOSTILE,
        cost=HOSTILE,
        audience=(HOSTILE,),
        specialties=(HOSTILE,),
        eligibility=HOSTILE,
        contacts=f"{HOSTILE} javascript:alert(1) kadry@example.org",
        evidence={"apply_close": HOSTILE, "organiser": HOSTILE},
        body="\n\n".join((HOSTILE, "[ссылка](javascript:alert(1)) <img src=x>", f"# {HOSTILE}")),
    )


def _call(
    today: date, name: str, *, title: str, close: int | None = None, open: int | None = None
) -> Announcement:
    return Announcement(
        id=PREFIX + name,
        title=title,
        kind=Kind.TRAINING,
        stage=Stage.CALL,
        region="RU-TVE",
        published=today - timedelta(days=12),
        fetched=today - timedelta(days=1),
        apply_open=today + timedelta(days=open) if open is not None else None,
        apply_close=today + timedelta(days=close) if close is not None else None,
        audience=("Медсёстры", "Фельдшеры"),
        eligibility="стаж от трёх лет; не старше 50 лет",
        format=Format.HYBRID,
        place="Тверь, учебный центр «Калина»",
        organiser="Учебный центр «Калина»",
        apply_url="https://forms.example/anketa",
        contacts="8 (4822) 00-00-00, kadry@example.org",
        source_url="https://minzdrav.example/novosti/1/",
        body="Центр «Калина» зовёт на курс. Заполните анкету **в срок**.",
    )


def _event(
    today: date, name: str, *, title: str, start: int | None = None, end: int | None = None
) -> Announcement:
    call = _call(today, name, title=title)
    return replace(
        call,
        kind=Kind.CONFERENCE,
        stage=Stage.UPCOMING,
        apply_url=None,
        event_start=today + timedelta(days=start) if start is not None else None,
        event_end=today + timedelta(days=end) if end is not None else None,
    )
