"""Documents for the tests of the search index."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from builder.index.document import SearchDocument
from model.announcement import Stage
from model.status import Dates

DAY = date(2026, 3, 2)


def a_document(name: str, title: str, body: str = "", **said: Any) -> SearchDocument:
    published = said.pop("published", DAY)
    close = said.pop("close", None)
    stage = Stage.CALL if close else Stage.REPORT
    usual = {
        "kind": "training",
        "state": "" if close else "report",
        "dates": Dates(stage=stage, close=close, since=published),
    }
    return SearchDocument(url=f"a/{name}/", title=title, body=body, published=published,
                          **{**usual, **said})  # fmt: skip


def documents() -> list[SearchDocument]:
    """A small corpus: every rule of the search has a text that needs it and one that must not."""
    far = date.today() + timedelta(days=40)  # noqa: DTZ011 - the browser reads the clock too
    return [
        a_document("skin", "Семинар дерматолога", "Дерматологи разберут снимки.",
                   regions=("RU-TOM",), audience=("Врачи",), posts=("Врачи",)),
        a_document("skins", "Дерматология в амбулатории", "Занятия ведёт сотрудник кафедры.",
                   regions=("RU-OMS",), specialties=("Дерматовенерология",)),
        a_document("nurse", "Школа палатных сестёр", "Набор в «Школу палатных сестёр» открыт.",
                   regions=("RU-TOM",), close=far, audience=("Медицинские сёстры",),
                   hosts=("колледж\tТомский колледж",)),
        a_document("ward", "Палатных сестёр научат в школе", "Школа большая, палатных мест мало.",
                   regions=("RU-PSK",), published=DAY - timedelta(days=400)),
        a_document("mentor", "Программа наставничества", "Наставники помогут выпускникам.",
                   kind="talent", regions=("RU-SMO",)),
        a_document("centre", "Центр гигиены и эпидемиологии края", "Центр гигиены и эпидемиологии "
                   "края (ЦГЭК) собирает лаборантов.", regions=("RU-PER",)),
        a_document("short", "ЦГЭК объявляет приём", "Сотрудники ЦГЭК ждут заявок.",
                   regions=("RU-SAM",), close=far),
        a_document("kazakh", "Мұғалімдерге арналған мектеп", "Мектептерде балаларға дәріс өтеді.",
                   regions=("KZ-35",)),
        a_document("old", "Отчёт о вакцинации", "Вакцинация прошла. Помогла областная станция "
                   "переливания крови.", regions=("RU-TOM",), published=date(2024, 5, 6)),
        a_document("blood", "Областная станция переливания крови", "Бригада санавиации вылетает.",
                   regions=("RU-TVE",), published=DAY - timedelta(days=50)),
        a_document("data", "МИАЦ отвечает", "Спецобувь не нужна.", regions=("RU-ROS",),
                   published=date(2023, 5, 6)),
        a_document("date", "МИАЦ спрашивает", "Приходите.", regions=("RU-SAM",),
                   published=date(2023, 5, 6)),
        a_document("urgent", "Скорая помощь на трассе", "Занятия для водителей.",
                   regions=("KZ-35",), published=DAY - timedelta(days=90)),
        a_document("stroke", "Помощь при ОНМК", "Разбор случаев.",
                   regions=("RU-TOM",), published=DAY - timedelta(days=91)),
        a_document("brain", "Инсульт у молодых", "Разбор случаев.",
                   regions=("RU-TOM",), published=DAY - timedelta(days=92)),
        a_document("pump", "Инсулиновая помпа", "Как её ставят.",
                   regions=("RU-TOM",), published=date(2023, 5, 6)),
        a_document("capital", "Стажёр скорой", "Стажёры выходят на смену.",
                   regions=("RU-MOW",), published=date(2023, 5, 6)),
        a_document("board", "Осмотр водителей", "Его проведёт медкомиссия.",
                   regions=("RU-PSK",), published=date(2023, 5, 7)),
        a_document("uniform", "Комиссия о форме", "Медицинская одежда новой.",
                   regions=("RU-PSK",), published=DAY - timedelta(days=93)),
        a_document("jabs", "МИАЦ о прививках", "Прививки весной.",
                   regions=("RU-PSK",), published=date(2023, 5, 7)),
        a_document("kursk", "Занятия по вентиляции", "Набор весной.",
                   regions=("RU-KRS",), published=date(2023, 5, 7)),
        a_document("course", "Курс по вентиляции", "Набор весной.",
                   regions=("RU-PSK",), published=date(2023, 5, 7)),
        a_document("hall", "Леккласс института", "Приходите.",
                   regions=("RU-PSK",), published=date(2023, 5, 7)),
        a_document("rash", "Сыпь и корь", "Разбор сыпи.",
                   regions=("RU-PSK",), published=date(2023, 5, 7)),
        a_document("fund", "Қамқорлық қоры", "Қордың өкілдері келеді.",
                   regions=("KZ-35",), published=date(2023, 5, 7)),
        a_document("norms", "СанПиН для отделений", "Микрохирурги спели в отремонтированном зале. "
                   "Самоотчёт о ШПО готов.", regions=("RU-PSK",), published=date(2023, 5, 7)),
        a_document("pupil", "Занятия хора", "Семинаристы учат ноты.",
                   regions=("RU-OMS",), published=date(2023, 5, 7)),
        a_document("heart", "ЭКГ на дому", "Приходите.",
                   regions=("RU-PSK",), published=DAY - timedelta(days=94)),
        a_document("gland", "Приём в пятницу", "Ждут эндокринологи.",
                   regions=("RU-PSK",), published=date(2023, 5, 7)),
        *(a_document(f"common{n}", f"Семинар для врачей, часть {n}", "Лекции в классе.",
                     regions=("RU-OMS",), published=DAY - timedelta(days=n)) for n in range(30)),
    ]  # fmt: skip
