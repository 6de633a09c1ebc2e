"""What comes in is cut into keys and pastes, in whatever pieces it comes; the rest is nothing."""

from __future__ import annotations

import random

import pytest
from textual import events

from quiz.ui.incoming import BURST, LONGEST, TICKS, Incoming, Pasted
from quiz.ui.typed import Keys

NOTHING = [
    "\x1b]11;rgb:1818/1515/1212\x1b\\",
    "\x1b]11;rgb:1818/1515/1212\x07",
    "\x1bP>|kitty(0.35.1)\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[?62;22c",
    "\x1b[>1;4000;13c",
    "\x1b[?1u",
    "\x1b[0n",
    "\x1b[?997;1n",
    "\x1b[4;480;640t",
    "\x1b[48;24;80;480;800t",
    "\x1b[48;0;0;0;0t",
    "\x1b[9999999u",
    "\x1b[<35;7;9" + "1" * 60 + "M",
    "\x1b[" + "1;" * 3000 + "A",
    "\x1b[[Z",
    "\x1b[M 12",
    "\x9b2J",
    "\x9d0;1\x9c",
    "\x90q1\x9c",
    "\x1b[12\x80",
    "\x1b]1\x18",
]
"""What answers nothing, though each has digits in it or stands for a key once it is broken up."""
KEYS = {
    "1": ["1"],
    "é": ["é"],
    "\r": ["enter"],
    "\x03": ["ctrl+c"],
    "\x1b[A": ["up"],
    "\x1bOP": ["f1"],
    "\x1b[[A": ["f1"],
    "\x1b[21~": ["f10"],
    "\x1b[3$": ["shift+delete"],
    "\x1b[1;5C": ["ctrl+right"],
    "\x1b[27u": ["escape"],
    "\x1bx": ["alt+x"],
    "\x1b\x03": ["escape", "ctrl+c"],
    "\x1b]1\x03": ["ctrl+c"],
    "\x1b[5\x03": ["ctrl+c"],
    "a\x1b[Bb": ["a", "down", "b"],
}


def keys(*pieces: str, quiet: int = 0) -> list[str]:
    """Return the names of the keys, after what came in and as many quiet ticks."""
    taken = Keys()
    messages = [m for piece in pieces for m in taken.take(piece, sizes=False)]
    messages += [m for _ in range(quiet) for m in taken.wait()]
    return [m.key for m in messages if isinstance(m, events.Key)]


@pytest.mark.parametrize("sequence", NOTHING)
def test_what_a_terminal_says_is_no_key(sequence: str) -> None:
    kept = [key for key in keys(sequence, "x", "y", quiet=TICKS) if key not in ("x", "y")]
    assert [key for key in kept if key not in ("ctrl+x", "\x80")] == []
    assert keys(sequence, "y")[-1] == "y"


@pytest.mark.parametrize(("typed", "expected"), KEYS.items(), ids=map(repr, KEYS))
def test_keys_are_keys_whole_or_letter_by_letter(typed: str, expected: list[str]) -> None:
    assert keys(typed) == expected
    assert keys(*typed, quiet=1) == expected


@pytest.mark.parametrize("sequence", NOTHING)
def test_a_reply_in_pieces_is_no_key_either(sequence: str) -> None:
    whole = keys(sequence, "y", quiet=TICKS)
    assert keys(*sequence, "y", quiet=TICKS) == whole


def test_escape_alone_is_a_key_once_nothing_follows() -> None:
    assert keys("\x1b") == []
    assert keys("\x1b", quiet=1) == ["escape"]
    assert keys("\x1b\x1b[A", quiet=1) == ["escape", "up"]


@pytest.mark.parametrize("begun", ["\x1b[", "\x1b]", "\x1bP", "\x1bO", "\x1b[<0;1", "\x1b]11;rgb"])
def test_what_is_never_ended_is_forgotten(begun: str) -> None:
    taken = Incoming()
    assert taken.take(begun) == []
    for _ in range(TICKS):
        assert taken.wait() == []
    assert taken.take("2") == ["2"]


