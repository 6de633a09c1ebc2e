"""The package: a zip that is the same bytes whenever it is made."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from quiz.exchange.format import Format
from quiz.exchange.qti.item import LETTERS, MOST_ORDERED, identifier, item
from quiz.exchange.qti.xml import child, new, printed
from quiz.exchange.told import choices, line
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.model import Question
    from quiz.packs.content import Pack

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEST = "test.xml"
_FIXED = (1980, 1, 1, 0, 0, 0)


def write(questions: Iterable[Question], pack: Pack, _wanted: Wanted) -> Iterator[bytes]:
    """Yield the package: items one by one, then the test and the manifest that name them."""
    out = io.BytesIO()
    names: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for question in questions:
            names.append(identifier(question))
            _store(archive, _file(names[-1]), printed(item(question)))
        _store(archive, TEST, printed(_test(pack, names)))
        _store(archive, "imsmanifest.xml", printed(_manifest(pack, names), CP))
    yield out.getvalue()


def _file(name: str) -> str:
    return f"items/{name}.xml"


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _FIXED), data, zipfile.ZIP_DEFLATED)


def _test(pack: Pack, names: list[str]) -> Element:
    """Return a test of all items, in the order of the set."""
    test = new("assessmentTest", identifier=f"test-{pack.id}", title=line(pack.title))
    part = child(
        test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    section = child(
        part, "assessmentSection", identifier="section", title=line(pack.title), visible="true"
    )
    for name in names:
        child(section, "assessmentItemRef", identifier=name, href=_file(name))
    return test


def _manifest(pack: Pack, names: list[str]) -> Element:
    root = Element(f"{{{CP}}}manifest", identifier=f"footnote-{pack.id}")
    about = SubElement(root, f"{{{CP}}}metadata")
    SubElement(about, f"{{{CP}}}schema").text = "QTIv2.1 Package"
    SubElement(about, f"{{{CP}}}schemaversion").text = "1.0.0"
    SubElement(root, f"{{{CP}}}organizations")
    listed = SubElement(root, f"{{{CP}}}resources")
    test = _resource(listed, f"test-{pack.id}", "imsqti_test_xmlv2p1", TEST)
    for name in names:
        SubElement(test, f"{{{CP}}}dependency", identifierref=name)
        _resource(listed, name, "imsqti_item_xmlv2p1", _file(name))
    return root


def _resource(parent: Element, name: str, kind: str, file: str) -> Element:
    found = SubElement(parent, f"{{{CP}}}resource", identifier=name, type=kind, href=file)
    SubElement(found, f"{{{CP}}}file", href=file)
    return found


def refuses(question: Question) -> str:
    """Return why QTI cannot hold a question, or ""."""
    if question.form is Form.ORDER and len(question.items) > MOST_ORDERED:
        return f"the points for every order of more than {MOST_ORDERED} things would fill pages"
    return "it has more options than there are letters" if _many(question) else ""


def _many(question: Question) -> bool:
    better = question.correction.options if question.correction else ()
    return max(len(choices(question)), len(better)) > len(LETTERS)


def loses(question: Question) -> str:
    """Return what an item cannot hold."""
    if question.form in (Form.TYPED, Form.CLOZE):
        return "no slip of the finger is forgiven there"
    return ""


QTI = Format(
    name="qti",
    title="QTI 2.1, for Canvas, TAO and others",
    suffix=".zip",
    write=write,
    refuses=refuses,
    loses=loses,
)
