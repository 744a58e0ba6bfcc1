"""What is kept of the data files is what they say, or nothing."""

import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from refundcli.adapters import catalogue, ladder, letter_forms
from refundcli.adapters import rulebook as rules
from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.kept_data import FILES, KeptData, kept_data, place_of
from refundcli.adapters.kept_pages import LARGEST
from refundcli.adapters.toml_files import read_toml
from refundcli.adapters.value_bytes import bytes_of, value_of
from refundcli.core.errors import BadData
from refundcli.core.text import LANGUAGES, Said, Text, say

LONG_AGO = 1_700_000_000 * 10**9
"""A time of change that is over: nanoseconds since 1970."""


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    kept_data.cache_clear()
    yield
    kept_data.cache_clear()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder of data with one file."""
    folder = tmp_path / "data"
    folder.mkdir()
    _write(folder / "one.toml", 'says = "first"')
    return folder


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Return a copy of the shipped data, with one platform."""
    folder = tmp_path / "data"
    others = [f"{id}.toml" for id in rules.platform_ids() if id != "taobao"]
    shutil.copytree(rules.DATA, folder, ignore=shutil.ignore_patterns(*others))
    return folder


def _write(path: Path, text: str, changed: int = LONG_AGO) -> None:
    path.write_text(text)
    os.utime(path, ns=(changed, changed))


def _falsify(path: Path) -> None:
    """Put a comment of the same length in place of *path*: only who reads it can tell."""
    found = path.stat()
    path.write_bytes(b"#" * found.st_size)
    os.utime(path, ns=(found.st_mtime_ns, found.st_mtime_ns))


def _read(data: Path, running: KeptData | None = None) -> object:
    """Return what a process that is *running*, or a new one, is given of the one file in *data*."""
    path = data / "one.toml"
    with running or KeptData(data) as kept:
        return kept.value("one", (path,), lambda: read_toml(path))


def _place(data: Path) -> Path:
    place = place_of(data)
    assert place is not None
    return place


def _everything() -> dict[str, object]:
    book = rules.load_rulebook()
    forms = {
        f"{stage} {language}": letter_forms.load_form(stage, language, book)
        for language in letter_forms.letter_languages()
        for stage in letter_forms.letter_stages(language)
    }
    words = {f"words {one}": catalogue.read_sentences(one) for one in LANGUAGES}
    return {
        "rulebook": book,
        "ladder": ladder.load_ladder(),
        "excuses": load_excuses(book),
        **forms,
        **words,
    }


def test_all_that_is_kept_is_what_the_files_say() -> None:
    said = _everything()
    kept_data.cache_clear()
    again = _everything()
    assert all(again[name] is not one for name, one in said.items())
    assert said == again


def test_rulebook_that_is_kept_is_read_from_no_file(shipped: Path) -> None:
    said = rules.load_rulebook(data=shipped)
    for path in shipped.rglob("*.toml"):
        _falsify(path)
    kept_data.cache_clear()
    assert said == rules.load_rulebook(data=shipped)


def test_run_with_everything_kept_imports_nothing_that_reads_toml() -> None:
    program = (
        "import sys\n"
        "from refundcli.adapters import catalogue, ladder, rulebook\n"
        "catalogue.read_sentences('en'), ladder.load_ladder(), rulebook.load_rulebook(('1688',))\n"
        "print(sorted({'tomli', 'tomllib', 'refundcli.core.parsing'} & set(sys.modules)))"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert ("['refundcli.core.parsing', 'tomli']\n", "[]\n") == (first.stdout, second.stdout)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: _write(path, 'says = "other"', LONG_AGO + 1),
        lambda path: _write(path, 'says = "longer"'),
        lambda path: _write(path, 'says = "other"', time.time_ns()),
    ],
    ids=["time", "size", "now"],
)
def test_edited_file_is_noticed(data: Path, change: Callable[[Path], None]) -> None:
    running = KeptData(data)
    before = _read(data, running)
    change(data / "one.toml")
    now = read_toml(data / "one.toml")
    assert before != now
    assert [now, now] == [_read(data, running), _read(data)]


def test_file_that_changes_within_the_same_tick_is_noticed(data: Path) -> None:
    """A file system that counts by twos of seconds gives two changes one time."""
    path = data / "one.toml"
    now = time.time_ns()
    _write(path, 'says = "first"', now)
    assert _read(data) == {"says": "first"}
    _write(path, 'says = "other"', now)
    assert _read(data) == {"says": "other"}


def test_law_that_is_added_is_noticed(shipped: Path) -> None:
    before = rules.load_rulebook(data=shipped).laws
    text = (shipped / "laws" / "cpl.toml").read_text(encoding="utf-8")
    (shipped / "laws" / "mine.toml").write_text(
        text.replace('id = "cpl-', 'id = "mine-'), encoding="utf-8"
    )
    assert {*before, "mine"} == set(rules.load_rulebook(data=shipped).laws)
    (shipped / "laws" / "mine.toml").unlink()
    assert before == rules.load_rulebook(data=shipped).laws


def test_mistake_in_a_file_is_told_each_time_and_never_kept(shipped: Path) -> None:
    path = shipped / "platforms" / "taobao.toml"
    _write(path, path.read_text(encoding="utf-8") + "\n[[ground]]\nid = 1\n")
    for _ in range(2):
        with pytest.raises(BadData) as told:
            rules.load_rulebook(data=shipped)
        assert "platforms/taobao.toml" in str(told.value.message)
        kept_data.cache_clear()


