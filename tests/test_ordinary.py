"""What was handed down to the tests is put away before the first of them."""

from __future__ import annotations

import os
import signal

import pytest

from tests.conftest import be_ordinary


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals to hand down")
def test_nothing_of_it_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("QUIZ_PACKS", "/nosuch")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("TERM", "dumb")
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    umask = os.umask(0o077)
    try:
        be_ordinary()
        assert os.umask(0o022) == 0o022
        assert signal.getsignal(signal.SIGCHLD) is signal.SIG_DFL
        assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
        assert not {"COLUMNS", "QUIZ_PACKS"} & os.environ.keys()
        assert os.environ["TERM"] != "dumb"
    finally:
        signal.signal(signal.SIGCHLD, before)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.umask(umask)
