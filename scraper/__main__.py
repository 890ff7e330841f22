"""``python -m scraper COMMAND``: finds the command and runs it, importing nothing else."""

from __future__ import annotations

import argparse
import importlib
import sys

COMMANDS = {
    "run": "fetch all sources and merge what is new into content",
    "join": "what the jobs of a run divided by --shard left, made one",
    "show": "posts and announcements of one source, nothing written",
    "import": "saved pages or texts into content",
    "read": "facts of one text, each with its quote",
    "duplicates": "which records tell one story",
    "dates": "dates of short phrases",
    "extract": "title, date and body of saved pages",
    "new": "probe a site and write its source file",
    "health": "every source: state, reason, last success, rhythm",
    "opml": "the sources as OPML, or feeds of an OPML file as sources",
}

DISK = "проверьте место на диске и права; что записано раньше, цело"
INTERRUPTED = "прочитанное записано, остальное прочитает следующий запуск"


def main(argv: list[str]) -> int:
    if not argv or argv[0] in ("-h", "--help"):
        print("usage: python -m scraper COMMAND [--help]\n")
        print("\n".join(f"  {name:11} {text}" for name, text in COMMANDS.items()))
        return 0 if argv else 2
    name = argv[0]
    if name not in COMMANDS:
        import difflib

        near = difflib.get_close_matches(name, COMMANDS, 1)
        hint = f"; did you mean «{near[0]}»?" if near else ""
        print(f"python -m scraper: no command «{name}»{hint}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"scraper.commands.{name.replace('import', 'import_')}")
    parser = argparse.ArgumentParser(prog=f"python -m scraper {name}", description=COMMANDS[name])
    module.add_arguments(parser)
    try:
        return int(module.main(parser.parse_args(argv[1:])))
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = None
        return 0
    except OSError as error:
        print(f"не записано или не прочитано: {error}; {DISK}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"прервано; {INTERRUPTED}", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
