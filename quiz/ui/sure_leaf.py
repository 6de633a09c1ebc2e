"""Between an answer and its verdict: how sure the student is, where that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.play.certainty import LEVELS
from quiz.ui.question_leaf import CHROME, QuestionLeaf

if TYPE_CHECKING:
    from quiz.model import Response
    from quiz.ui.widgets.sure_line import SureLine

_BACK = frozenset({"escape", "backspace", "left"})
_DEGREES = {str(level): level for level in LEVELS}


class SureLeaf(QuestionLeaf):
    """A question whose answer waits until it is said how sure it is; until then it can change."""

    def __init__(self) -> None:
        super().__init__()
        self._held: tuple[Response, int] | None = None
        """The response that waits, and the milliseconds that it took."""

    def _submit(self, response: Response, confidence: int | None = None) -> None:
        """Take a response."""
        raise NotImplementedError

    def _hold(self, response: Response, latency_ms: int) -> None:
        """Ask how sure the response is."""
        self._held = (response, latency_ms)
        if self._form is not None:
            self._form.hold(response)
        self.wear(True, "-asking")
        self.sure.add_class("-asked")
        self.asked.styles.max_height = max(4, self.size.height - CHROME)
        self.show_hints()

    def _release(self) -> None:
        """Ask no longer: the response was taken, or taken back."""
        if self._held is None:
            return
        self._held = None
        self.wear(False, "-asking")
        self.sure.remove_class("-asked")
        self.asked.styles.max_height = None

    def _typed_while_held(self, key: str) -> bool:
        """Take a key while it is asked; return whether it meant something."""
        if key in _BACK:
            self._release()
            return True
        if key in _DEGREES and self._held is not None:
            self._submit(self._held[0], _DEGREES[key])
            return True
        return False

    def on_sure_line_chosen(self, message: SureLine.Chosen) -> None:
        """Take a degree that was clicked."""
        message.stop()
        if self._held is not None:
            self._submit(self._held[0], message.confidence)
            self.show_hints()
