"""What the data costs in a new process: read from its files, and as it was kept of them; each also in starts of Python.

Run as ``python benchmarks/rulebook.py [ROUNDS]`` with the interpreter that refundcli is installed for.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

LOADS = {
    "words, one language": "catalogue.read_sentences('en')",
    "rules for one check": "rulebook.load_rulebook(('1688',))",
    "rules, everything": "rulebook.load_rulebook()",
    "ladder": "ladder.load_ladder()",
    "excuses": "excuses.load_excuses(book)",
    "a letter": "letter_forms.load_form('first', 'zh-Hans', book)",
}
"""What is loaded, and how."""

PROGRAM = """
import time
from refundcli.adapters import catalogue, excuses, ladder, letter_forms, rulebook
book = rulebook.load_rulebook(('1688',)) if {needs_rules} else None
began = time.perf_counter()
{load}
print((time.perf_counter() - began) * 1000)
"""


def main() -> None:
    """Print a row for each load."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as caches:
        bare = statistics.median(_bare() for _ in range(rounds))
        print(f"python -c pass: {bare:.1f} ms")
        print(f"{'what':<22}{'files ms':>9}{'starts':>8}{'kept ms':>9}{'starts':>8}")
        for name, load in LOADS.items():
            _loaded(load, caches)
            read = statistics.median(_loaded(load, os.devnull) for _ in range(rounds))
            kept = statistics.median(_loaded(load, caches) for _ in range(rounds))
            print(f"{name:<22}{read:>9.1f}{read / bare:>8.2f}{kept:>9.1f}{kept / bare:>8.2f}")


def _bare() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return (time.perf_counter() - began) * 1000


def _loaded(load: str, caches: str) -> float:
    """Return the milliseconds that *load* takes in a new process whose cache folder is *caches*."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(load=load, needs_rules="book)" in load)],
        env={**os.environ, "XDG_CACHE_HOME": caches},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


if __name__ == "__main__":
    main()
