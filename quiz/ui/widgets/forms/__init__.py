"""How each form is answered on the screen: one widget a form, in one table.

To add a form, write its widget and put it in `FORMS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from quiz.form import Form as FormName

if TYPE_CHECKING:
    from quiz.model import Question
    from quiz.ui.widgets.forms.base import Form

_MULTI = "multi.MultiForm"
FORMS = {
    FormName.CHOICE: "choice.ChoiceForm",
    FormName.MULTI: _MULTI,
    FormName.TRUE_FALSE: "true_false.TrueFalseForm",
    FormName.TYPED: "typed.TypedForm",
    FormName.NUMBER: "number.NumberForm",
    FormName.CLOZE: "typed.TypedForm",
    FormName.ORDER: "order.OrderForm",
    FormName.MATCH: "match.MatchForm",
    FormName.ODD_ONE_OUT: "choice.ChoiceForm",
    FormName.TIMELINE: "timeline.TimelineForm",
    FormName.SOURCES: "choice.ChoiceForm",
}
"""The module here and the class in it, which is loaded when a question needs it."""


def widget_for(question: Question) -> type[Form]:
    """Return the widget that the question is answered with."""
    several = sum(option.correct for option in question.options) > 1
    name = _MULTI if question.form is FormName.SOURCES and several else FORMS[question.form]
    module, _, widget = name.partition(".")
    found: type[Form] = getattr(import_module(".".join((__name__, module))), widget)
    return found
