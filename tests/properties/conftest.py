"""The rulebook as it is shipped, read once for all tests of the folder."""

import pytest

from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.rulebook import Rulebook


@pytest.fixture(scope="session")
def shipped() -> Rulebook:
    """Return the rulebook with every platform and law."""
    return load_rulebook()
