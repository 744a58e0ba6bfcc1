"""Makes the manual pages from what the program's help says: `python scripts/manpage.py` writes both."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from refundcli import __version__
from refundcli.adapters.manual import load_manual, load_topic
from refundcli.commands.session import words_in
from refundcli.commands.sheets import names, sheet_of
from refundcli.core.topics import TOPICS
from refundcli.core.widths import NEVER_FIRST, NEVER_LAST
from refundcli.render.help_text import Row, Sheet
from refundcli.render.words import Words

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"en": ROOT / "man" / "refundcli.1", "zh-Hans": ROOT / "man" / "zh_CN" / "refundcli.1"}
"""The manual page of each language."""

_WIDE = 0x2E80
_HEADS = {
    "en": {
        "name": "NAME",
        "usage": "SYNOPSIS",
        "about": "DESCRIPTION",
        "options": "OPTIONS",
        "commands": "COMMANDS",
        "codes": "EXIT STATUS",
        "variables": "ENVIRONMENT",
        "places": "FILES",
        "topics": "TOPICS",
        "examples": "EXAMPLES",
    },
    "zh-Hans": {
        "name": "名称",
        "usage": "用法",
        "about": "说明",
        "options": "选项",
        "commands": "命令",
        "codes": "退出码",
        "variables": "环境变量",
        "places": "文件",
        "topics": "主题",
        "examples": "例",
    },
}


def manual_page(language: str) -> str:
    """Return the manual page in *language*, in the macros of man(7), ASCII alone."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    words = words_in(language)
    manual, whole, heads = load_manual(), sheet_of("", words), _HEADS[language]
    yield '.\\" Made by scripts/manpage.py from what the help of the program says.'
    yield f'.TH REFUNDCLI 1 "" "refundcli {__version__}"'
    yield from (".nh", ".ad l")
    yield from (_head(heads["name"]), f"refundcli \\- {_text(whole.brief)}")
    yield from (_head(heads["usage"]), _text(_bare(whole.usage)))
    yield from (_head(heads["about"]), _text(whole.about))
    yield from (_head(heads["options"]), *_rows((*whole.options, *whole.common)))
    yield _head(heads["commands"])
    for name in names():
        yield from _command(sheet_of(name, words), words)
    yield from (_head(heads["codes"]), *_codes(whole, words))
    yield from (
        _head(heads["variables"]),
        *_rows((v.name, words.write(v.says)) for v in manual.variables),
    )
    yield from (
        _head(heads["places"]),
        *_rows((p.path, words.write(p.says)) for p in manual.places),
    )
    topics = (load_topic(id, language) for id in TOPICS)
    yield from (_head(heads["topics"]), *_rows((f"refundcli help {t.id}", t.brief) for t in topics))
    yield from (_head(heads["examples"]), *_examples(whole))


def _command(sheet: Sheet, words: Words) -> Iterator[str]:
    yield f".SS {_quoted(sheet.name)}"
    yield _text(sheet.brief)
    yield ".PP"
    yield _text(_bare(sheet.usage))
    yield ".PP"
    yield _text(sheet.about)
    yield from _rows((*sheet.arguments, *sheet.options))
    yield from _examples(sheet)
    codes = "; ".join(f"{code} {says}" for code, says in sheet.codes)
    yield ".PP"
    yield _text(f"{words.write_key('help-codes')} {codes}")


def _codes(sheet: Sheet, words: Words) -> Iterator[str]:
    yield from _rows((str(code), says) for code, says in sheet.codes)
    yield ".PP"
    yield _text(words.write_key("help-codes-more"))


def _examples(sheet: Sheet) -> Iterator[str]:
    for says, line in sheet.examples:
        yield from (".PP", _text(f"# {says}"), ".RS 4", _text(line), ".RE")


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for term, says in rows:
        yield from (".TP", f".B {_quoted(term)}", _text(says))


def _bare(usage: str) -> str:
    """Return a usage line without the word that it begins with."""
    return usage[usage.index("refundcli") :]


def _head(title: str) -> str:
    return f".SH {_quoted(title)}"


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', "\\(dq") + '"'


def _text(text: str) -> str:
    """Return a line of text: Chinese may be broken between characters, nothing is read as a request."""
    line = _escaped(text)
    return f"\\&{line}" if line[:1] in (".", "'") else line


def _escaped(text: str) -> str:
    return "".join(_written(one, after) for one, after in zip(text, (*text[1:], " "), strict=True))


def _written(one: str, after: str) -> str:
    """Return a character as the macros take it, with leave to break the line after a Chinese one."""
    if one == "\\":
        return "\\e"
    if one == "-":
        return "\\-"
    if one.isascii():
        return one
    may_break = ord(one) >= _WIDE and one not in NEVER_LAST and after not in NEVER_FIRST
    return f"\\[u{ord(one):04X}]" + ("\\:" if may_break and after != " " else "")


def main() -> None:
    """Write both pages."""
    for language, path in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(manual_page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