@pytest.mark.parametrize(
    "pasted", ["1", "\x1b[2J", "\x1b]0;2\x07", "\x1b[200~1", "\x9b201~\x9c", ""]
)
def test_a_paste_is_a_paste_whatever_it_contains(pasted: str) -> None:
    for pieces in (
        [f"\x1b[200~{pasted}\x1b[201~y"],
        ["\x1b[200~", pasted, "\x1b[201~", "y"],
        [*f"\x1b[200~{pasted}\x1b[201~y"],
    ):
        taken = Incoming()
        found = [piece for typed in pieces for piece in taken.take(typed)]
        assert found == [Pasted(pasted), "y"]


def test_a_paste_that_nobody_ends_swallows_no_key_for_good() -> None:
    taken = Incoming()
    assert taken.take("\x1b[200~half a sentence") == []
    for _ in range(TICKS):
        assert taken.wait() == []
    assert taken.take("and much more of it, 1, 2, 3") == []
    assert taken.take("\x03") == []
    for _ in range(TICKS):
        assert taken.wait() == []
    assert taken.take("\x03")[1:] == ["\x03"]


def test_nothing_grows_without_end() -> None:
    for begin in ("\x1b[200~", "\x1b]", "\x1b[", "\x1b_"):
        taken = Incoming()
        for _ in range(40):
            assert taken.take((begin if begin != "\x1b[200~" else "") + "1" * 4096) in (
                [],
                ["1" * 4096],
            )
        taken = Incoming()
        taken.take(begin)
        for _ in range(40):
            taken.take("1" * 4096)
        assert len(taken._begun) + len(taken._paste or "") <= LONGEST + 4096


def test_noise_in_any_pieces_is_the_same_noise() -> None:
    """Also that nothing which comes in can break it, or be lost on the way out of a paste."""
    rng = random.Random(7)
    parts = [
        "\x1b",
        "[",
        "]",
        "<",
        "M",
        "1",
        ";",
        "$",
        "~",
        "\x07",
        "\\",
        "é",
        "\x9b",
        "\x03",
        "200~",
    ]
    for _ in range(2000):
        typed = "".join(rng.choices(parts, k=rng.randrange(1, 30))) + "\x1b[201~y"
        assert keys(typed)[-1:] == ["y"], repr(typed)
        if "\x1b[200~" not in typed:
            cut = rng.randrange(len(typed))
            assert keys(typed[:cut], typed[cut:]) == keys(typed), repr((typed, cut))


def test_a_size_is_taken_only_where_it_was_asked_for_and_can_be() -> None:
    asked = Keys()
    for report, count in (
        ("\x1b[48;30;100;600;1000t", 1),
        ("\x1b[48;0;0;0;0t", 0),
        ("\x1b[48;99999;99999;9;9t", 0),
    ):
        assert len(list(asked.take(report, sizes=True))) == count, report
        assert list(Keys().take(report, sizes=False)) == []


def test_a_broken_sequence_leaves_the_mouse_where_it_is() -> None:
    """The parser that takes over has to know that places are told in pixels."""
    taken = Keys()
    list(taken.take("\x1b[48;30;100;600;1000t", sizes=True))
    list(taken.take("\x1b[9999999u", sizes=True))
    [moved] = taken.take("\x1b[<35;501;301M", sizes=True)
    assert isinstance(moved, events.MouseMove)
    assert (moved.x, moved.y) == (50, 15)


def test_many_characters_at_once_are_a_paste_and_no_keys() -> None:
    taken = Incoming()
    assert taken.take("1" * (BURST - 1)) == ["1" * (BURST - 1)]
    assert taken.take("2" * BURST) == []
    assert taken.take("3\r") == []  # it goes on until a tick is quiet
    assert taken.take("\x1b[A") == ["\x1b[A"]
    assert taken.wait() == [Pasted("2" * BURST + "3\r")]
    assert taken.wait() == []
    assert taken.take("4") == ["4"]


def test_ctrl_c_ends_whatever_pours_in() -> None:
    taken = Incoming()
    for _ in range(40):
        assert taken.take("1" * 4096) == []
    assert taken.take("1" * 10 + "\x03") == ["\x03"]
    assert taken.wait() == [Pasted("1" * LONGEST)]
    assert [type(message) for message in paste_of("1" * BURST)] == [events.Paste]


def paste_of(typed: str) -> list[object]:
    taken = Keys()
    return [*taken.take(typed, sizes=False), *taken.wait()]
