"""Sets refundcli up for work on it and runs every check: format, lint, types, imports, rules, tests."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from environment import ROOT, prepared

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("refundcli", "--lang", "en", "rules", "lint"),
    ("pytest", "--numprocesses=2", "--cov", "--cov-report=term-missing:skip-covered"),
)


def main() -> int:
    """Run every check, the tests last; stop at the first that fails."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where to install")
    folder = options.parse_args().venv
    programs = prepared(folder, ".[dev]")
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
    for program, *arguments in CHECKS:
        print("$", program, *arguments, flush=True)
        command = [str(programs / program), *arguments]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path}, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
