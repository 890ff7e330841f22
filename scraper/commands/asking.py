"""How commands ask the Web: who we say we are, and which addresses may be reached."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from model.problem import SettingProblem

if TYPE_CHECKING:
    from scraper.fetch import Fetcher

VARIABLE = "RADAR_CONTACT"
CONTACT = re.compile(r"https?://[\w.-]+\.\w+[\w./?=&%+~-]*|[\w.+-]+@[\w.-]+\.\w+", re.ASCII)

UNSAID = (
    f"{VARIABLE} не задан: сайты не узнают, кому пожаловаться на робота, и охотнее ему откажут. "
    f"Задайте страницу или почту: {VARIABLE}=https://… (или --contact)."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--contact",
        default=os.environ.get(VARIABLE) or None,
        metavar="URL|MAIL",
        help=f"told to every site; unsaid: ${VARIABLE}",
    )
    parser.add_argument("--allow-private-addresses", action="store_true")


class Asking(NamedTuple):
    """How the Web is asked, in values that any process can be sent.

    ``private``: addresses of private networks too; ``spared`` is the Web, unless it is a replica.
    """

    contact: str | None
    cache: Path | None
    private: bool
    spared: bool

    def fetcher(self) -> Fetcher:
        from scraper.fetch import Fetcher, Manners, is_any, is_public

        return Fetcher(
            contact=self.contact,
            cache=self.cache,
            permit=is_any if self.private else is_public,
            manners=Manners() if self.spared else Manners(delay=0.0),
        )


def fetcher(args: argparse.Namespace) -> Fetcher:
    """A fetcher as the command line has it. Raises and warns as below."""
    return told(args).fetcher()


def told(args: argparse.Namespace) -> Asking:
    """What the command line says; the replica web need not be spared.

    Raises ``SettingProblem`` for a contact that nobody can write to; warns where there is none.
    """
    if args.contact and not CONTACT.fullmatch(args.contact):
        raise SettingProblem(
            f"{VARIABLE}, --contact: «{args.contact}»: нужен адрес страницы (https://…) или почты"
        )
    if not args.contact and not args.allow_private_addresses:
        print(UNSAID, file=sys.stderr)
    return Asking(
        contact=args.contact,
        cache=args.state.absolute() / "fetch" if getattr(args, "state", None) else None,
        private=args.allow_private_addresses,
        spared=not getattr(args, "demo", False),
    )
