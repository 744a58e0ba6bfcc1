"""What is set up beside the ledger: the configuration file, and completion for the buyer's shell."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from refundcli.adapters.settings import Flags, Settings, settings, system_folders
from refundcli.adapters.shell_setup import setup_for, shell_named
from refundcli.core.errors import BadData
from refundcli.core.health import Finding
from refundcli.core.text import Said, say
from refundcli.core.values import replace


def settings_without_file(flags: Flags, environment: Mapping[str, str]) -> Settings:
    """Return what holds where the configuration file is not read; raises as `settings` does."""
    where = system_folders()
    asked = replace(flags, config=None)
    named = {key: one for key, one in environment.items() if key != "REFUNDCLI_CONFIG"}
    return settings(asked, named, where, reads_file=False)


def configuration_findings(found: Settings, error: BadData | None) -> Iterator[Finding]:
    """Give how the configuration is: its file, and the *error* that it was refused with."""
    if error is not None:
        faults = error.message.fields.get("faults")
        for what in faults if isinstance(faults, tuple) else (error.message,):
            file = str(error.message.fields.get("file", found.config_path))
            todo = say("doctor-do-configuration")
            yield Finding("configuration", "error", "configuration", what, file, todo=todo)
        return
    file = str(found.config_path)
    key = "doctor-configuration" if found.config_path.exists() else "doctor-configuration-none"
    yield Finding("configuration", "ok", "configuration-file", say(key), file)


def completion_findings(environment: Mapping[str, str], home: Path) -> Iterator[Finding]:
    """Give whether the shell that the buyer logs in with completes; nothing for one we do not know."""
    shell = shell_named(environment.get("SHELL", ""))
    if shell is None or shell == "powershell":
        return
    path = setup_for(shell, environment, home).script
    is_there = False
    with suppress(OSError):
        is_there = path.is_file()
    what: Said = say("doctor-completion" if is_there else "doctor-completion-none", shell=shell)
    todo = None if is_there else say("doctor-do-completion")
    severity = "ok" if is_there else "note"
    yield Finding("completion", severity, "completion", what, str(path), todo=todo)
