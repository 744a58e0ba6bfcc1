"""Sets refundcli up and runs its main job: a worked verdict, then the wizard."""

import subprocess
import sys

from environment import ROOT, prepared

WORKED = (
    "check --platform 1688 --state delivered --reason quality --remedy return-refund "
    "--purpose personal --delivered-at yesterday"
)


def main() -> int:
    """Set up, show the verdict, and start the wizard where somebody can answer it."""
    program = prepared(ROOT / ".venv", ".") / "refundcli"
    print(f"$ refundcli {WORKED}", flush=True)
    done = subprocess.run([program, "--no-pager", *WORKED.split()], check=False).returncode
    if done or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(f"\nThe wizard needs a terminal: {program} new")
        return done
    return subprocess.run([program, "new"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
