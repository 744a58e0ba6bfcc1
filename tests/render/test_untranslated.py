"""No sentence that a reader sees stands in the code: words are in the catalogues and the data, by language."""

import ast
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import refundcli
from refundcli.adapters.catalogue import read_sentences

SOURCE = Path(refundcli.__file__).parent

KEYS = frozenset(key for _, part in read_sentences("en") for key in part)
WORDS = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}")
HAN = re.compile("[㐀-鿿]")
LETTERS = re.compile(r"[A-Za-z]{2,}")

NOT_SHOWN: Mapping[str, str] = {
    "core/traditional.py": "characters and words that are converted",
    "core/widths.py": "ranges of characters",
    "core/t*": "times as they are typed, in both languages",
    "core/names.py": "labels that buyers type",
    "core/recording.py": "yes and no as they are typed",
    "core/money.py": "signs that are typed with an amount",
    "core/reading.py": "the shapes of values, by what they are called in both languages",
    "core/parsing.py": "as core/reading.py",
    "core/importing.py": "as core/reading.py",
    "core/letter_reading.py": "as core/reading.py",
    "core/case_values.py": "as core/reading.py; keys of an event",
    "core/letter_*.py": "the Chinese and English of letters, whose language is not the interface's",
    "core/rulebook.py": "characters of the number of an article",
    "commands/completers.py": "a time as it is typed",
    "commands/gather.py": "yes, no and purposes as they are typed",
    "commands/usage.py": "what Typer says, to be understood",
    "adapters/plain_prompts.py": "yes, no and back as they are typed",
    "adapters/toml_advice.py": "what the reader of TOML says, to be understood",
    "adapters/console.py": "characters to try an encoding with",
    "render/page.py": "names of colours",
    "adapters/*index*.py": "SQL",
    "adapters/case_rows.py": "SQL",
    "commands/keeping.py": "SQL",
    "commands/case_completers.py": "SQL",
    "adapters/merge_git.py": "lines of git's files",
    "adapters/shell_setup.py": "lines of a shell's file",
    "adapters/channels/desktop.py": "scripts of other programs",
    "adapters/schedulers/*.py": "files of the system's schedulers",
}
"""Files that may hold words or Chinese, and what those are."""

_BUGS = {"ValueError", "TypeError", "KeyError", "OSError", "AttributeError", "RuntimeError"}
"""What is raised for programmers: a reader never sees its words."""

_WRITERS = {
    "out": 1,
    "note": 1,
    "line": 1,
    "heading": 1,
    "marked": 2,
    "verbatim": 1,
    "echo": 1,
    "print": 1,
}
"""What shows its first arguments as they are, and how many."""


def spoken(source: str) -> Iterator[tuple[int, str]]:
    """Give the line and the words of every string in *source* that may be meant for a reader.

    That is a string with two words or a Chinese character, and any word that is written out at once.
    """
    nodes = tuple(ast.walk(ast.parse(source)))
    passed = {part for node in nodes for part in _passed(node)}
    written = {part for node in nodes for part in _written(node)}
    for node in nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in passed:
            continue
        words = node.value.replace("refundcli", "")
        if words in KEYS:
            continue
        if WORDS.search(words) or HAN.search(words) or (node in written and LETTERS.search(words)):
            yield node.lineno, node.value


def _passed(node: ast.AST) -> Iterator[ast.AST]:
    """Give what is no text of a page: docstrings, types, patterns, errors of programmers, words in each language."""
    match node:
        case ast.Expr(value=ast.Constant() as text):
            yield text
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) as call) if name in _BUGS:
            yield from ast.walk(call)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
            yield from ast.walk(node)
        case ast.Call(func=ast.Name(id="Text"), args=[_, _, *_]):
            yield from ast.walk(node)
        case ast.arg(annotation=kind) | ast.AnnAssign(annotation=kind) if kind is not None:
            yield from ast.walk(kind)
        case ast.FunctionDef(returns=kind) if kind is not None:
            yield from ast.walk(kind)


def _written(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=args):
            for one in args[: _WRITERS.get(name, 0)]:
                yield one
                yield from one.values if isinstance(one, ast.JoinedStr) else ()


def _is_excepted(file: str) -> bool:
    return any(fnmatchcase(file, one) for one in NOT_SHOWN)


@cache
def _found() -> tuple[tuple[str, int, str], ...]:
    return tuple(
        (path.relative_to(SOURCE).as_posix(), line, text)
        for path in sorted(SOURCE.rglob("*.py"))
        for line, text in spoken(path.read_text("utf-8"))
    )


def test_no_sentence_stands_outside_the_catalogues() -> None:
    """Whichever language the reader has, every word of a page comes in it."""
    assert [one for one in _found() if not _is_excepted(one[0])] == []


def test_every_exception_is_needed() -> None:
    """A pattern that fits no file with words in it is taken off the list."""
    files = {file for file, _, _ in _found()}
    assert [one for one in NOT_SHOWN if not any(fnmatchcase(file, one) for file in files)] == []


def test_sentence_in_the_code_is_found() -> None:
    """In whatever form it is put there; what is none is passed over."""
    source = '''
"""A module that says something."""
def f(page: "Some Type", session, name) -> "Other Type":
    """Return what it says."""
    page.line("Two words")
    page.heading(f"{name} days left")
    session.console.out("done")
    session.console.note(f"refundcli {name}")
    label = "退款"
    told = Text("退款", "to be paid back")
    pattern = re.compile("one two")
    if told:
        raise ValueError("a bug of ours")
    raise BadData("This is wrong")
    return say("some-key"), {"a": "one"}
'''
    words = [text for _, text in spoken(source)]
    assert sorted(words) == [
        " days left",
        "This is wrong",
        "Two words",
        "done",
        "退款",
    ]
