"""What a host is to say beside each page: in files that hosts read."""

from __future__ import annotations

import re

import pytest

from tests.sites import a_call, planned, render

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


@pytest.mark.parametrize("path", ["_headers", ".htaccess"])
def test_a_host_s_headers_say_what_the_page_says_and_who_may_frame_it(path: str) -> None:
    pages = planned(a_call("kurs"))
    made = render()(pages[path]).decode()
    said = POLICY.search(render()(pages["index.html"]).decode())
    assert said
    assert "default-src 'self'" in said[1]
    assert f"{said[1]}; frame-ancestors 'self'" in made
    assert "unsafe" not in made
    assert "text/calendar" in made
    assert "nosniff" in made


def test_a_header_is_one_line_below_its_path() -> None:
    lines = render()(planned()["_headers"]).decode().splitlines()
    told = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"/\S*|  [A-Za-z-]+: \S.*", line) for line in told)


def test_pages_of_apache_s_file_close_what_they_open() -> None:
    text = render()(planned()[".htaccess"]).decode()
    opened = re.findall(r"<IfModule (\w+\.c)>", text)
    assert text.count("</IfModule>") == len(opened) == 2
