"""Elements of QTI, and text within them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from quiz.exchange.told import html_text

if TYPE_CHECKING:
    from collections.abc import Iterable

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"


def child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element of QTI's namespace and return it."""
    found = SubElement(parent, f"{{{QTI}}}{tag}", attributes)
    if text:
        found.text = text
    return found


def new(tag: str, **attributes: str) -> Element:
    """Return an element of QTI's namespace that stands by itself."""
    return Element(f"{{{QTI}}}{tag}", attributes)


def flow(parent: Element, html: str) -> None:
    """Add what is written as HTML by this program: every tag of it is closed but the line end."""
    whole = fromstring(f'<x xmlns="{QTI}">{html.replace("<br>", "<br/>")}</x>')  # noqa: S314
    parent.text = (parent.text or "") + (whole.text or "")
    parent.extend(list(whole))


def said(parent: Element, text: str) -> None:
    """Add text, with its line ends."""
    flow(parent, html_text(text))


def printed(root: Element, namespace: str = QTI) -> bytes:
    """Return the document as it stands in a file."""
    register_namespace("", namespace)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def value(parent: Element, kind: str, text: str) -> Element:
    """Add a value of a type of QTI: identifier, float …"""
    return child(parent, "baseValue", text, baseType=kind)


def variable(parent: Element, name: str) -> Element:
    """Add the value of a variable."""
    return child(parent, "variable", identifier=name)


def put(parent: Element, name: str) -> Element:
    """Add what sets a variable; what it is set to is put inside."""
    return child(parent, "setOutcomeValue", identifier=name)


def declare(
    item: Element,
    name: str,
    cardinality: str,
    kind: str,
    *,
    correct: Iterable[str] = (),
    mapping: Iterable[tuple[str, str]] = (),
) -> None:
    """Declare a response, what is right, and what each value is worth: "A", "0.5"."""
    found = child(
        item, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=kind
    )
    right = list(correct)
    if right:
        listed = child(found, "correctResponse")
        for text in right:
            child(listed, "value", text)
    entries = list(mapping)
    if entries:
        table = child(found, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
        for key, worth in entries:
            folds = {"caseSensitive": "false"} if kind == "string" else {}
            child(table, "mapEntry", mapKey=key, mappedValue=worth, **folds)
