"""Completion set up in the buyer's shell: its script, and the line of a start-up file that reads it."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from refundcli.adapters.os_reasons import reason_of
from refundcli.core.errors import BadData
from refundcli.core.text import say
from refundcli.core.values import dataclass

SCRIPTS: Mapping[str, str] = {
    "bash": "refundcli.bash",
    "zsh": "_refundcli",
    "fish": "refundcli.fish",
    "powershell": "refundcli.ps1",
}
"""What each shell's script is called, here and in a package."""

SHELLS = tuple(SCRIPTS)

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "completions"
_SOURCED_BY_BASH = "[ -f ~/.bash_completions/refundcli.sh ] && . ~/.bash_completions/refundcli.sh"
_SOURCED_BY_ZSH = (
    "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }; . ~/.zfunc/_refundcli"
)
_READS = {
    "bash": r"\.bash_completions/refundcli\.sh",
    "zsh": r"\.zfunc/_refundcli|fpath.*\.zfunc",
    "powershell": r"refundcli\.completion\.ps1",
}
"""By what a line of a start-up file is known that reads the script, those of earlier versions among them."""

_SECONDS = 20
"""How long PowerShell may take to say where its profile is."""


@dataclass(frozen=True, slots=True)
class ShellSetup:
    """Where a shell's script goes, and the `line` that its file `starts` needs to read it.

    A shell that finds its scripts by itself needs none.
    """

    shell: str
    script: Path
    starts: Path | None = None
    line: str = ""

    def is_read_by(self, starts: bytes) -> bool:
        """Return whether a start-up file that holds *starts* reads the script already; a remark does not."""
        pattern = rf"^(?![ \t]*#).*({_READS[self.shell]})"
        return re.search(pattern.encode(), starts, re.MULTILINE) is not None


def script_of(shell: str) -> str:
    """Return the completion script of *shell*."""
    return (_FOLDER / SCRIPTS[shell]).read_text("utf-8")


def shell_named(name: str) -> str | None:
    """Return the shell that a program of this name or path is, None where it is none of `SHELLS`.

    >>> shell_named("/usr/bin/zsh"), shell_named("pwsh.exe"), shell_named("tcsh")
    ('zsh', 'powershell', None)
    """
    found = name.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe").lstrip("-")
    found = "powershell" if found == "pwsh" else found
    return found if found in SHELLS else None


def shell_here(environment: Mapping[str, str]) -> str | None:
    """Return the shell that the program was called from, else the one that the buyer logs in with."""
    import shellingham  # type: ignore[import-untyped]  # noqa: PLC0415 - only who sets completion up pays

    with suppress(shellingham.ShellDetectionFailure, OSError):
        found = shell_named(shellingham.detect_shell()[0])
        if found is not None:
            return found
    return shell_named(environment.get("SHELL", ""))


def setup_for(shell: str, environment: Mapping[str, str], home: Path) -> ShellSetup:
    """Return where the completion of *shell* goes in *home*."""
    if shell == "bash":
        script = home / ".bash_completions" / "refundcli.sh"
        return ShellSetup(shell, script, home / ".bashrc", _SOURCED_BY_BASH)
    if shell == "zsh":
        starts = Path(environment.get("ZDOTDIR") or home) / ".zshrc"
        return ShellSetup(shell, home / ".zfunc" / "_refundcli", starts, _SOURCED_BY_ZSH)
    if shell == "fish":
        config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        return ShellSetup(shell, config / "fish" / "completions" / "refundcli.fish")
    profile = _profile(home)
    script = profile.parent / "refundcli.completion.ps1"
    line = '. "$PSScriptRoot/refundcli.completion.ps1"'
    return ShellSetup(shell, script, profile, line)


def set_up(setup: ShellSetup) -> tuple[Path, ...]:
    """Write what is not there yet, and return the files that were changed; raises `BadData` where one cannot be.

    Of a start-up file nothing is changed: the line is put at its end.
    """
    found: list[Path] = []
    path = setup.script
    try:
        wanted = script_of(setup.shell).encode()
        if not path.is_file() or path.read_bytes() != wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted)
            found.append(path)
        if setup.starts is not None:
            path = setup.starts
            before = path.read_bytes() if path.exists() else b""
            if not setup.is_read_by(before):
                path.parent.mkdir(parents=True, exist_ok=True)
                gap = b"\n" if before and not before.endswith(b"\n") else b""
                with path.open("ab") as file:
                    file.write(gap + setup.line.encode() + b"\n")
                found.append(path)
    except OSError as error:
        raise BadData(
            say("error-file-unwritable", file=str(path), reason=reason_of(error)),
            say("hint-completion-by-hand"),
        ) from error
    return tuple(found)


def _profile(home: Path) -> Path:
    """Return the profile that PowerShell reads; where there is no PowerShell, the one it would read."""
    import subprocess  # noqa: PLC0415 - only who has PowerShell pays
    from shutil import which  # noqa: PLC0415 - as above

    program = which("pwsh") or which("powershell")
    if program is not None:
        with suppress(OSError, subprocess.SubprocessError, UnicodeError):
            asked = (program, "-NoProfile", "-NonInteractive", "-Command", "$PROFILE")
            told = subprocess.run(asked, capture_output=True, timeout=_SECONDS, check=True)
            found = Path(told.stdout.decode().strip())
            if found.is_absolute():
                return found
    folder = home / "Documents" / "PowerShell" if os.name == "nt" else home / ".config/powershell"
    return folder / "Microsoft.PowerShell_profile.ps1"
