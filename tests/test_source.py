"""A source file: what it may say, and how each mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.settings import presets
from scraper.source import Source, SourceProblem, load, read

MINISTRY = """
name    = "Министерство здравоохранения учебной области"
region  = "RU-OMS"
role    = "ministry"
url     = "https://example.test/news/"
adapter = "html"

[html]
link = ".news a"
"""
TLS = Path(__file__).with_name("tls")
FEED = MINISTRY.partition("[html]")[0].replace('"html"', '"feed"')


def written(folder: Path, text: str, name: str = "ru-oms-ministry") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def good(folder: Path, text: str) -> Source:
    source, problems = read(written(folder, text))
    assert not problems
    assert source is not None
    return source


def told(folder: Path, text: str) -> list[SourceProblem]:
    source, problems = read(written(folder, text))
    assert source is None
    return problems


def test_a_file_says_only_what_differs_from_the_usual(tmp_path: Path) -> None:
    source = good(tmp_path, MINISTRY)
    assert source.id == "ru-oms-ministry"
    assert (source.keep, source.show, source.paused) == ("relevant", "full", None)
    assert str(source.zone) == "Asia/Omsk"
    assert source.html is not None
    assert source.html.link == ".news a"


@pytest.mark.parametrize("adapter", ["feed", "wordpress", "mosru", "sitemap"])
def test_platforms_need_nothing_but_an_address(tmp_path: Path, adapter: str) -> None:
    assert good(tmp_path, FEED.replace('"feed"', f'"{adapter}"')).adapter == adapter


@pytest.mark.parametrize(
    ("role", "show"),
    [("ministry", "full"), ("government", "full"), ("institution", "full"), ("press", "excerpt")],
)
def test_press_texts_are_excerpted_unless_the_file_says_otherwise(
    tmp_path: Path, role: str, show: str
) -> None:
    text = FEED.replace('"ministry"', f'"{role}"')
    assert good(tmp_path, text).show == show
    assert good(tmp_path, text + 'show = "full"').show == "full"


def test_everything_that_may_be_said_is_read(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes((TLS / "root.pem").read_bytes())
    source = good(
        tmp_path,
        MINISTRY.replace(
            "[html]",
            """keep = "all"
show = "excerpt"
under = ["/news/med/", "https://other.test/"]
language = "kk"
timezone = "Asia/Almaty"
paused = "сайт переезжает"
confidence = "low"
note = "адрес не проверен"

[fetch]
delay = 2
timeout = 30.5
ca_bundle = "root.pem"
encoding = "cp1251"

[expect]
posts = 10
fresh = 45

