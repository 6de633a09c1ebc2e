"""The tests run in ordinary surroundings, whatever handed its own down to them.

A service that blocks or ignores signals, a shell that runs them in the background, a variable of
the user's: each hands that down to every program that a test starts.
"""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

OF_THE_USER = (
    "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "EDITOR", "VISUAL", "TZ", "LC_ALL", "LANGUAGE",
)  # fmt: skip
"""And whatever begins with QUIZ_, TEXTUAL or XDG_; a test that wants one sets it."""
HEARD = (
    "SIGHUP", "SIGQUIT", "SIGTERM", "SIGCHLD", "SIGALRM", "SIGWINCH", "SIGTSTP", "SIGCONT",
    "SIGUSR1", "SIGUSR2", "SIGXCPU",
)  # fmt: skip


def be_ordinary() -> None:
    """Let every signal come, and forget what a user has said to programs."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in (getattr(signal, name, None) for name in HEARD):
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(0o022)
    for name in list(os.environ):
        if name in OF_THE_USER or name.startswith(("QUIZ_", "TEXTUAL", "XDG_")):
            del os.environ[name]
    if os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        os.environ["TERM"] = "xterm-256color"
    os.environ["LANG"] = "C.UTF-8"


be_ordinary()
# A busy machine is no mistake of what is tried.
settings.register_profile("footnote", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("footnote")
