"""How commands ask the Web: who we say we are, and which addresses may be reached."""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import TYPE_CHECKING

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


def fetcher(args: argparse.Namespace) -> Fetcher:
    """A fetcher as the command line has it; the replica web need not be spared.

    Raises ``SettingProblem`` for a contact that nobody can write to; warns where there is none.
    """
    from scraper.fetch import Fetcher, Manners, is_any, is_public

    if args.contact and not CONTACT.fullmatch(args.contact):
        raise SettingProblem(
            f"{VARIABLE}, --contact: «{args.contact}»: нужен адрес страницы (https://…) или почты"
        )
    if not args.contact and not args.allow_private_addresses:
        print(UNSAID, file=sys.stderr)
    return Fetcher(
        contact=args.contact,
        cache=args.state / "fetch" if getattr(args, "state", None) else None,
        permit=is_any if args.allow_private_addresses else is_public,
        manners=Manners(delay=0.0) if getattr(args, "demo", False) else Manners(),
    )
