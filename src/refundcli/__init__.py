"""Refunds on Chinese shopping platforms: verdicts, deadlines, letters and a ledger of cases."""

__version__ = "0.1.0"
