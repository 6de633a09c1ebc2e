"""A page that is painted as soon as a key was handled."""

# ruff: noqa: SLF001  # nothing public tells what a widget wants

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from textual import events
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    # Textual takes styles and the like from the first base that is a widget of its own.
    _Base = object


_waiting = attrgetter("_pending_message", "_message_queue.values")


class AtOnce(_Base):
    """A page that asks its widgets what is to be painted, and does not wait to be told.

    Textual wakes each widget that was changed, has it send a message or two to the page, and has a
    clock wake the page: forty turns of its loop, a tenth of the time that a key takes.
    """

    @property
    def hurried(self) -> bool:
        """Whether another key is waiting already."""
        following, others = _waiting(self)
        return any(isinstance(message, events.Key) for message in (following, *others))

    def paint(self) -> None:
        """Paint what was changed, now, unless styles are to be looked up before."""
        widgets = self.walk_children(Widget, with_self=False)
        if any(widget._refresh_styles_required for widget in widgets):
            return
        for widget in widgets:
            if widget._repaint_required or widget._layout_required or widget._scroll_required:
                self._take_over(widget)
        self._on_timer_update()

    def _take_over(self, widget: Widget) -> None:
        """Note what a widget wants, which will say nothing itself then."""
        if widget._repaint_required and widget.display:
            self._dirty_widgets.add(widget)
        if widget._layout_required:
            self._layout_required = True
            self._layout_widgets.setdefault(self, set()).add(widget)
            self._forget_places(widget)
        elif widget._scroll_required:
            self._scroll_required = True
        widget._repaint_required = widget._layout_required = widget._scroll_required = False

    def _forget_places(self, widget: Widget) -> None:
        """Have the widget placed anew, and all around it that are as large as what is in them."""
        for around in widget.ancestors:
            if not isinstance(around, Widget):
                break
            around._clear_arrangement_cache()
            around._layout_updates += 1
            if not around.styles.auto_dimensions:
                break
