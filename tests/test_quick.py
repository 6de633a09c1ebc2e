"""What is defined quickly is what the library would have made of it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from pathlib import Path
from typing import Any

import pytest

from quiz import quick
from quiz.model import Citation, Reason
from quiz.packs.content import Fact

HOW: list[dict[str, Any]] = [
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "kw_only": True, "eq": False},
    {"slots": True, "kw_only": True},
    {},
]


def _defined(maker: Any, **how: Any) -> Any:
    @maker(**how)
    class Thing:
        """A thing."""

        name: str
        size: int = 1
        parts: list[str] = field(default_factory=list)
        note: str = field(default="", compare=False)
        secret: str = field(init=False, repr=False, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "secret", self.name.upper())

    return Thing


@pytest.fixture(params=HOW, ids=str)
def pair(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """The class as we define it, and as the library does."""
    return _defined(quick.dataclass, **request.param), _defined(
        dataclasses.dataclass, **request.param
    )


def _outcome(do: Any) -> Any:
    try:
        return do()
    except (TypeError, AttributeError) as error:
        return type(error), re.sub("0x[0-9a-f]+", "", str(error))


@pytest.mark.parametrize(
    "do",
    [
        lambda c: repr(c(name="a", size=2, note="n")),
        lambda c: c("a", 2),
        lambda c: c(),
        lambda c: c(name="a", what=1),
        lambda c: c(name="a") == c(name="a", note="other"),
        lambda c: c(name="a") == c(name="b"),
        lambda c: c(name="a") != c(name="a"),
        lambda c: c(name="a") == 1,
        lambda c: c.__eq__ is object.__eq__ or hash(c(name="a")),  # else by where it lies
        lambda c: asdict(c(name="a", parts=["b"])),
        lambda c: replace(c(name="a", size=3), name="b").size,
        lambda c: replace(c(name="a"), name="b").secret,
        lambda c: c(name="a").parts is c(name="a").parts,
        lambda c: setattr(c(name="a"), "name", "b"),
        lambda c: delattr(c(name="a"), "name"),
        lambda c: repr(copy.deepcopy(c(name="a", parts=["b"]))),
        lambda c: repr(copy.copy(c(name="a"))),
        lambda c: [(f.name, f.default, f.init, f.kw_only) for f in fields(c)],
        lambda c: c.__match_args__,
        lambda c: hasattr(c(name="a"), "__dict__"),
        lambda c: (c.__doc__, c.__name__, c.__qualname__),
    ],
)
def test_it_does_what_the_librarys_does(pair: tuple[Any, Any], do: Any) -> None:
    ours, theirs = (_outcome(lambda c=c: do(c)) for c in pair)
    if isinstance(ours, pair[0]):
        ours, theirs = repr(ours), repr(theirs)
    assert ours == theirs


def test_equal_things_have_one_hash() -> None:
    thing = _defined(quick.dataclass, **HOW[0] | {"slots": False})
    assert hash(thing(name="a", parts=())) == hash(thing(name="a", parts=(), note="n"))
    assert len({thing(name="a", parts=()), thing(name="a", parts=())}) == 1


def test_what_a_class_says_itself_stays() -> None:
    @quick.dataclass(frozen=True, slots=True)
    class Named:
        """A name."""

        name: str

        def __repr__(self) -> str:
            return "own"

        def __hash__(self) -> int:
            return 7

    assert (repr(Named("a")), hash(Named("a"))) == ("own", 7)


@quick.dataclass(frozen=True, slots=True)
class Base:
    """What another is derived from."""

    name: str


@quick.dataclass(frozen=True, slots=True)
class Derived(Base):
    """More of it."""

    size: int = 0


def test_one_may_be_derived_from_another() -> None:
    assert repr(Derived("a", 2)) == "Derived(name='a', size=2)"
    assert (Base("a"), Derived("a")) == (Base("a"), Derived("a"))
    assert Base("a") != Derived("a")
    assert {Base("a"), Derived("a", 1)} == {Derived("a", 1), Base("a")}
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        Derived("a").name = "b"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(Derived("a", 2))) == Derived("a", 2)


def test_a_method_is_written_when_it_is_called_first() -> None:
    thing = _defined(quick.dataclass, **HOW[0])
    before = thing.__init__
    thing(name="a")
    assert thing.__init__ is not before
    assert thing.__init__ is thing.__init__


def test_all_that_is_defined_here_is_defined_quickly() -> None:
    root = Path(__file__).parents[1] / "quiz"
    slow = re.compile(r"from dataclasses import [^#\n]*\bdataclass\b|@dataclasses\.dataclass")
    found = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if slow.search(path.read_text("utf-8"))
    ]
    assert found == ["quick.py"]


def test_what_is_made_by_the_thousand_is_compared_hashed_and_copied() -> None:
    one, other = (Citation(source="s", text="S", locator=place) for place in ("p. 1", "p. 2"))
    assert one == replace(other, locator="p. 1")
    assert len({one, other, replace(one)}) == 2
    assert [field.name for field in fields(one)][:2] == ["source", "text"]


def test_what_is_made_by_the_thousand_takes_keywords_and_holds_no_more() -> None:
    with pytest.raises(TypeError):
        Reason("a sentence")  # type: ignore[call-arg, misc]
    assert not hasattr(Reason(text="a sentence"), "__dict__")
    assert Fact(id="a", kind="event", name="A").key == "event/a"
