"""/review/: the queue of what is uncertain, one announcement at a time, by keyboard or mouse.

Every answer is a plain form: the page works without its script, which only maps keys to buttons.
"""

from __future__ import annotations

import secrets
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from flask import Blueprint, redirect, render_template, request

from builder.parts.card import region_name
from editor import value, verdict
from editor.desk import Desk, View
from editor.library import Library, Record
from editor.marks import paragraphs
from editor.origin import origins
from editor.preview import Sources
from editor.queue import Case, Doubt, similar
from editor.storage import Refused, Storage
from editor.words import count, plural, table
from model.announcement import FIELDS, FRONT_MATTER, Announcement

LIKE = 5
"""Announcements offered as the one that is reprinted."""

PERIOD = 120
"""Days between an announcement and its reprint, at most."""


def routes(storage: Storage, sources: Sources) -> Blueprint:
    library = Library(storage=storage, state=sources.state)
    desk = Desk(library, date.fromisoformat(sources.today))
    token = secrets.token_urlsafe(24)
    page = Blueprint("review", __name__, url_prefix="/review")

    @page.get("/")
    def index() -> Any:
        return _show(desk, token, "")

    @page.get("/<name>")
    def one(name: str) -> Any:
        return _show(desk, token, name)

    @page.get("/same/<name>/<field>")
    def same(name: str, field: str) -> Any:
        return _same(desk, token, name, field)

    @page.post("/<name>")
    def answer(name: str) -> Any:
        return _guarded(desk, token, name, lambda: _answer(desk, name))

    @page.post("/")
    def many() -> Any:
        return _guarded(desk, token, "", lambda: _many(desk))

    @page.post("/undo")
    def undo() -> Any:
        return _guarded(desk, token, "", lambda: f"/review/{desk.undo().id}")

    return page


def _guarded(desk: Desk, token: str, name: str, act: Any) -> Any:
    """Do what a form asks and go on, or show the same page with the reason why not."""
    if not secrets.compare_digest(request.form.get("token", ""), token):
        return _show(desk, token, name, "Страница устарела. Она загружена заново", 403)
    try:
        return redirect(act(), 303)
    except Refused as refused:
        said = str(refused)
        return _show(desk, token, name, said[:1].upper() + said[1:], refused.status)


def _show(desk: Desk, token: str, name: str, trouble: str = "", code: int = 200) -> Any:
    view = desk.view()
    case = _case(view, name) or (view.cases[0] if view.cases and not name else None)
    if case is None and name and name in view.records:
        case = Case(record=view.records[name], doubts=())
    shared = {"token": token, "trouble": trouble, "desk": desk, "view": view, "case": case}
    if case is None:
        missing = name and not trouble
        return render_template("review-empty.html", **shared, name=name), 404 if missing else code
    return render_template("review.html", **shared, **_context(desk, view, case)), code


def _context(desk: Desk, view: View, case: Case) -> dict[str, Any]:
    a = case.record.announcement
    rows = [_row(a, one, view.memory.objections.get(a.id, {})) for one in case.doubts]
    lead = view.families.lead_of.get(a.id)
    pristine = desk.library.pristine(a)
    at = next((n for n, one in enumerate(view.cases) if one.id == case.id), -1)
    following = view.cases[(at + 1) % len(view.cases)].id if view.cases else ""
    return {
        "a": a,
        "rows": rows,
        "text": paragraphs(a.body, [str(row["quote"]) for row in rows]),
        "publisher": view.names[a.id],
        "region": region_name(a.region) if a.region else "",
        "origins": origins(a, pristine, view.memory.objections.get(a.id, {}).keys()),
        "robot": pristine is not None,
        "lead": view.records[lead] if lead else None,
        "copies": [view.records[one.id] for one in view.families.copies.get(a.id, ())],
        "like": [] if lead else _like(view, a),
        "queue": [_line(one) for one in view.cases],
        "facts": sum(len(one.doubts) for one in view.cases),
        "same": _similar_first(view, case),
        "following": following,
        "plural": plural,
    }


def _row(a: Announcement, doubt: Doubt, told: Any) -> dict[str, Any]:
    """One fact to be judged, as the template needs it."""
    says = table()["doubt"]
    taken = value.raw(told.get(doubt.field)) if "objection" in doubt.kinds else None
    return {
        "field": doubt.field,
        "label": doubt.label,
        "value": "" if doubt.field == "body" else value.show(doubt.field, getattr(a, doubt.field)),
        "whole": doubt.field == "body",
        "quote": a.evidence.get(doubt.field, ""),
        "marks": [says[kind]["says"] for kind in doubt.kinds],
        "tells": [says[kind]["tells"] for kind in doubt.kinds],
        "notes": doubt.notes,
        "objection": "objection" in doubt.kinds,
        "taken": taken,
        "options": value.choices().get(doubt.field, {}),
        "required": doubt.field in verdict.REQUIRED,
    }


