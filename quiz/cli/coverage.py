"""`quiz coverage`: which questions each fact yields, which not, and what would have to be added."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.text import clean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.generate.coverage import (
        Column,
        Coverage,
        FacetCoverage,
        FactCoverage,
        Figures,
        Group,
        Guessing,
    )

FOUND, NOT_FOUND = 0, 1
WIDTH = 79
NAMED = 6
"""Facts that are named of a group that shares one reason; a count stands for the rest."""


def run(args: argparse.Namespace) -> int:
    """Print what the pack yields; return 0, or 1 where there is no such fact.

    Raises PackNotFound, PackError.
    """
    from quiz.generate.coverage import Coverage
    from quiz.packs.collector import without_collector
    from quiz.packs.library import load

    coverage = Coverage(load(args.pack), seed=args.seed or "0")
    keys = coverage.find(args.fact) if args.fact else coverage.keys()
    if args.fact and not keys:
        hint = coverage.hint(args.fact) or "Its id stands in the pack, or is made of its name."
        print(clean(f"No fact is called “{args.fact}”. {hint}"), file=sys.stderr)
        return NOT_FOUND
    with without_collector():  # what is kept grows with every row, and is looked through anew
        facts = list(_counted(coverage, keys))
    if args.format == "json":
        output.as_data()
        from quiz.cli.coverage_json import as_json

        print(output.json_line(as_json(coverage, facts)))
    elif args.fact:
        for number, fact in enumerate(facts):
            output.say([""] * (number > 0))
            output.say(_one(fact))
        output.say(_rules(facts))
    else:
        output.say(_whole(coverage, facts))
    return FOUND


def _counted(coverage: Coverage, keys: Sequence[str]) -> Iterator[FactCoverage]:
    """Yield the facts, telling whoever waits at a terminal how far it is."""
    shows = sys.stderr.isatty() and len(keys) > NAMED
    for number, fact in enumerate(coverage.facts(keys)):
        if shows and number % 10 == 0:
            print(f"\r{number} of {len(keys)} facts …", end="", file=sys.stderr, flush=True)
        yield fact
    if shows:
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)


def _fill(text: str, indent: int, more: int = 0) -> list[str]:
    return textwrap.wrap(
        clean(text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + more),
        break_on_hyphens=False,
    )


def _questions(number: int) -> str:
    return f"{number} question{'' if number == 1 else 's'}"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part // whole if whole else 0} %)"


def _whole(coverage: Coverage, facts: Sequence[FactCoverage]) -> Iterator[str]:
    from quiz.generate.coverage import columns, figures

    found = figures(facts)
    yield from _summary(coverage.pack.title, found)
    silent = [fact for fact in facts if not fact.count and not fact.aside]
    if silent:
        yield ""
        yield f"Facts that yield nothing: {len(silent)}"
        yield from _silent(silent)
    yield from _guessing(coverage.guessing())
    yield ""
    yield "Field by field (a form that is not meant for a field is left out)"
    for column in columns(facts):
        yield ""
        yield from _column(column)
    yield from _rules(facts)
    yield ""
    yield from _fill("`quiz coverage PACK --fact ID` says all of one fact.", 0)


def _summary(title: str, found: Figures) -> Iterator[str]:
    yield title
    yield f"  facts   {_share(found.asked, found.facts)} yield a question"
    yield f"  facets  {_share(found.facets_asked, found.facets)} are asked"
    minor = f", {found.minor} of them at level 3 only" if found.minor else ""
    yield f"  {_questions(found.questions)}{minor}"
    if found.aside:
        told = f"{found.aside} more rows are there to be named by others, or say to be skipped."
        yield from _fill(told, 2)
    yield ""
    yield "By form"
    yield from _fill(", ".join(f"{form.value} {n}" for form, n in found.forms.items()) or "none", 2)
    yield ""
    yield "By topic"
    rows: list[tuple[str, ...]] = [("topic", "facts", "asked", "questions")]
    rows += [(clean(topic)[:44], str(n), str(asked), str(q)) for topic, n, asked, q in found.topics]
    yield from (f"  {line}" for line in output.table(rows))


def _guessing(found: Guessing | None) -> Iterator[str]:
    """Say what somebody who only guesses has to go by."""
    if found is None:
        return
    yield ""
    yield "What a guesser sees"
    for word, share in (("longest", found.longest), ("shortest", found.shortest)):
        told = "" if share.within else ", which is no longer luck (B4)"
        yield from _fill(
            f"Where one option is the {word}, it is right in {100 * share.share:.0f} % of "
            f"{share.of} choices; by chance {100 * share.chance:.0f} %{told}.",
            2,
            2,
        )
    told = "" if found.renown_within else ", which is no longer luck (B11)"
    yield from _fill(
        "Asked which row it is, the right one is on average number "
        f"{found.renown:.2f} by how many facts speak of it; by chance {found.renown_chance:.2f} "
        f"± {found.renown_room:.2f}{told}.",
        2,
        2,
    )
    if found.even_gaps:
        yield from _fill(
            f"Numbers with only the right one halfway between two others: {found.even_gaps} (C5).",
            2,
            2,
        )
    if found.absolutes:
        yield from _fill(
            f"Quotations with “always”, “never” or the like (B8): {_names(found.absolutes)}.", 2, 2
        )


def _silent(silent: Sequence[FactCoverage]) -> Iterator[str]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for fact in silent:
        groups.setdefault(fact.reason, []).append(fact.key)
    for (rule, why, add), keys in sorted(groups.items(), key=lambda item: -len(item[1])):
        yield from _fill(f"{rule}, {why}" if rule else why, 2, 2)
        if add:
            yield from _fill(f"→ {add}", 4, 2)
        yield from _fill(_names(keys, 3 * NAMED), 4)


def _rules(facts: Iterable[FactCoverage]) -> Iterator[str]:
    """Say what each rule is for that was named, in the order of their letters and numbers."""
    from quiz.generate.coverage import RULES

    named = {m.rule for fact in facts for facet in fact.facets for m in facet.missing if m.fits}
    if named & RULES.keys():
        yield ""
        yield "The rules"
    for rule, told in RULES.items():
        if rule in named:
            yield from _fill(f"{rule:<3} {told}", 2, 4)


def _names(keys: Sequence[str], most: int = NAMED) -> str:
    shown = ", ".join(keys[:most])
    return shown + (f" and {len(keys) - most} more" if len(keys) > most else "")


def _direction(*, back: bool) -> str:
    return ", asked back" if back else ""


def _column(column: Column) -> Iterator[str]:
    asked = _share(column.asked, column.facets)
    yield f"{column.kind} · {column.field}{_direction(back=column.back)}: {asked} asked"
    forms = ", ".join(f"{form.value} {n}" for form, n in column.forms.items())
    yield from _fill(forms or "no form asks it", 2)
    mendable = [group for group in column.groups if group.add]
    for group in mendable:
        yield from _group(group)
    rest = [group for group in column.groups if not group.add]
    if rest:
        told = "; ".join(f"{_listed(g)} ({g.rule}, {g.why})" for g in rest)
        yield from _fill(f"not, and nothing to add: {told}", 2, 4)


def _listed(group: Group) -> str:
    return ", ".join(f"{form.value} {n}" for form, n in group.forms.items())


def _group(group: Group) -> Iterator[str]:
    yield from _fill(f"not {_listed(group)}: {group.rule}, {group.why}", 2, 4)
    more = " In other rows something else helps." if group.remedies > 1 else ""
    yield from _fill(f"→ {group.add}{more}", 4, 2)
    yield from _fill(_names(group.facts), 6)


def _one(fact: FactCoverage) -> Iterator[str]:
    """Everything of one fact."""
    from quiz.generate.coverage.cover import NO_VALUE

    yield from _fill(f"{fact.key}: {fact.name}", 0, 2)
    yield from _fill(f"{fact.topic}; {_questions(fact.count)}", 2)
    if fact.aside:
        yield from _fill(
            "It is not meant to be asked: others name it, or it says to skip what it has.", 2
        )
    for facet in fact.facets:
        yield ""
        minor = ", at level 3" if facet.minor else ""
        yield f"{facet.field}{_direction(back=facet.back)}: {_questions(facet.count)}{minor}"
        yield from _facet(facet)
    empty = [u.field for u in fact.unasked if u.why == NO_VALUE]
    if empty:
        yield ""
        yield from _fill(f"It has no value for {', '.join(empty)}.", 0)
    for unasked in fact.unasked:
        if unasked.why == NO_VALUE:
            continue
        yield ""
        yield f"{unasked.field}{_direction(back=unasked.back)}: not asked"
        yield from _fill(unasked.why, 2)
        if unasked.add:
            yield from _fill(f"→ {unasked.add}", 4, 2)


def _facet(facet: FacetCoverage) -> Iterator[str]:
    asked = ", ".join(
        form.value + (f" {len(ids)}" if len(ids) > 1 else "")
        for form, ids in facet.questions.items()
    )
    if asked:
        yield from _fill(f"asked as {asked}", 2, 4)
    forms: dict[tuple[str, str], list[str]] = {}
    for m in facet.missing:
        if m.fits:
            forms.setdefault((f"{m.rule}, {m.why}", m.add), []).append(m.form.value)
    for (why, add), named in forms.items():
        yield from _fill(f"not {', '.join(named)}: {why}", 2, 4)
        if add:
            yield from _fill(f"→ {add}", 4, 2)
    unfit = [m.form.value for m in facet.missing if not m.fits]
    if unfit:
        yield from _fill(f"not meant for it: {', '.join(dict.fromkeys(unfit))}", 2, 4)
