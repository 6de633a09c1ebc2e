"""The terminal, left as it was found whatever comes in.

Textual's own driver ends on one byte that is not UTF-8, on a key code that is no character, and
spins where stdin has ended; its handlers of signals wait for locks that the code they interrupt
may hold. This one replaces, skips and leaves, and handles no signal in the middle of anything.
"""

from __future__ import annotations

import codecs
import io
import os
import selectors
import signal
import sys
import termios
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from quiz.ui.thrift import thrifty
from quiz.ui.typed import Keys

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

READ = 4096
TICK = 0.1
STARTS = 100
"""Times that taking the screen is tried, each time after having been put into the background."""
GOING_OUT = 0.002
"""Seconds that a picture is waited for until it is with the terminal; one that hangs takes none."""
TRIES, BETWEEN = 50, 0.01
"""How often, and after how many seconds again, the last word is tried on a terminal that hangs."""
AS_FOUND = (
    b"\x18\x1b\\\x1b[0m\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1006l"
    b"\x1b[?1015l\x1b[?1016l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Ends what was begun, and undoes all that Textual sets."""
SOON = 0.2
"""Seconds that who was continued in the background looks for the foreground before it stops again.

A shell that says `bg` and `fg` at once would be between the system's own look and stop.
"""

_Selector: type[selectors.BaseSelector] = selectors.SelectSelector
"""What waits for keys, and opens no file to do so."""
if sys.platform != "darwin" and hasattr(selectors, "PollSelector"):
    _Selector = selectors.PollSelector  # the other knows no file beyond the 1,024th


class Calm:
    """A file that does not mind when the terminal behind it is gone."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.went_out = threading.Event()
        """Whether all that was written is with the terminal, or lost."""

    def write(self, text: str) -> int:
        """Write, if anybody still listens."""
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        """Flush, if anybody still listens."""
        with suppress(OSError, ValueError):
            self._file.flush()
        self.went_out.set()

    def fileno(self) -> int:
        """Return the file's descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._file.isatty()


def _encoding(file: TextIO) -> str:
    """Return how the terminal writes what is typed; what it has no character for gets a stand-in.

    An encoding of ASCII alone says only that nobody has said which one it is.
    """
    encoding = codecs.lookup(file.encoding or "utf-8").name
    if encoding != "utf-8" and isinstance(file, io.TextIOWrapper):
        from quiz import stand_ins  # deferred: nearly nobody needs it

        file.reconfigure(errors=stand_ins.NAME)
    return "utf-8" if encoding == "ascii" else encoding


class CalmDriver(LinuxDriver):
    """Textual's driver with an input that cannot end the program by what it contains."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        drawn_on = sys.__stderr__ or sys.stderr
        self._encoding = _encoding(drawn_on)
        self._file: Any = Calm(drawn_on)
        self._shown = False
        self._lent = False
        self._pointed = False
        self._resized, self._tell_resized = os.pipe()
        for end in (self._resized, self._tell_resized):
            os.set_blocking(end, False)
        # Textual's handlers run in the middle of anything, a write to the queue that they write
        # to as well: then both wait for good. The loop calls between two things.
        signal.signal(signal.SIGCONT, signal.SIG_DFL)
        self._loop.add_signal_handler(signal.SIGTSTP, self._be_stopped)

    # The screen, taken and given back

    def start_application_mode(self) -> None:
        """Take the screen."""
        # Another program may have left it so that reading and writing can fail for now.
        with suppress(OSError):
            os.set_blocking(self.fileno, True)
        for _ in range(STARTS):
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self._shown = self._key_thread is not None and self._key_thread.is_alive()
            if self._shown:
                break  # else it was stopped: nobody draws from the background
        signal.signal(signal.SIGWINCH, self._on_resized)

    def write(self, data: str) -> None:
        """Write to the terminal, and remember whether the pointer was given a shape."""
        self._pointed = self._pointed or data.startswith("\x1b]22;")
        self._file.went_out.clear()
        super().write(thrifty(data))

    def flush(self) -> None:
        """Let a picture go out before what else follows a key.

        The thread that writes would get to it when there is nothing more to do here, which takes
        as long as a third of the picture did.
        """
        if self._shown:
            self._file.went_out.wait(GOING_OUT)

    def stop_application_mode(self) -> None:
        """Give the screen back as it was found."""
        self._shown = False
        if self._pointed:
            self.write("\x1b]22;default\x07")
        super().stop_application_mode()

    def close(self) -> None:
        """Stop writing, for a while or for good.

        At the end the loop closes what it hears of signals by before it takes that from Python,
        which would say for each ctrl+c in between that it cannot write there.
        """
        if not self._app.is_running:
            self._loop.remove_signal_handler(signal.SIGTSTP)
        super().close()

    def _disable_mouse_support(self) -> None:
        """Turn the mouse off, pixels and in-band resizes too, which Textual leaves on."""
        super()._disable_mouse_support()
        self.write("\x1b[?1016l\x1b[?2048l")

    def suspend_application_mode(self) -> None:
        """Give the screen back for a while."""
        super().suspend_application_mode()
        self._lent = True

    def resume_application_mode(self) -> None:
        """Take it again."""
        self._lent = False
        super().resume_application_mode()

    def give_back_by_force(self) -> bool:
        """Give the screen back though it may take nothing; False where another program has it.

        Waits for nobody: the thread that writes may do so for good, and has the file's lock. What
        else it has to write goes nowhere. For good means that there is no way back.
        """
        if self._lent:
            return False
        if self.attrs_before is None:
            return True
        with suppress(OSError, termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            anew = os.open(
                os.ttyname(self._file.fileno()), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY
            )
            # Where nobody reads, the thread would fill what room there is with its next picture,
            # and has the terminal to itself for as long as a write takes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._file.fileno())
            for _ in range(TRIES):
                # What it has not taken is dropped, so that there is room for the last word; and
                # whoever waits to write is woken, as only going on after a halt does.
                termios.tcflush(anew, termios.TCOFLUSH)
                termios.tcflow(anew, termios.TCOOFF)
                termios.tcflow(anew, termios.TCOON)
                with suppress(BlockingIOError):
                    os.write(anew, AS_FOUND)
                    break
                time.sleep(BETWEEN)
        return True

    def step_aside(self) -> None:
        """Stop, where there is a shell that can continue it; else nothing comes of it.

        The system stops nobody whom no shell looks after, as in a window with no shell in it.
        """
        if not self._shown or os.getpgrp() != os.tcgetpgrp(self.fileno):
            return
        self.suspend_application_mode()
        self._loop.remove_signal_handler(signal.SIGTSTP)
        os.kill(0, signal.SIGTSTP)  # with whatever started it, as the terminal itself does
        self._loop.add_signal_handler(signal.SIGTSTP, self._be_stopped)
        self._come_back()

    def _be_stopped(self) -> None:
        """Stop as a shell's job does; once continued, and in the foreground, come back."""
        try:
            os.tcgetpgrp(self.fileno)
        except OSError:  # the terminal is gone, and with it whoever could continue it
            return
        shown = self._shown
        if shown:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)
        if shown:
            self._come_back()

    def _come_back(self) -> None:
        until = time.monotonic() + SOON
        while not self._in_front():
            if time.monotonic() < until:
                time.sleep(BETWEEN)
                continue
            # The system looks and stops in one: `fg` may come between a look and a stop of ours.
            try:
                os.tcsetpgrp(self.fileno, os.getpgrp())
            except InterruptedError:
                continue
            except OSError:  # no shell looks after it any more
                break
        self.resume_application_mode()
        self._app.call_later(self._app.refresh, layout=True)

    def _in_front(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) in (0, os.getpgrp())
        except OSError:
            return True  # nobody's job, or the terminal is gone

    # Its size

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size of the terminal that is drawn on, whatever the environment says."""
        with suppress(OSError, ValueError):
            width, height = os.get_terminal_size(self._file.fileno())
            if width and height:
                return width, height
        return super()._get_terminal_size()

    def _on_resized(self, *_signal: object) -> None:
        """Leave word; a signal overtakes the keys that were pressed before it."""
        with suppress(OSError):
            os.write(self._tell_resized, b"!")

    def _after_resize(self) -> None:
        with suppress(OSError):
            os.read(self._resized, READ)
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self.process_message(events.Resize(size, size))

    def process_message(self, message: Message) -> None:
        """Hand a message on; with a size, that the window may have been another in between."""
        super().process_message(message)
        regain = getattr(self._app, "regain", None)
        if isinstance(message, events.Resize) and regain is not None:
            self._app.call_later(regain, message.size)

    # Keys

    def send_message(self, message: Message) -> None:
        """Hand a message to the app, without a task of its own to do so."""
        self._loop.call_soon_threadsafe(self._app.post_message, message)

    def _run_input_thread(self) -> None:
        """Read until told to stop; an input that ends or breaks ends the program in order."""
        try:
            self.run_input_thread()
        except (OSError, ValueError):
            self._hang_up()

    def _hang_up(self) -> None:
        if not self.exit_event.is_set():
            gone = getattr(self._app, "hang_up", None) if self.input_tty else None
            self._app.call_later(gone or self._app.exit)

    def run_input_thread(self) -> None:
        """Read keys and the mouse, and hand them to the app; keys before a change of size."""
        decode = codecs.getincrementaldecoder(self._encoding)("replace").decode
        keys = Keys(debug=self._debug)
        with _Selector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._resized, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(TICK)}
                if self.fileno in ready:
                    try:
                        data = os.read(self.fileno, READ)
                    except BlockingIOError:
                        continue
                    if not data:
                        self._hang_up()
                        return
                    for message in keys.take(decode(data), sizes=self._in_band_window_resize):
                        self.process_message(message)
                elif not ready:
                    for message in keys.wait():
                        self.process_message(message)
                if self._resized in ready:
                    self._after_resize()
