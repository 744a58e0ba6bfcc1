"""The JSON Schemas of `docs/json`, and what a document has wrong against one."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

FOLDER = Path(__file__).parents[2] / "docs" / "json"
ENDING = ".schema.json"

_FORMATS = FormatChecker(formats=())
"""Only what is said below: jsonschema alone lets every date-time through."""


@_FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@_FORMATS.checks("date", raises=ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


@cache
def schemas() -> Mapping[str, dict[str, Any]]:
    """Return every schema by the name of its document."""
    return {
        path.name.removesuffix(ENDING): json.loads(path.read_text("utf-8"))
        for path in sorted(FOLDER.glob(f"*{ENDING}"))
    }


@cache
def _validator(name: str) -> Draft202012Validator:
    known = [(f"{id}{ENDING}", Resource.from_contents(one)) for id, one in schemas().items()]
    registry: Registry[Any] = Registry().with_resources(known)
    return Draft202012Validator(schemas()[name], registry=registry, format_checker=_FORMATS)


def complaints(name: str, document: object) -> list[str]:
    """Return what *document* has wrong against the schema *name*, each with its place."""
    found = _validator(name).iter_errors(document)
    return [f"{one.json_path}: {one.message[:300]}" for one in found]


def is_valid(name: str, document: object) -> bool:
    """Return whether *document* is one of the schema *name*."""
    return bool(_validator(name).is_valid(document))
