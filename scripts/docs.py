"""Makes anew what the docs show of the program, pictures and outputs; `--check` only says what is not current."""

import argparse
import sys
import tempfile
from pathlib import Path

import pages
import pictures
from environment import ROOT

KINDS = {"pages": (pages.made, pages.is_current), "pictures": (pictures.made, pictures.is_current)}


def main() -> int:
    """Write pages and pictures, or with --check name those that are not current and return 1."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kinds", nargs="*", metavar="pages|pictures", help="only these")
    options.add_argument("--check", action="store_true", help="write nothing")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        old = 0
        for kind in given.kinds or KINDS:
            make, is_current = KINDS[kind]
            for path, text in make(Path(folder) / kind).items():
                is_old = not is_current(path, text)
                old += is_old
                if is_old:
                    print(f"not current: {path}" if given.check else path)
                if not given.check:
                    (ROOT / path).write_text(text, encoding="utf-8")
    return 1 if old and given.check else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except pages.WrongPageError as error:
        sys.exit(str(error))
