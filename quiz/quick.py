"""Dataclasses that are defined in a tenth of the time, and used as those of the library are.

The library writes six methods of a frozen class and compiles them as the module is loaded: half a
millisecond a class, and dozens of classes stand before the first page. Most of these methods are
never called. Here each is written when it is called first.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

T = TypeVar("T")

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        kw_only: bool = False,
        eq: bool = True,
    ) -> Any:
        """Make a class what `dataclasses.dataclass` makes of it; what is not named here it lacks.

        `fields`, `replace` and `asdict` of the library take what it makes. A class of the library
        that is frozen cannot be derived from one of these, nor the other way round.
        """

        def define(cls: type) -> type:
            own = frozenset(vars(cls))
            cls = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
            )(cls)
            methods: dict[str, Any] = {"__repr__": _repr, "__init__": _at_first(cls, _init(frozen))}
            if eq:
                methods["__eq__"] = _at_first(cls, _eq)
                methods["__hash__"] = _at_first(cls, _hash) if frozen else None
            if frozen:
                methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
            if frozen and slots:
                methods |= {"__getstate__": _state, "__setstate__": _restore}
            for name in methods.keys() - own:
                setattr(cls, name, methods[name])
            return cls

        return define if cls is None else define(cls)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(dataclasses.field,)
)
def frozen(cls: type[T]) -> type[T]:
    """Make a class of what is made by the thousand: frozen to the type checker, not as it runs.

    A frozen class sets each of its fields by a call: 7 µs for a question, where 1.5 µs do. The type
    checker reads every line of ours that could change one. Its fields are named when it is made;
    it has slots, and is compared and hashed by its fields.
    """
    made: type[T] = dataclass(slots=True, kw_only=True)(cls)
    setattr(made, "__hash__", _at_first(made, _hash))  # noqa: B010  # mypy knows no such name
    return made


_NEW = object()
"""Stands for what a factory makes."""


def _at_first(cls: type, write: Callable[[type], tuple[str, dict[str, Any]]]) -> Any:
    """Return a method that takes its own place when it is called, once it is written."""

    def first(*args: Any, **named: Any) -> Any:
        text, names = write(cls)
        name = text[4 : text.index("(")]
        found: dict[str, Any] = {}
        exec(text, names | {"__name__": cls.__module__}, found)  # noqa: S102  # of field names alone
        method = found[name]
        method.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)
        return method(*args, **named)

    return first


def _init(frozen: bool) -> Callable[[type], tuple[str, dict[str, Any]]]:
    def write(cls: type) -> tuple[str, dict[str, Any]]:
        names: dict[str, Any] = {"_set": object.__setattr__, "_new": _NEW}
        given: list[str] = []
        named: list[str] = []
        lines: list[str] = []
        for field in dataclasses.fields(cls):
            if not field.init:
                continue
            parameter = value = name = field.name
            if field.default is not dataclasses.MISSING:
                parameter = f"{name}=_{name}"
                names[f"_{name}"] = field.default
            elif field.default_factory is not dataclasses.MISSING:
                parameter = f"{name}=_new"
                names[f"_{name}"] = field.default_factory
                value = f"_{name}() if {name} is _new else {name}"
            (named if field.kw_only else given).append(parameter)
            lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        parameters = ", ".join(["self", *given, *(["*", *named] if named else [])])
        return "\n ".join([f"def __init__({parameters}):", *lines, "pass"]), names

    return write


def _eq(cls: type) -> tuple[str, dict[str, Any]]:
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    return (
        "def __eq__(self, other):\n"
        " if other.__class__ is not self.__class__:\n"
        "  return NotImplemented\n"
        f" return {_values('self', names)} == {_values('other', names)}"
    ), {}


def _hash(cls: type) -> tuple[str, dict[str, Any]]:
    kept = [f.name for f in dataclasses.fields(cls) if (f.compare if f.hash is None else f.hash)]
    return f"def __hash__(self):\n return hash({_values('self', kept)})", {}


def _values(of: str, names: list[str]) -> str:
    return f"({''.join(f'{of}.{name},' for name in names)})"


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(_self: Any, name: str, *value: object) -> None:
    what = "assign to" if value else "delete"
    raise dataclasses.FrozenInstanceError(f"cannot {what} field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
