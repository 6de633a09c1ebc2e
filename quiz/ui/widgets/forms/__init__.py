"""How each form is answered on the screen: one widget a form, in one table.

To add a form, write its widget and put it in `FORMS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Form as FormName
from quiz.ui.widgets.forms.choice import ChoiceForm
from quiz.ui.widgets.forms.match import MatchForm
from quiz.ui.widgets.forms.multi import MultiForm
from quiz.ui.widgets.forms.number import NumberForm
from quiz.ui.widgets.forms.order import OrderForm
from quiz.ui.widgets.forms.timeline import TimelineForm
from quiz.ui.widgets.forms.true_false import TrueFalseForm
from quiz.ui.widgets.forms.typed import TypedForm

if TYPE_CHECKING:
    from quiz.model import Question
    from quiz.ui.widgets.forms.base import Form

FORMS: dict[FormName, type[Form]] = {
    FormName.CHOICE: ChoiceForm,
    FormName.MULTI: MultiForm,
    FormName.TRUE_FALSE: TrueFalseForm,
    FormName.TYPED: TypedForm,
    FormName.NUMBER: NumberForm,
    FormName.CLOZE: TypedForm,
    FormName.ORDER: OrderForm,
    FormName.MATCH: MatchForm,
    FormName.ODD_ONE_OUT: ChoiceForm,
    FormName.TIMELINE: TimelineForm,
    FormName.SOURCES: ChoiceForm,
}


def widget_for(question: Question) -> type[Form]:
    """Return the widget that the question is answered with."""
    several = sum(option.correct for option in question.options) > 1
    if question.form is FormName.SOURCES and several:
        return MultiForm
    return FORMS[question.form]
