"""Decap's local-backend protocol over real HTTP, as its own server answers it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.desks import QUIRKS, Running, a_desk, ask, entry, save

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\nnot much of a picture").decode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    with a_desk(tmp_path) as running:
        yield running


def test_the_server_says_what_decap_looks_for(desk: Running) -> None:
    told = ask(desk.api(), "info").json()
    assert told == {"repo": "content", "publish_modes": ["simple"], "type": "local_fs"}


def test_entries_of_a_folder_are_served_with_their_paths(desk: Running) -> None:
    path = desk.content / "announcements/2026/dva.md"
    path.parent.mkdir()
    path.write_text(QUIRKS, "utf-8")
    told = ask(desk.api(), "entriesByFolder", folder="content/announcements", extension="md",
               depth=1).json()  # fmt: skip
    assert [one["file"]["path"] for one in told] == [
        "content/announcements/2026/dva.md", "content/announcements/kurs.md"
    ]  # fmt: skip
    files = [{"path": "content/announcements/kurs.md", "label": "Курс"}]
    (one,) = ask(desk.api(), "entriesByFiles", files=files).json()
    assert one["file"]["label"] == "Курс"
    assert one["data"] == entry(desk.api(), "kurs")


def test_a_saved_field_is_on_the_disk_and_nothing_else_changed(desk: Running) -> None:
    api = desk.api()
    raw = entry(api, "kurs").replace("place: no", "place: Тверь")
    assert save(api, "kurs", raw).json() == {"message": "entry persisted"}
    assert desk.file("kurs").read_text("utf-8") == QUIRKS.replace("place: no", "place: Тверь")
    again = entry(api, "kurs").replace("place: Тверь", "place: Клин")
    assert save(api, "kurs", again).ok


def test_a_file_changed_underneath_is_refused_and_stays(desk: Running) -> None:
    api = desk.api()
    raw = entry(api, "kurs").replace("place: no", "place: Тверь")
    theirs = QUIRKS.replace("cost:", "participants: 40\ncost:")
    desk.file("kurs").write_text(theirs, "utf-8")
    refused = save(api, "kurs", raw)
    assert refused.status_code == 409
    assert "файл изменился, пока вы его правили" in refused.json()["error"]
    assert desk.file("kurs").read_text("utf-8") == theirs
    assert save(api, "kurs", entry(api, "kurs").replace("place: no", "place: Тверь")).ok


def test_two_forms_do_not_overwrite_each_other(desk: Running) -> None:
    one, two = desk.api(), desk.api()
    first, second = entry(one, "kurs"), entry(two, "kurs")
    assert save(one, "kurs", first.replace("place: no", "place: Тверь")).ok
    assert save(two, "kurs", second.replace("place: no", "place: Клин")).status_code == 409
    assert "place: Тверь" in desk.file("kurs").read_text("utf-8")


def test_a_file_that_was_never_served_is_not_overwritten(desk: Running) -> None:
    assert save(desk.api(), "kurs", QUIRKS.replace("place: no", "place: Клин")).status_code == 409
    assert desk.file("kurs").read_text("utf-8") == QUIRKS


def test_a_file_deleted_underneath_is_not_brought_back(desk: Running) -> None:
    api = desk.api()
    raw = entry(api, "kurs")
    desk.file("kurs").unlink()
    assert save(api, "kurs", raw).status_code == 409
    assert not desk.file("kurs").exists()


def test_a_new_mistake_is_refused_and_an_old_one_does_not_stop_mending(desk: Running) -> None:
    api = desk.api()
    wrong = entry(api, "kurs").replace("apply_close: 2026-11-26", "apply_close: 2026-11-31")
    refused = save(api, "kurs", wrong)
    assert "Срок подачи: «2026-11-31»: такой даты нет" in refused.json()["error"]
    assert desk.file("kurs").read_text("utf-8") == QUIRKS
    desk.file("kurs").write_text(QUIRKS.replace("RU-TVE", "RU-NET"), "utf-8")
    mended = entry(api, "kurs").replace("place: no", "place: Тверь")
    assert save(api, "kurs", mended).ok


def test_a_new_entry_is_created_once(desk: Running) -> None:
    raw = "---\ntitle: Курс\nkind: training\nstage: call\n---\nТекст"
    assert save(desk.api(), "2026-11-18-1000", raw).ok
    assert desk.file("2026-11-18-1000").read_text("utf-8").startswith("---\ntitle: Курс\n")
    assert save(desk.api(), "2026-11-18-1000", raw).status_code == 409


def test_a_deletion_needs_the_version_that_was_seen(desk: Running) -> None:
    api = desk.api()
    path = "content/announcements/kurs.md"
    assert ask(api, "deleteFiles", paths=[path], options={}).status_code == 409
    entry(api, "kurs")
    assert ask(api, "deleteFiles", paths=[path], options={}).ok
    assert not desk.file("kurs").exists()


def test_pictures_are_kept_listed_and_never_overwritten(desk: Running) -> None:
    api = desk.api()
    asset = {"path": "content/media/foto.png", "content": PICTURE, "encoding": "base64"}
    told = ask(api, "persistMedia", asset=asset, options={}).json()
    assert (told["name"], told["content"]) == ("foto.png", PICTURE)
    assert ask(api, "getMedia", mediaFolder="content/media").json() == [told]
    assert ask(api, "getMediaFile", path="content/media/foto.png").json() == told
    other = asset | {"content": base64.b64encode(b"other").decode()}
    assert ask(desk.api(), "persistMedia", asset=other, options={}).status_code == 409


@pytest.mark.parametrize(
    "path",
    [
        "../secret.md",
        "content/../../secret.md",
        "content/announcements/../../../secret.md",
        "/etc/passwd",
        "content/announcements/.hidden.md",
        "content/announcements/x.py",
        "content/site.toml",
        "content/announcements/a\0.md",
        "content\\announcements\\x.md",
        "content/link/secret.md",
        "",
    ],
)
def test_no_path_leads_outside_the_content_folder(desk: Running, path: str) -> None:
    (desk.folder / "secret.md").write_text(QUIRKS, "utf-8")
    (desk.content / "link").symlink_to(desk.folder)
    api = desk.api()
    assert ask(api, "getEntry", path=path).status_code == 400
    told = ask(
        api, "persistEntry", dataFiles=[{"path": path, "raw": QUIRKS}], assets=[], options={}
    )
    assert told.status_code == 400
    assert ask(api, "deleteFiles", paths=[path], options={}).status_code == 400
    assert (desk.folder / "secret.md").read_text("utf-8") == QUIRKS


@pytest.mark.parametrize("action", ["unpublishedEntries", "publishUnpublishedEntry", "nonsense"])
def test_what_is_not_done_here_is_refused_in_words(desk: Running, action: str) -> None:
    told = ask(desk.api(), action)
    assert told.status_code == 422
    assert told.json()["error"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"action": 5}', b"\xff", b'{"action":"getEntry"}']
)
def test_nonsense_is_answered_with_a_reason(desk: Running, body: bytes) -> None:
    told = requests.post(desk.api(), data=body, timeout=30)
    assert 400 <= told.status_code < 500
    assert told.json()["error"]