def test_own_rules_are_read_each_time(tmp_path: Path) -> None:
    _write(tmp_path / "mine.toml", "")
    assert rules.load_rulebook((), tmp_path).own[""].grounds == ()
    kept_data.cache_clear()
    _write(tmp_path / "mine.toml", "x = 1")
    with pytest.raises(BadData):
        rules.load_rulebook((), tmp_path)


def _open_to_others(place: Path) -> None:
    place.chmod(0o644)


def _of_another_program(place: Path) -> None:
    place.write_bytes(place.read_bytes().replace(b"refundcli data 1", b"refundcli data 0"))


def _cut(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-1])


def _emptied(place: Path) -> None:
    place.write_bytes(b"")


def _too_big(place: Path) -> None:
    os.truncate(place, LARGEST + 1)


def _linked(place: Path) -> None:
    place.rename(place.with_name("elsewhere"))
    place.symlink_to("elsewhere")


def _pipe(place: Path) -> None:
    place.unlink()
    os.mkfifo(place, 0o600)


@pytest.mark.parametrize(
    "spoil",
    [_open_to_others, _of_another_program, _cut, _emptied, _too_big, _linked, _pipe],
)
def test_spoiled_file_is_not_believed_and_replaced(
    data: Path, spoil: Callable[[Path], None]
) -> None:
    said = _read(data)
    place = _place(data)
    _falsify(data / "one.toml")
    assert said == _read(data), "it was believed while it was whole"
    spoil(place)
    assert _read(data) == {}
    assert place.lstat().st_mode == 0o100600
    _write(data / "one.toml", 'says = "first"')
    assert _read(data) == {}, "what was read since is kept"


def test_byte_that_is_flipped_anywhere_is_no_other_value(data: Path) -> None:
    said = _read(data)
    place = _place(data)
    whole = place.read_bytes()
    _falsify(data / "one.toml")
    for i in range(len(whole)):
        place.write_bytes(whole[:i] + bytes([whole[i] ^ 1]) + whole[i + 1 :])
        assert _read(data) in (said, {}), i


def test_file_of_another_owner_is_not_believed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _read(data)
    _falsify(data / "one.toml")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert _read(data) == {}


def test_folder_that_cannot_be_written_is_done_without(data: Path, tmp_path: Path) -> None:
    folder = _place(data).parents[1]
    folder.parent.mkdir(parents=True)
    folder.write_text("a file")
    assert [_read(data), _read(data)] == [{"says": "first"}] * 2
    assert folder.read_text() == "a file"


def test_relative_cache_folder_is_none(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    assert _read(data) == {"says": "first"}
    assert not (tmp_path / "cache").exists()


def test_what_is_kept_is_for_the_owner_alone(data: Path) -> None:
    before = os.umask(0)
    try:
        _read(data)
    finally:
        os.umask(before)
    place = _place(data)
    modes = {one.stat().st_mode & 0o777 for one in place.parents[:2]}
    assert ({0o700}, 0o600) == (modes, place.stat().st_mode & 0o777)
    assert [place] == list(place.parent.iterdir())


def test_many_installations_have_few_files(tmp_path: Path) -> None:
    assert len({place_of(tmp_path / str(number)) for number in range(100)}) == FILES


def test_two_processes_at_once_leave_a_whole_file(data: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from refundcli.adapters.kept_data import KeptData\n"
        "data, mine = Path(sys.argv[1]), sys.argv[2]\n"
        "for number in range(100):\n"
        "    with KeptData(data) as kept:\n"
        "        name = f'{mine}{number % 5}'\n"
        "        made = kept.value(name, (data / 'one.toml',), lambda: name * 9999)\n"
        "    assert made == name * 9999, name\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", program, str(data), one]) for one in "ab"]
    assert [0, 0] == [one.wait(timeout=60) for one in both]
    assert _read(data) == {"says": "first"}
    _falsify(data / "one.toml")
    assert _read(data) == {"says": "first"}


class _Hostile:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("planted",)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(_Hostile()),
        pickle.dumps(Path()),
        pickle.dumps(say),
        pickle.dumps(BadData),
        b"\x80\x05\x8c\x16refundcli.core.reading\x8c\x08Callable\x93.",
        b"\x80\x05\x8c\x14refundcli.core.rules\x8c\x07Mapping\x93)R.",
        bytes_of(Text("退款", "refund"))[:-1],
        bytes_of(Text("退款", "refund")).replace(b"Text", b"Next"),
        b"",
    ],
)
def test_bytes_that_are_no_value_make_nothing(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError):
        value_of(data)
    assert not Path("planted").exists()


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Decimal(1)).replace(b"\x8c\x011", b"\x8c\x01x"),
        b"\x80\x05\x96" + (2**60).to_bytes(8, "little") + b".",
        b"\x80\x05\x8a\x00)" + b"\x85" * 9 + b"h\xff.",
    ],
    ids=["no number", "more than there is memory", "nothing noted"],
)
def test_bytes_that_are_no_value_are_no_fault_of_the_program(data: bytes) -> None:
    with pytest.raises(ValueError):
        value_of(data)


def test_bytes_import_no_module_but_of_values() -> None:
    with pytest.raises(ValueError):
        value_of(b"\x80\x05\x8c\x04this\x8c\x01s\x93.")
    assert "this" not in sys.modules


def test_value_comes_back_with_all_it_holds() -> None:
    value = Said("sum", {"of": (Decimal("128.00"), Text("退款", "refund"), frozenset({1, None}))})
    assert value == value_of(bytes_of(value))
