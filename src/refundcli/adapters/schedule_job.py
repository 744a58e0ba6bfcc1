"""The job that runs the reminders: this program, as this run of it was set up."""

import sys
from collections.abc import Mapping
from datetime import timedelta

from refundcli.adapters.schedulers import Job
from refundcli.adapters.settings import SETTINGS, Settings

_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
"""Variables that move the program's folders, and that no scheduler passes on."""


def job_of(
    found: Settings,
    every: timedelta,
    farewell: str,
    environment: Mapping[str, str],
    *,
    is_config_named: bool,
) -> Job:
    """Return the job that runs the reminders as they run now, without this terminal's environment.

    What came from a flag, a variable or the locale is written into it; what stands in the configuration file stays
    there. Secrets are not: they belong into the file of addresses. Raises `BadData` where it cannot be written down.
    """
    here = {one.key for one in SETTINGS if found.origins[one.key] not in ("file", "default")}
    argv = [sys.executable, "-m", "refundcli"]
    if found.origins["language"] != "file":
        argv += ["--lang", found.language]
    if "ledger" in here:
        argv += ["--ledger", str(found.ledger)]
    if is_config_named:
        argv += ["--config", str(found.config_path)]
    variables = {name: environment[name] for name in _FOLDERS if environment.get(name)}
    if "rules" in here:
        variables["REFUNDCLI_RULES"] = str(found.user_rules_dir)
    if "zone" in here:
        variables["REFUNDCLI_ZONE"] = str(found.zone)
    return Job((*argv, "remind", "run", "--quiet"), every, variables, farewell)