[html]
title = "h1"
date = "time"
body = ".text"
remove = [".share"]
next = "a.next"
pages = 7
item = ".card"
item_date = ".date"
""",
        ),
    )
    assert str(source.zone) == "Asia/Almaty"
    assert (source.fetch.delay, source.fetch.encoding) == (2.0, "cp1251")
    assert source.fetch.ca_bundle == str(tmp_path / "root.pem")
    assert source.covers("https://x.test/news/med/1")
    assert source.covers("https://other.test/a")
    assert not source.covers("https://x.test/news/sport/1")


MISTAKES = [
    # what to write instead of what, then: field, line, and words of the message
    ("adapter =", "adaptor =", ("adapter", 1, "не указано"), ("adaptor", 6, "«adapter»")),
    ('"ministry"', '"minstry"', ("role", 4, "«ministry»")),
    ('"html"\n', '"htlm"\n', ("adapter", 6, "«html»")),
    ('"RU-OMS"', '"RU-XXX"', ("region", 3, "нет такого кода")),
    ('"https://example.test/news/"', '"example.test"', ("url", 5, "http://")),
    ('"https://example.test/news/"', '"https://[::1"', ("url", 5, "адрес")),
    ('"https://example.test/news/"', '"ftp://example.test/"', ("url", 5, "http://")),
    ('"https://example.test/news/"', "17", ("url", 5, "строка в кавычках")),
    ("link =", "lnik =", ("html.link", 8, "не указано"), ("html.lnik", 9, "«link»")),
    ('".news a"', '".news >"', ("html.link", 9, "CSS-селектора")),
    ('".news a"', '"a[href"', ("html.link", 9, "CSS-селектора")),
    ('".news a"', '""', ("html.link", 9, "CSS-селектора")),
    ("[html]", "[htlm]", ("htlm", 8, "«html»")),
    ("[html]\n", "#", ("html", 1, "нет таблицы")),
    ("[html]", 'show = "all"\n[html]', ("show", 8, "можно только")),
    ("[html]", 'timezone = "Омск"\n[html]', ("timezone", 8, "часового пояса")),
    ("[html]", "[telegram]\npages = 2\n[html]", ("telegram", 8, "не для adapter")),
    ("[html]", '[article]\nbody = "p"\n[html]', ("article", 8, "[html]")),
    ("[html]", "[fetch]\ndelay = -1\n[html]", ("fetch.delay", 9, "не меньше 0")),
    ("[html]", '[fetch]\ndelay = "5"\n[html]', ("fetch.delay", 9, "без кавычек")),
    ("[html]", '[fetch]\nca_bundle = "no.pem"\n[html]', ("fetch.ca_bundle", 9, "нет такого файла")),
    ("[html]", '[fetch]\nencoding = "cp12"\n[html]', ("fetch.encoding", 9, "кодировки нет")),
    ("[html]", "[html]\npages = 0", ("html.pages", 9, "не меньше 1")),
    ("[html]", '[html]\nnext = "a"\npage_param = "p"', ("html", 8, "выберите одно")),
    ("[html]", '[html]\nitem_date = "b"', ("html", 8, "item или group")),
    ("[html]", '[html]\npreset = "bitriks"', ("html", 8, "«bitrix»")),
    ("[html]", '[html]\nkeep = "all"', ("html.keep", 9, "выше первой")),
    ("[html]", 'id = "other"\n[html]', ("id", 8, "имени файла")),
    ("[html]", "expect = 5\n[html]", ("expect", 8, "нужна таблица")),
    ("[html]", "[html", ("", 8, "TOML")),
    ('"RU-OMS"', "RU-OMS", ("", 3, "кавычках")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [(m[0], m[1], m[2:]) for m in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_its_mend(
    tmp_path: Path, old: str, new: str, expected: tuple[tuple[str, int, str], ...]
) -> None:
    assert old in MINISTRY
    problems = {p.field: p for p in told(tmp_path, MINISTRY.replace(old, new, 1))}
    for field, line, words in expected:
        assert words in str(problems[field])
        assert problems[field].line == line


def test_a_certificate_in_another_form_is_told_with_the_command_that_mends_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "root.cer").write_bytes(b"0\x82\x05\xc2" + bytes(200))
    text = MINISTRY.replace("[html]", '[fetch]\nca_bundle = "root.cer"\n[html]')
    (problem,) = told(tmp_path, text)
    assert (problem.field, problem.line) == ("fetch.ca_bundle", 9)
    assert "openssl x509 -inform der" in str(problem)


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = MINISTRY.replace("role", "roll").replace("RU-OMS", "OMSK").replace("link", "nilk")
    fields = [problem.field for problem in told(tmp_path, text)]
    assert sorted(fields) == ["html.link", "html.nilk", "region", "role", "roll"]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ru-x.toml"
    path.write_bytes("name = 1\nurl = «кириллица»".encode("cp1251"))
    source, (problem,) = read(path)
    assert source is None
    assert (problem.line, "UTF-8" in str(problem)) == (2, True)


def test_a_bad_file_name_is_told(tmp_path: Path) -> None:
    source, problems = read(written(tmp_path, MINISTRY, "Минздрав Омск"))
    assert source is None
    assert problems[0].field == "id"


PLATFORM_ADDRESSES = [
    ("telegram", "https://t.me/channel", "https://t.me/s/channel"),
    ("govkz", "https://www.gov.kz/api/v1/public/content-manager/news",
     "https://www.gov.kz/api/v1/public/content-manager/news?projects=eq:dsm"),
]  # fmt: skip


@pytest.mark.parametrize(("adapter", "wrong", "right"), PLATFORM_ADDRESSES)
def test_a_platform_s_address_has_its_form(
    tmp_path: Path, adapter: str, wrong: str, right: str
) -> None:
    text = FEED.replace('"feed"', f'"{adapter}"')
    (problem,) = told(tmp_path, text.replace("https://example.test/news/", wrong))
    assert (problem.field, problem.line) == ("url", 5)
    assert good(tmp_path, text.replace("https://example.test/news/", right))


def test_files_are_sought_beside_the_source_file(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    text = FEED.replace('"feed"', '"files"')
    saved = good(tmp_path, text.replace("https://example.test/news/", "texts"))
    assert saved.folder == tmp_path / "texts"
    (problem,) = told(tmp_path, text.replace("https://example.test/news/", "txets"))
    assert "нет такой папки" in str(problem)


def test_a_folder_gives_its_good_sources_and_every_problem(tmp_path: Path) -> None:
    written(tmp_path, MINISTRY, "a")
    written(tmp_path, MINISTRY.replace("news/", "other/"), "b")
    written(tmp_path, "name =", "c")
    written(tmp_path, MINISTRY.replace("link", "lnk"), "d")
    sources, problems = load(tmp_path)
    assert [source.id for source in sources] == ["a", "b"]
    assert {problem.path.stem for problem in problems} == {"c", "d"}


def test_one_address_is_declared_once(tmp_path: Path) -> None:
    written(tmp_path, MINISTRY, "a")
    written(tmp_path, MINISTRY, "b")
    _, (problem,) = load(tmp_path)
    assert (problem.field, problem.path.stem) == ("url", "b")
    written(tmp_path, MINISTRY.replace("[html]", 'under = ["/news/med/"]\n[html]'), "b")
    assert load(tmp_path)[1] == []


def test_one_id_is_used_once(tmp_path: Path) -> None:
    for name in ("ru", "kz"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, MINISTRY.replace("news/", name), "ministry")
    _, (problem,) = load(tmp_path)
    assert problem.field == "id"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert load(tmp_path / "no")[1][0].message == "нет такой папки"


@pytest.mark.parametrize("name", sorted(presets()))
def test_every_preset_is_enough_for_a_source(tmp_path: Path, name: str) -> None:
    html = good(tmp_path, MINISTRY.replace('link = ".news a"', f'preset = "{name}"')).html
    assert html is not None
    assert html.preset == name
    assert html.link


def test_a_file_overrules_its_preset(tmp_path: Path) -> None:
    text = MINISTRY.replace("[html]", '[html]\npreset = "mosreg"\nnext = "a.next"')
    html = good(tmp_path, text).html
    assert html is not None
    assert (html.link, html.next, html.page_param) == (".news a", "a.next", None)
    assert html.item_date == ".event__pub-date"
