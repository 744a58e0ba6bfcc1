"""What loading the rulebook costs for one `check` and for all: files, milliseconds, ratio to parsing alone.

Run as ``python benchmarks/rulebook.py [ROUNDS]`` with the interpreter that refundcli is installed for.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import tomli

from refundcli.adapters import rulebook as files

SHARED = ("reasons.toml", "remedies.toml", "facts.toml", "items.toml", "holidays/cn.toml")


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of *work* in milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print a row for one platform and one for all."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    laws = list((files.DATA / "laws").glob("*.toml"))
    shared = [files.DATA / name for name in SHARED]
    print(f"{'what':<14}{'files':>7}{'tomli ms':>10}{'load ms':>9}{'ratio':>7}")
    for name, platforms in (("one check", ("1688",)), ("everything", files.platform_ids())):
        read = [files.DATA / "platforms" / f"{id}.toml" for id in platforms] + laws + shared
        parsing = milliseconds(lambda read=read: _parse(read), rounds)  # type: ignore[misc]
        loading = milliseconds(
            lambda platforms=platforms: files.load_rulebook(platforms),  # type: ignore[misc]
            rounds,
        )
        print(f"{name:<14}{len(read):>7}{parsing:>10.0f}{loading:>9.0f}{loading / parsing:>7.1f}")


def _parse(paths: list[Path]) -> None:
    for path in paths:
        tomli.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
