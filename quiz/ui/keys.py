"""The one table of keys: what screens bind, what their last line shows, and what help explains.

The screens' own keys are dispatched by the screen that has them, in the order in which they were
typed (see `page.Page`); the bindings make them known to Textual and to help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from quiz.layouts import latin

if TYPE_CHECKING:
    from collections.abc import Iterable


def _key(key: str, action: str, ident: str, shown: str, description: str, tooltip: str) -> Binding:
    return Binding(
        key, action, description, id=ident, key_display=shown, tooltip=tooltip, show=False
    )


APP: Final = (
    Binding(
        "ctrl+c",
        "leave",
        "Leave",
        id="app.leave",
        key_display="ctrl+c",
        tooltip="Leave from anywhere; nothing is lost",
        priority=True,
        show=False,
    ),
    Binding(
        "ctrl+q",
        "leave",
        "Leave",
        id="app.quit",
        key_display="ctrl+q",
        tooltip="The same",
        priority=True,
        show=False,
    ),
    Binding(
        "ctrl+z",
        "step_aside",
        "Stop",
        id="app.step_aside",
        key_display="ctrl+z",
        tooltip="To the shell for a while; fg comes back",
        priority=True,
        show=False,
    ),
    Binding(
        "ctrl+p",
        "command_palette",
        "Commands",
        id="app.commands",
        key_display="ctrl+p",
        tooltip="Themes and other commands",
        priority=True,
        show=False,
    ),
)

HOME: Final = (
    _key("up,k", "up", "home.up", "↑", "Up", "The pack above"),
    _key("down,j", "down", "home.down", "↓", "Down", "The pack below"),
    _key("enter,space", "start", "home.start", "enter", "Start", "Play what is marked"),
    _key("1,2,3,4,5,6,7,8,9", "nth", "home.nth", "1–9", "Start", "Play that pack at once"),
    _key("c,right,plus", "more", "home.more", "c →", "More", "Ask more questions"),
    _key("C,left,minus", "fewer", "home.fewer", "←", "Fewer", "Ask fewer questions"),
    _key("m", "mode", "home.mode", "m", "Mode", "The list of modes, and what is due"),
    _key("tab", "next_mode", "home.next_mode", "tab", "Next mode", "Practice, review, exam"),
    _key("t", "topic", "home.topic", "t", "Topic", "Keep to one topic of the pack"),
    _key("p", "progress", "home.progress", "p", "Progress", "Days, mastery, what you mix up"),
    _key("u", "students", "home.students", "u", "Student", "Somebody else plays, or someone new"),
    _key("o", "options", "home.options", "o", "Options", "Confidence, time, goals, theme"),
    _key("l", "light", "home.light", "l", "Light", "Paper instead of ink, or ink again"),
    _key("x,delete", "drop", "home.drop", "x", "Put away", "Do not offer what was begun again"),
    _key("pageup", "page_up", "home.page_up", "page ↑", "Page up", "A screen up"),
    _key("pagedown", "page_down", "home.page_down", "page ↓", "Page down", "A screen down"),
    _key("question_mark,f1", "help", "home.help", "?", "Keys", "This page"),
    _key("q", "quit", "home.quit", "q", "Leave", "Leave Footnote"),
)

ANSWERING: Final = (
    _key(
        "1,2,3,4,5,6,7,8,9",
        "answer",
        "answer.digit",
        "1–9",
        "Choose",
        "Choose, tick, or pick in order",
    ),
    _key("0", "unknown", "answer.unknown", "0", "I don’t know", "Be told; it costs nothing extra"),
    _key("up,down", "point", "answer.point", "↑ ↓", "Point", "Point at another row"),
    _key("space", "tick", "answer.tick", "space", "Tick", "Choose or tick where you point"),
    _key("enter", "give", "answer.give", "enter", "Answer", "Give what was typed or arranged"),
    _key("t,f", "judge", "answer.judge", "t f", "True, false", "Judge a statement"),
    _key(
        "shift+up,shift+down,K,J",
        "move",
        "answer.move",
        "⇧↑ ⇧↓",
        "Move",
        "Put a thing earlier or later",
    ),
    _key("a,b,c", "pair", "answer.pair", "a b c", "Partner", "Pair it with the marked number"),
    _key("backspace", "back", "answer.back", "backspace", "Back", "Take the last step back"),
    _key(
        "escape", "sure", "answer.sure", "1–3 esc", "How sure", "If you are asked; esc: think again"
    ),
    _key("tab", "other", "answer.other", "tab", "Give up", "From typing to I don’t know"),
)

QUESTION: Final = (
    _key("space,enter,right,n", "next", "question.next", "space", "Next", "On to the next one"),
    _key("s", "sources", "question.sources", "s", "Sources", "Read the passages themselves"),
    _key(
        "u,f9", "undo", "question.undo", "u f9", "Undo", "Take the last answer back, step by step"
    ),
    _key("w", "claim", "question.claim", "w", "I was right", "Count what you typed as right"),
    _key("r", "report", "question.report", "r", "Report", "Tell the author what is wrong with it"),
    _key("up,k", "up", "question.up", "↑", "Up", "Scroll the explanation up"),
    _key("down,j", "down", "question.down", "↓", "Down", "Scroll the explanation down"),
    _key("pageup", "page_up", "question.page_up", "page ↑", "Page up", "A page of it up"),
    _key("pagedown", "page_down", "question.page_down", "page ↓", "Page down", "A page down"),
    _key("home", "top", "question.top", "home", "Top", "To its beginning"),
    _key("end", "end", "question.end", "end", "End", "To its end"),
    _key("question_mark,f1", "help", "question.help", "? f1", "Keys", "This page"),
    _key("q,f10", "home", "question.home", "q f10", "Pause", "Go home; go on where you stopped"),
)

SOURCES: Final = (
    _key("right,n,space,enter", "next", "source.next", "→", "Next", "The next source"),
    _key("left,p,backspace", "previous", "source.previous", "←", "Previous", "The one before"),
    _key("o", "open", "source.open", "o", "Open", "Open its address in the browser"),
    _key("c,y", "copy", "source.copy", "c", "Copy", "Copy the reference; again: in another style"),
    _key("up,k", "up", "source.up", "↑", "Up", "Scroll up"),
    _key("down,j", "down", "source.down", "↓", "Down", "Scroll down"),
    _key("pageup", "page_up", "source.page_up", "page ↑", "Page up", "A page up"),
    _key("pagedown", "page_down", "source.page_down", "page ↓", "Page down", "A page down"),
    _key("question_mark,f1", "help", "source.help", "?", "Keys", "This page"),
    _key("s,q,escape", "close", "source.close", "s q", "Back", "Back to the question"),
)

RESULTS: Final = (
    _key("m,1", "again", "results.again", "m 1", "Missed", "Play what you missed again"),
    _key("n,2", "new", "results.new", "n 2", "New set", "New questions from the same pack"),
    _key("c", "copy", "results.copy", "c", "Copy", "Copy the card of a daily set"),
    _key("up,k", "up", "results.up", "↑", "Up", "Scroll up"),
    _key("down,j", "down", "results.down", "↓", "Down", "Scroll down"),
    _key("pageup", "page_up", "results.page_up", "page ↑", "Page up", "A page up"),
    _key("pagedown,space", "page_down", "results.page_down", "page ↓", "Page down", "A page down"),
    _key("question_mark,f1", "help", "results.help", "?", "Keys", "This page"),
    _key("h,enter,q,3", "home", "results.home", "enter", "Home", "Back to the packs"),
)

TOPICS: Final = (
    _key("up,k", "up", "topics.up", "↑", "Up", "The topic above"),
    _key("down,j", "down", "topics.down", "↓", "Down", "The topic below"),
    _key("enter,space", "choose", "topics.choose", "enter", "Choose", "Keep to the marked topic"),
    _key("0,1,2,3,4,5,6,7,8,9", "nth", "topics.nth", "0–9", "Choose", "That topic; 0: all of them"),
    _key("q,t,escape", "close", "topics.close", "q t", "Back", "Leave it as it was"),
)

PROGRESS: Final = (
    _key("right,tab,l", "next", "progress.next", "→", "Next", "The next page"),
    _key("left,shift+tab,h", "previous", "progress.previous", "←", "Previous", "The page before"),
    _key("1,2,3,4,5", "nth", "progress.nth", "1–5", "Page", "That page"),
    _key("up,k", "up", "progress.up", "↑", "Up", "The fact or pair above"),
    _key("down,j", "down", "progress.down", "↓", "Down", "The fact or pair below"),
    _key("enter,space", "open", "progress.open", "enter", "Open", "How the marked fact fades"),
    _key("pageup", "page_up", "progress.page_up", "page ↑", "Page up", "A page up"),
    _key("pagedown", "page_down", "progress.page_down", "page ↓", "Page down", "A page down"),
    _key("question_mark,f1", "help", "progress.help", "?", "Keys", "This page"),
    _key("p,q,escape", "close", "progress.close", "p q", "Back", "Back to the packs"),
)

STUDENTS: Final = (
    _key("up,k", "up", "students.up", "↑", "Up", "The student above"),
    _key("down,j", "down", "students.down", "↓", "Down", "The student below"),
    _key("enter,space", "choose", "students.choose", "enter", "Choose", "The marked one plays"),
    _key("1,2,3,4,5,6,7,8,9", "nth", "students.nth", "1–9", "Choose", "That one plays"),
    _key("n", "new", "students.new", "n", "Someone new", "Type a name, and play under it"),
    _key("question_mark,f1", "help", "students.help", "?", "Keys", "This page"),
    _key("u,q,escape", "close", "students.close", "u q", "Back", "Leave it as it was"),
)

OPTIONS: Final = (
    _key("up,k", "up", "options.up", "↑", "Up", "The option above"),
    _key("down,j", "down", "options.down", "↓", "Down", "The option below"),
    _key("space,right,enter,plus", "more", "options.more", "space →", "Change", "The next choice"),
    _key("left,minus,backspace", "less", "options.less", "←", "Back a step", "The one before"),
    _key("question_mark,f1", "help", "options.help", "?", "Keys", "This page"),
    _key("o,q,escape", "close", "options.close", "o q", "Done", "Back to the packs; it is kept"),
)

PICK: Final = (
    _key("up,k", "up", "pick.up", "↑", "Up", "The one above"),
    _key("down,j", "down", "pick.down", "↓", "Down", "The one below"),
    _key("enter,space", "choose", "pick.choose", "enter", "Choose", "Choose what is marked"),
    _key("1,2,3,4,5,6,7,8,9", "nth", "pick.nth", "1–9", "Choose", "That one at once"),
    _key("question_mark,f1", "help", "pick.help", "?", "Keys", "This page"),
    _key("q,m,escape", "close", "pick.close", "q", "Back", "Leave it as it was"),
)

CARD: Final = (
    _key("c", "copy", "card.copy", "c", "Copy", "Copy the card"),
    _key("up,k", "up", "card.up", "↑", "Up", "Scroll up"),
    _key("down,j", "down", "card.down", "↓", "Down", "Scroll down"),
    _key("question_mark,f1", "help", "card.help", "?", "Keys", "This page"),
    _key("enter,space,q,escape", "close", "card.close", "enter", "Back", "Back to the packs"),
)

DUEL: Final = (
    _key("1,2,3,4", "left", "duel.left", "1–4", "Left", "Player one: choose"),
    _key("7,8,9,0", "right", "duel.right", "7–0", "Right", "Player two: choose"),
    _key("x", "unknown", "duel.unknown", "x", "Nobody knows", "Be told; nobody takes the point"),
    _key("space,enter,n", "next", "duel.next", "space", "Next", "On to the next one"),
    _key("s", "sources", "duel.sources", "s", "Sources", "Read the passages themselves"),
    _key("up,k", "up", "duel.up", "↑", "Up", "Scroll the explanation up"),
    _key("down,j", "down", "duel.down", "↓", "Down", "Scroll the explanation down"),
    _key("pageup", "page_up", "duel.page_up", "page ↑", "Page up", "A page of it up"),
    _key("pagedown", "page_down", "duel.page_down", "page ↓", "Page down", "A page down"),
    _key("question_mark,f1", "help", "duel.help", "? f1", "Keys", "This page"),
    _key("q,f10", "home", "duel.home", "q f10", "Pause", "Go home; go on where you stopped"),
)

HELP: Final = (
    _key("up,k", "up", "help.up", "↑", "Up", "Scroll up"),
    _key("down,j", "down", "help.down", "↓", "Down", "Scroll down"),
    _key("pageup", "page_up", "help.page_up", "page ↑", "Page up", "A page up"),
    _key("pagedown,space", "page_down", "help.page_down", "page ↓", "Page down", "A page down"),
    _key(
        "question_mark,f1,q,escape,enter", "close", "help.close", "? q", "Back", "Close this page"
    ),
)

PREVIEW: Final = (
    _key("up,k", "up", "preview.up", "↑", "Up", "The row above"),
    _key("down,j", "down", "preview.down", "↓", "Down", "The row below"),
    _key("pageup", "page_up", "preview.page_up", "page ↑", "Page up", "A screen of rows up"),
    _key("pagedown", "page_down", "preview.page_down", "page ↓", "Page down", "A screen down"),
    _key("home", "top", "preview.top", "home", "First", "The first row"),
    _key("end", "end", "preview.end", "end", "Last", "The last row"),
    _key("slash", "search", "preview.search", "/", "Find", "Show only rows with these words"),
    _key("g", "group", "preview.group", "g", "Group", "By topic, or by kind and topic"),
    _key("right,n", "next", "preview.next", "→", "Next", "The row’s next question"),
    _key("left,p", "previous", "preview.previous", "←", "Previous", "The question before"),
    _key("space", "more", "preview.more", "space", "More", "Scroll the question down"),
    _key("backspace,b", "less", "preview.less", "b", "Back up", "Scroll the question up"),
    _key("w", "why_not", "preview.why_not", "w", "Why not", "What the row is not asked, and why"),
    _key("f", "form", "preview.form", "f", "Form", "Only choice, only typed, … and all again"),
    _key("F", "form_back", "preview.form_back", "F", "Form", "The same the other way round"),
    _key("1,2,3", "nth", "preview.nth", "1–3", "Level", "Options far apart, usual, close"),
    _key("l", "level", "preview.level", "l", "Level", "The next level"),
    _key("r", "again", "preview.again", "r", "Redraw", "Other wrong options, by chance"),
    _key("e,enter", "edit", "preview.edit", "enter", "Edit", "Open your editor at the row"),
    _key("m", "mend", "preview.mend", "m", "Mend", "Open your editor at the problem"),
    _key("tab", "problem", "preview.problem", "tab", "Problem", "Read the next problem"),
    _key("shift+tab", "problem_back", "preview.problem_back", "⇧tab", "Problem", "The one before"),
    _key("question_mark,f1", "help", "preview.help", "?", "Keys", "This page"),
    _key("q", "quit", "preview.quit", "q", "Leave", "Leave the preview"),
)

SECTIONS: Final = {
    "Home": HOME,
    "Answering": ANSWERING,
    "After the answer": QUESTION,
    "Sources": SOURCES,
    "Results": RESULTS,
    "Topics": TOPICS,
    "Students": STUDENTS,
    "Options": OPTIONS,
    "Lists": PICK,
    "A duel": DUEL,
    "The card of a day": CARD,
    "Progress": PROGRESS,
    "This page": HELP,
    "Everywhere": APP,
}
"""What help shows, in its order."""

PREVIEW_SECTIONS: Final = {"Preview": PREVIEW, "This page": HELP, "Everywhere": APP}
"""The same in the preview, which is an app of its own."""


_NAMES: Final = {"?": "question_mark", "/": "slash", "+": "plus", "-": "minus", " ": "space"}


def meanings(key: str, character: str | None, *, writing: bool) -> list[tuple[str, str | None]]:
    """Return what a key may mean, as key and character, what it means first first.

    On a keyboard without Latin letters it is the letter of the same key, and a digit is a digit;
    where something is `writing`, it is itself before that.
    """
    own = (key, character)
    other = latin(character) if character is not None else None
    if other is None:
        return [own]
    named = (_NAMES.get(other, other), other)
    return [own, named] if writing else [named]


def actions(bindings: Iterable[Binding]) -> dict[str, str]:
    """Return which action each single key means."""
    return {binding.key: binding.action for binding in Binding.make_bindings(bindings)}
