"""The answers of a wizard that was left."""

import stat
from datetime import timedelta
from pathlib import Path

from refundcli.adapters.unfinished import Unfinished
from refundcli.core.periods import beijing

AT = beijing(2026, 11, 22, 10)


def test_answers_are_kept_for_their_owner_alone_with_the_time_they_were_given(
    tmp_path: Path,
) -> None:
    left = Unfinished(tmp_path / "data")
    assert left.left_at is None
    left.keep({"platform": "taobao"}, AT - timedelta(days=1))
    left.keep({"platform": "taobao", "state": "delivered"}, AT)
    assert left.left_at == AT
    assert left.path.read_text("utf-8") == 'platform = "taobao"\nstate = "delivered"\n'
    assert stat.S_IMODE(left.path.stat().st_mode) == 0o600


def test_what_is_set_aside_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    left = Unfinished(tmp_path)
    aside = []
    for platform in ("taobao", "jd"):
        left.keep({"platform": platform}, AT)
        aside.append(left.set_aside())
        assert not left.exists
    assert [one.read_text("utf-8") for one in aside] == [
        'platform = "taobao"\n',
        'platform = "jd"\n',
    ]


def test_what_cannot_be_moved_stays(tmp_path: Path) -> None:
    left = Unfinished(tmp_path / "nowhere")
    assert left.set_aside() == left.path


def test_folder_that_is_a_file_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    left = Unfinished(tmp_path / "file")
    left.keep({"platform": "taobao"}, AT)
    assert left.left_at is None
    left.forget()
