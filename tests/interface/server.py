"""Runs the program for tests in children of one process that has imported it already.

`python server.py SOCKET`: a request is one line of JSON with `arguments`, `cwd` and `env`; the answer is one with
`code`, `out` and `err`. Each run is a process of its own, with its own environment, folder and streams.
"""

import json
import os
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from refundcli import main as _imported  # noqa: F401 - imported once, here
from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.rulebook import load_rulebook
from refundcli.commands import TABLE
from refundcli.core.text import LANGUAGES
from refundcli.launcher import main


def serve(path: str) -> None:
    """Answer requests on the socket *path* until whoever started this is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _warm_up()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(connection)
            connection.close()


def _warm_up() -> None:
    """Import every command and read every rule and sentence: nobody's world is looked at."""
    load_excuses(load_rulebook())
    load_ladder()
    read_sentences(*LANGUAGES)
    for entry in TABLE.values():
        for module in (entry,) if isinstance(entry, str) else entry.values():
            __import__(f"refundcli.commands.{module}")


def _answer(connection: socket.socket) -> None:
    with connection, connection.makefile("r", encoding="utf-8") as lines:
        request: dict[str, Any] = json.loads(lines.readline())
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = _run_apart(request, out.fileno(), err.fileno())
            answer = {"code": code, "out": _text(out), "err": _text(err)}
        connection.sendall(json.dumps(answer).encode())
    os._exit(0)


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode())


def _run_apart(request: dict[str, Any], out: int, err: int) -> int:
    """Run the program in a child whose streams are *out* and *err*, and return its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os._exit(_run(request))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(request: dict[str, Any]) -> int:
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    os.chdir(request["cwd"])
    sys.argv = ["refundcli", *request["arguments"]]
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    serve(str(Path(sys.argv[1])))
