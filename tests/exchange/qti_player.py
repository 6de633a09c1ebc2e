"""As much of a QTI player as our items need: it scores an answer by what stands in the item."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
_KINDS = {"float": float, "identifier": str, "string": str}


class Player:
    """One item, and what was answered."""

    def __init__(self, xml: str, answers: Mapping[str, Sequence[str]]) -> None:
        self.item = ET.fromstring(xml.encode())
        self.declared = {
            found.get("identifier", ""): found
            for found in self.item.findall(f"{QTI}responseDeclaration")
        }
        self.values: dict[str, Any] = {}
        for name, found in self.declared.items():
            given = [self._typed(found, text) for text in answers.get(name, ())]
            single = found.get("cardinality") == "single"
            self.values[name] = (given[0] if single else given) if given else None
        for found in self.item.findall(f"{QTI}outcomeDeclaration"):
            default = found.findtext(f"{QTI}defaultValue/{QTI}value")
            self.values[found.get("identifier", "")] = None if default is None else float(default)
        for rule in self.item.iterfind(f"{QTI}responseProcessing/*"):
            self._do(rule)

    def shown(self) -> list[str]:
        """Return the feedback that the student is told."""
        return [
            "".join(told.itertext())
            for told in self.item.findall(f"{QTI}modalFeedback")
            if told.get("identifier") in (self.values["FEEDBACK"] or ())
        ]

    def _typed(self, found: ET.Element, text: str) -> Any:
        return _KINDS.get(found.get("baseType", ""), str)(text)

    def _do(self, rule: ET.Element) -> None:
        tag = rule.tag.removeprefix(QTI)
        if tag == "setOutcomeValue":
            self.values[rule.get("identifier", "")] = self._is(rule[0])
            return
        assert tag == "responseCondition", tag
        for branch in rule:
            if branch.tag == f"{QTI}responseElse":
                inside = list(branch)
            elif self._is(branch[0]):
                inside = list(branch)[1:]
            else:
                continue
            for inner in inside:
                self._do(inner)
            return

    def _is(self, e: ET.Element) -> Any:
        tag = e.tag.removeprefix(QTI)
        name = e.get("identifier", "")
        if tag == "baseValue":
            return _KINDS[e.get("baseType", "")](e.text or "")
        if tag == "variable":
            return self.values[name]
        if tag == "correct":
            found = self.declared[name]
            return self._typed(found, found.findtext(f"{QTI}correctResponse/{QTI}value") or "")
        if tag == "mapResponse":
            return self._mapped(name)
        parts = [self._is(part) for part in e]
        return _OPERATORS[tag](*parts)

    def _mapped(self, name: str) -> float:
        table = self.declared[name].find(f"{QTI}mapping")
        assert table is not None
        given = self.values[name]
        total = 0.0
        for entry in table:
            key, fold = entry.get("mapKey", ""), entry.get("caseSensitive") == "false"
            for one in given if isinstance(given, list) else [given]:
                if one == key or (fold and one.casefold() == key.casefold()):
                    total += float(entry.get("mappedValue", ""))
        return min(
            max(total, float(table.get("lowerBound", ""))), float(table.get("upperBound", ""))
        )


def _multiple(*parts: Any) -> list[Any]:
    flat: list[Any] = []
    for part in parts:
        flat += part if isinstance(part, list) else [] if part is None else [part]
    return flat


_OPERATORS: dict[str, Any] = {
    "not": lambda a: not a,
    "isNull": lambda a: a is None,
    "match": lambda a, b: a is not None and a == b,
    "ordered": lambda *parts: list(parts),
    "multiple": _multiple,
    "subtract": lambda a, b: a - b,
    "divide": lambda a, b: a / b,
    "power": math.pow,
    "max": max,
    "lt": lambda a, b: a < b,
}
