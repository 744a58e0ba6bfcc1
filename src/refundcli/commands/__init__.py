"""The commands: a module each, the table of them, and how their lines are read."""

TABLE: dict[str, str | dict[str, str]] = {
    "new": "new",
    "check": "check",
    "message": "message",
    "excuses": "excuses",
    "list": "list",
    "show": "show",
    "due": "due",
    "ladder": "ladder",
    "log": "log",
    "undo": "undo",
    "close": "close",
    "reopen": "reopen",
    "stats": "stats",
    "export": "export",
    "import": "import_",
    "doctor": "doctor",
    "help": "help",
    "remind": {
        "run": "remind_run",
        "test": "remind_test",
        "ics": "remind_ics",
        "install": "remind_install",
        "uninstall": "remind_uninstall",
    },
    "ledger": {"init": "ledger_init"},
    "rules": {
        "list": "rules_list",
        "show": "rules_show",
        "why": "rules_why",
        "sources": "rules_sources",
        "diff": "rules_diff",
        "lint": "rules_lint",
    },
}
"""Every command and the module of this folder that holds it; a mapping is a group of commands."""
