"""Answers in the words of each script: those of this version, and those that earlier ones installed."""

import pytest

from refundcli.render.tab_text import OLDER, Offered, lines

OFFERED = Offered((("taobao", "Taobao: the shop"), ("a:b", "")))
HOSTILE = Offered((("$(touch x)", "a"), ("a b", ""), ("x;y", ""), ("tb-1", "")))


def test_lines_hold_a_value_and_its_help() -> None:
    assert lines(OFFERED) == "taobao\tTaobao: the shop\na:b\t\n"


@pytest.mark.parametrize(("name", "told"), [("paths", ":files\n"), ("folders", ":folders\n")])
def test_shell_is_told_to_complete_files_by_itself(name: str, told: str) -> None:
    assert lines(Offered(completes=name)) == told


def test_older_scripts_are_answered_as_typer_did() -> None:
    assert {shell: write(OFFERED) for shell, write in OLDER.items()} == {
        "bash": "taobao\na:b\n",
        "zsh": ('_arguments \'*: :(("taobao":"Taobao\\\\: the shop"\n"a\\\\:b"))\'\n'),
        "fish": "taobao\tTaobao: the shop\na:b\n",
        "powershell": "taobao:::Taobao: the shop\na:b::: \n",
        "pwsh": "taobao:::Taobao: the shop\na:b::: \n",
    }


@pytest.mark.parametrize("shell", OLDER)
def test_older_scripts_get_no_value_that_a_shell_would_act_on(shell: str) -> None:
    text = OLDER[shell](HOSTILE)
    assert "tb-1" in text
    assert [one for one in ("touch", "a b", ";") if one in text] == []


def test_older_script_of_zsh_completes_files_where_there_is_nothing_else() -> None:
    assert OLDER["zsh"](Offered()) == "_files\n"
