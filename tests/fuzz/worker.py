"""The process that takes the files: little memory, one line in and one line out for each.

It is started by `Keeper`, which ends it where one file takes too long.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
MEMORY = 1 << 30
"""Bytes of address space that a worker may take."""
HANGS = 5.0
"""Seconds of a processor for one file after which the worker is ended."""
WAITS = 120.0
"""Seconds by the clock, for a worker that sleeps; the machine may be busy with other things."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Outcome:
    """What became of one file."""

    status: str
    """"loaded", "refused", "broke" (a traceback), "hung", "died"."""
    seconds: float = 0.0
    """Of a processor."""
    told: str = ""
    """The traceback, or where it hung."""
    peak: int = 0
    """The most memory that the worker has held so far, in kB."""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        return self.status not in ("loaded", "refused")

    @property
    def signature(self) -> str:
        """What the same fault has in common in several files: its kind and the last places."""
        places = [
            found[1] + "." + found[2]
            for found in re.finditer(r"/(quiz/[\w/]+)\.py\"?, line \d+,? in (\w+)", self.told)
        ]
        last = re.sub(r"[^A-Za-z :]+", "", self.told.rstrip().rpartition("\n")[2])[:70]
        shown = places[:2] if self.status == "hung" else places[-2:]
        return f"{self.status} {'' if self.status == 'hung' else last} {' < '.join(shown)}"


class Keeper:
    """Starts workers, hands them files, and ends those that hang."""

    def __init__(self, *, naive: bool = False, memory: int = MEMORY, hangs: float = HANGS) -> None:
        self._command = [sys.executable, "-m", "tests.fuzz.worker", str(memory)]
        self._command += ["naive"] if naive else []
        self._hangs = hangs
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def take(self, kind: str, path: Path, **more: Any) -> Outcome:
        """Return what became of one file, put through everything that its kind goes through."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        before = _used(process.pid)
        line = json.dumps({"kind": kind, "path": str(path), **more}) + "\n"
        try:
            process.stdin.write(line.encode())
            process.stdin.flush()
        except BrokenPipeError:
            return self._died()
        end = time.monotonic() + WAITS
        while not select.select([process.stdout], [], [], 0.1)[0]:
            used = _used(process.pid) - before
            if used > self._hangs or time.monotonic() > end:
                return self._hung(used)
        answer = process.stdout.readline()
        return Outcome(**json.loads(answer)) if answer.endswith(b"\n") else self._died()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe
            )
            assert self._process.stdout is not None
            self._process.stdout.readline()  # it has imported what it needs
        return self._process

    def _hung(self, used: float) -> Outcome:
        assert self._process is not None
        self._process.send_signal(signal.SIGUSR1)
        time.sleep(0.2)  # for the list of its frames; only where something was found
        self._process.kill()
        _, told = self._process.communicate()
        self._process = None
        return Outcome(status="hung", seconds=used, told=told.decode("utf-8", "replace")[-4000:])

    def _died(self) -> Outcome:
        assert self._process is not None
        _, told = self._process.communicate()
        status = self._process.returncode
        self._process = None
        shown = told.decode("utf-8", "replace")[-4000:]
        return Outcome(status="died", told=f"{shown}\nexit status {status}")


def _used(pid: int) -> float:
    """Return the seconds of a processor that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def main() -> None:
    """Answer each line of stdin, until there is none."""
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1)
    os.environ["QUIZ_DEBUG"] = "1"
    from tests.fuzz import journey, naive

    journeys = naive.JOURNEYS if "naive" in sys.argv else journey.JOURNEYS
    out = sys.stdout
    print("ready", file=out, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        start = time.process_time()
        status, told, counts = "broke", "", dict[str, int]()
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                status = journeys[asked.pop("kind")](Path(asked.pop("path")), counts, **asked)
        except BaseException:  # noqa: BLE001  # whatever it is, it is what is looked for
            told = traceback.format_exc()[-6000:]
        outcome = Outcome(
            status=status,
            seconds=time.process_time() - start,
            told=told,
            peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            counts=counts,
        )
        shown = {name: getattr(outcome, name) for name in Outcome.__slots__}
        print(json.dumps(shown), file=out, flush=True)


if __name__ == "__main__":
    main()