def _line(case: Case) -> dict[str, Any]:
    """A line of the queue: what it is, what is uncertain, how soon it hurts."""
    a, first = case.record.announcement, case.doubts[0]
    says = table()["doubt"][first.kinds[0]]["says"]
    near = first.near if first.near is not None and 0 <= first.near <= 60 else None
    soon = "сегодня" if near == 0 else f"через {count(near, 'day')}" if near else ""
    verb = "может закрыться" if first.field == "apply_close" else "это"
    return {
        "id": case.id,
        "title": a.title,
        "what": f"{first.label.lower()}: {says}",
        "region": region_name(a.region) if a.region else "",
        "soon": f"{verb} {soon}" if soon else "",
        "hot": near is not None and near <= 14,
    }


def _similar_first(view: View, case: Case) -> dict[str, Any] | None:
    for doubt in case.doubts:
        if len(found := similar(view.cases, doubt)) > 1:
            return {"id": case.id, "field": doubt.field, "label": doubt.label, "n": len(found)}
    return None


def _like(view: View, a: Announcement) -> list[Record]:
    """Those that it might reprint: leads with a like headline, near in time."""
    leads = (one for one in view.families.leads if one.id != a.id)
    near = (one for one in leads if not (a.published and one.published)
            or abs((a.published - one.published).days) <= PERIOD)  # fmt: skip
    scored = [(SequenceMatcher(None, a.title, one.title).ratio(), one.id) for one in near]
    return [view.records[name] for _, name in sorted(scored, reverse=True)[:LIKE]]


def _case(view: View, name: str) -> Case | None:
    return next((one for one in view.cases if one.id == name), None)


def _record(view: View, name: str) -> Record:
    if name not in view.records:
        raise Refused("такого объявления больше нет, или в его файле ошибка", 404)
    return view.records[name]


def _answer(desk: Desk, name: str) -> str:
    """Write one verdict; returns where to go on."""
    view, asked = desk.view(), request.form
    record = _record(view, name)
    a, field = record.announcement, asked.get("field", "")
    typed, said = asked.get("value", ""), asked.get("verdict", "")
    if said not in ("join", "split") and field not in FIELDS:
        raise Refused("нет такого поля", 400)
    match said:
        case "ok":
            changes = verdict.confirm(a, field)
        case "fix":
            changes = verdict.correct(a, field, value.read(field, typed), asked.get("quote"))
        case "no":
            changes = verdict.reject(a, field)
        case "take":
            told = view.memory.objections.get(a.id, {}).get(field)
            pristine = desk.library.pristine(a)
            quote = pristine.evidence.get(field, "") if pristine else ""
            changes = verdict.take(a, field, value.raw(told), quote)
        case "join":
            lead = asked.get("lead", "").strip().removesuffix(".md")
            changes, field = verdict.join(a, _record(view, lead).announcement), "reprint_of"
        case "split":
            changes, field = verdict.split(a), "reprint_of"
        case _:
            raise Refused("нет такого ответа", 400)
    desk.write(record, asked.get("version", ""), changes, [field])
    return _onward(desk, name)


def _onward(desk: Desk, name: str) -> str:
    """The same announcement while something is left of it, else the next of the queue."""
    here, following = request.form.get("page", name), request.form.get("following", "")
    left = {case.id for case in desk.view().cases}
    return next((f"/review/{one}" for one in (here, following) if one in left), "/review/")


def _same(desk: Desk, token: str, name: str, field: str) -> Any:
    """One doubt in many announcements, to be confirmed at one go."""
    view = desk.view()
    case = _case(view, name)
    doubt = next((one for one in case.doubts if one.field == field), None) if case else None
    if doubt is None:
        return redirect("/review/", 303)
    rows = [
        {"case": one, "a": one.record.announcement, "region": _line(one)["region"]}
        | _row(one.record.announcement, doubt, {})
        for one in similar(view.cases, doubt)
    ]
    return render_template("review-same.html", token=token, rows=rows, doubt=doubt, name=name,
                           tells=table()["doubt"][doubt.kinds[0]]["tells"])  # fmt: skip


def _many(desk: Desk) -> str:
    """Confirm one field of all that were ticked; one that changed meanwhile stops none."""
    view, field = desk.view(), request.form.get("field", "")
    if field not in FRONT_MATTER:
        raise Refused("нет такого поля", 400)
    refused = []
    for one in request.form.getlist("one"):
        name, _, had = one.partition("|")
        try:
            record = _record(view, name)
            desk.write(record, had, verdict.confirm(record.announcement, field), [field])
        except Refused as why:
            refused.append(f"{name}: {why}")
    if refused:
        raise Refused("Остальное подтверждено, а это нет. " + "; ".join(refused), 409)
    return "/review/"
