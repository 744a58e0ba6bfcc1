"""Makes the virtual environment that the other scripts run in."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def prepared(folder: Path, wanted: str) -> Path:
    """Return the folder of programs of a virtual environment in which *wanted* is installed."""
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not (programs / "python").exists() and not (programs / "python.exe").exists():
        venv.create(folder, with_pip=True)
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet"]
    install += ["--disable-pip-version-check", "--editable", wanted]
    subprocess.run(install, cwd=ROOT, check=True)
    return programs
