"""Decap CMS itself: npm's package, fetched once into .cache/ and served from there, offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from model.problem import SettingProblem

VERSION = "3.16.3"
PACKAGE = f"decap-cms@{VERSION}"
PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / ".cache" / f"decap-cms-{VERSION}"
MAIN = "decap-cms.js"
LIMIT = 300
"""Seconds for npm."""

UNPACKED = 100_000_000
"""Bytes that the package may hold, unpacked."""


def ready() -> bool:
    return (FOLDER / MAIN).is_file()


def install() -> None:
    """Fetch the package unless it is there. Raises :class:`SettingProblem` with what to do."""
    if ready():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SettingProblem("форма не установлена: нет программы npm. Установите Node.js с npm")
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER.parent) as name:
        here = Path(name)
        try:
            done = subprocess.run(
                [npm, "pack", PACKAGE, "--ignore-scripts", "--silent"],
                cwd=here, capture_output=True, text=True, timeout=LIMIT, check=False,
                env=os.environ | {"npm_config_update_notifier": "false"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise SettingProblem(f"форма не установлена: npm молчит {LIMIT} секунд") from None
        packed = sorted(here.glob("*.tgz"))
        if done.returncode or len(packed) != 1:
            said = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["нет ответа"]
            raise SettingProblem(f"форма не установлена: npm не отдал {PACKAGE}: {said[0]}")
        unpack(packed[0], here / "dist")
        shutil.rmtree(FOLDER, ignore_errors=True)
        (here / "dist").rename(FOLDER)


def unpack(packed: Path, folder: Path) -> None:
    """The scripts of the package's dist/, without their maps; nothing else of the archive."""
    folder.mkdir()
    left = UNPACKED
    try:
        with tarfile.open(packed) as archive:
            for member in archive:
                place, _, name = member.name.rpartition("/")
                wanted = name.endswith((f".{MAIN}", "LICENSE.txt")) or name == MAIN
                if not (place == "package/dist" and wanted and member.isfile()):
                    continue
                left -= member.size
                file = archive.extractfile(member)
                if left < 0 or file is None:
                    raise SettingProblem(f"форма не установлена: {PACKAGE} неожиданно велик")
                (folder / name).write_bytes(file.read())
    except tarfile.TarError as error:
        raise SettingProblem(f"форма не установлена: архив {PACKAGE} повреждён: {error}") from None
    if not (folder / MAIN).is_file():
        raise SettingProblem(f"форма не установлена: в {PACKAGE} нет {MAIN}")


def main() -> int:
    """``python -m editor.decap``: fetch it now, so that later it works without the network."""
    try:
        install()
    except (SettingProblem, OSError) as problem:
        print(f"{problem}. Просмотр и очередь проверки работают и без неё", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
