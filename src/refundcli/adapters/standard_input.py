"""The standard input, read to its end."""

import sys

from refundcli.adapters.toml_files import LARGEST


def read_input() -> bytes:
    """Return what stands in the standard input, and little more than a file may hold of it."""
    return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""
