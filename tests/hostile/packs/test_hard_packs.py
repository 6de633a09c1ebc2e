"""What a naive generator would get wrong is refused or avoided, by the rule's number."""

from __future__ import annotations

import pytest

from quiz.errors import NoQuestions
from quiz.generate import draw
from tests.checker.check import check_all
from tests.hostile.packs import hard

REFUSED = [
    # Several right answers, of which one would be picked.
    ("a1-joint-winners", "prize/gold-medal/winner", "choice", "A1"),
    ("a1-joint-winners", "prize/gold-medal/winner", "typed", "A1"),
    # A list that may be longer than what stands in the pack.
    ("a1-joint-winners", "prize/glass-medal/winner", "typed", "A1"),
    ("a1-joint-winners", "prize/glass-medal/winner", "cloze", "A1"),
    ("a1-joint-winners", "prize/glass-medal/winner", "choice", "A1 C1"),
    ("a1-joint-winners", "prize/paper-medal/winner", "multi", "A1 F2"),
    # Names without rows may be names of one thing.
    ("a1-unlisted-names", "event/great-fire/where", "choice", "C1 A1 A6"),
    ("a1-unlisted-names", "event/great-fire/where", "true-false", "C1 A1 A6"),
    ("a1-unlisted-names", "event/great-fire/where-back", "choice", "C1 A1 A6"),
    ("a1-unlisted-names", "event/great-fire/where", "match", "F7 A1"),
    # Nobody knows who is right.
    ("a3-disputed", "event/founding/when", "choice", "A3"),
    ("a3-disputed", "event/founding/when", "true-false", "A3"),
    ("a3-disputed", "event/founding/when", "number", "A3"),
    ("a3-disputed", "event/founding/when", "order", "A3"),
    ("a3-disputed", "event/founding/when", "timeline", "A3"),
    ("a3-disputed", "event/founding/when", "match", "A3"),
    ("a3-disputed", "event/founding/when-back", "choice", "A3"),
    ("a3-denied", "event/meeting/where", "choice", "A3"),
    ("a3-denied", "event/meeting/where", "typed", "A3"),
    # Typed answers backwards need a value that one row alone has.
    ("a4-two-in-one-year", "treaty/treaty-of-arden/signed-back", "typed", "A4"),
    ("a4-two-in-one-year", "treaty/treaty-of-arden/river-back", "typed", "A4"),
    ("a4-two-in-one-year", "treaty/treaty-of-cole/signed-back", "typed", "A4"),
    ("a4-same-question", "event/first-congress-of-the-league/where", "choice", "A4"),
    ("a4-same-question", "event/first-congress-of-the-league/where", "typed", "A4"),
    ("a7-two-georgias", "land/georgia-state/capital", "choice", "A7"),
    ("a7-two-georgias", "land/georgia-state/capital", "typed", "A7"),
    ("a7-two-georgias", "land/georgia-state/capital", "match", "A7"),
    ("a7-two-georgias", "land/georgia-state/capital-back", "choice", "A7"),
    ("a7-namesakes", "country/georgia/capital", "choice", "A7"),
    ("a7-namesakes", "country/georgia/capital", "cloze", "A7"),
    ("a7-namesakes", "state/georgia/capital", "typed", "A7"),
    ("a4-year-in-words", "event/glass-strike/when-back", "choice", "A4"),
    ("a4-year-in-words", "event/april-riot-in-the-north/when", "choice", "B1"),
    ("b1-name-says-it", "event/treaty-of-versailles/where", "choice", "B1"),
    ("b1-name-says-it", "event/treaty-of-versailles/where", "typed", "B1"),
    ("b1-name-says-it", "event/revolution-of-1848/when", "choice", "B1"),
    ("b1-name-says-it", "event/revolution-of-1848/when", "number", "B1"),
    ("b1-name-says-it", "event/revolution-of-1848/when", "true-false", "B1"),
    ("b1-name-says-it", "event/revolution-of-1848/when", "order", "F6 B1"),
    ("b1-name-says-it", "event/wolfs-comet/by", "choice", "B1 B2"),
    ("b1-name-says-it", "event/wolfs-comet/by", "typed", "B1"),
    ("b2-clang", "tool/wood-plane/use", "choice", "B2"),
    ("b4-long-key", "beast/okapi/about", "choice", "B4"),
    ("b5-odd-ones", "crown/oak-crown/bearer", "choice", "B5"),
    ("b5-odd-ones", "crown/elm-crown/bearer", "choice", "B5"),
    ("b5-odd-ones", "crown/ash-crown/bearer", "choice", "B5"),
    ("b5-odd-ones", "crown/fir-crown/bearer", "choice", "B5"),
    ("b5-odd-ones", "crown/fig-crown/bearer", "choice", "B5"),
    ("b6-combined", "flag/flag-of-dorat/colours", "choice", "B6"),
    ("b6-combined", "flag/flag-of-eskel/colours", "choice", "B6"),
    ("b6-combined", "flag/flag-of-gorin/colours", "choice", "B8"),
    ("b7-negative", "event/strike/where", "choice", "B7"),
    ("b7-negative", "event/strike/where", "typed", "B7"),
    ("b7-negative", "event/march/where", "choice", "B8"),
    ("c1-one-row", "event/only-event/when", "choice", "C1"),
    ("c1-one-row", "event/only-event/when", "true-false", "C1"),
    ("c1-one-row", "event/only-event/when-back", "choice", "C1"),
    ("c1-one-row", "event/only-event/when", "order", "F6"),
    ("c1-two-rows", "event/first-event/when", "choice", "C1"),
    ("c1-two-rows", "event/first-event/when-back", "choice", "C1"),
    ("e1-no-question", "event/strike/where", "choice", "E1 E5"),
    ("e1-no-question", "event/strike/where", "typed", "E1 E5"),
    ("e1-no-question", "event/march/where", "choice", "E3 E5"),
    ("e1-no-question", "event/mutiny/where", "choice", "E5"),
    ("e1-no-question", "event/masque/where", "choice", "E5"),
    ("e1-no-question", "event/mass/where", "choice", "E3 E5"),
    ("e5-no-wording", "church/st-cyrs/found_by", "choice", "E5"),
    ("e5-no-wording", "church/st-cyrs/found_by", "match", "E5"),
    ("e5-no-wording", "summit/mount-b/flows_into", "match", "E5"),
    ("e5-no-wording", "summit/mount-b/flows_into", "odd-one-out", "E5"),
    ("e5-no-wording", "summit/mount-e/depth", "choice", "C1"),
    ("e5-no-wording", "leader/dan-dorn/office", "choice", "C1 B5"),
    ("e6-quotations", "quote/own-name/speaker", "choice", "E6 B1"),
    ("e6-quotations", "quote/own-name/speaker", "typed", "E6 B1"),
]

TOGETHER = [
    ("a1-two-names-for-one-city", "St Petersburg", "Petrograd"),
    ("a1-two-names-for-one-city", "St Petersburg", "Leningrad"),
    ("a1-two-names-for-one-city", "Petrograd", "Leningrad"),
    ("a6-containment", "Vienna", "Austria"),
    ("a6-containment", "Vienna", "Europe"),
    ("a6-containment", "Austria", "Europe"),
    ("a6-containment", "Peking", "Asia"),
    ("a6-containment", "1914", "June 1914"),
    ("a6-classes", "alkali metal", "metal"),
    ("a6-classes", "noble gas", "gas"),
    ("a6-classes", "crystal of silica", "crystal"),
    ("a7-two-georgias", "Franklin Roosevelt", "Theodore Roosevelt"),
    ("a8-terms-of-office", "1801–1805", "1803–1807"),
    ("a8-terms-of-office", "1803–1807", "1807–1812"),
    ("a9-tolerance", "1000 m", "1040 m"),
    ("a9-tolerance", "1000 m", "1090 m"),
    ("a9-tolerance", "1200 m", "1350 m"),
    ("a9-tolerance", "1.008", "1.0079"),
    ("a9-tolerance", "1.008", "1.01"),
    ("f4-twins", "England", "England and Wales"),
    ("f4-twins", "Wales", "England and Wales"),
    ("b12-look-alikes", "Crème", "creme"),
    ("b12-look-alikes", "creme", "ＣＲＥＭＥ"),
    ("b12-look-alikes", "creme", "cre\u00adme"),
]

NEVER_OFFERED = [
    ("a2-claims-of-every-rank", "event/first-congress/when", "1902"),
    ("a2-claims-of-every-rank", "event/third-congress/when", "1904"),
    ("a8-near-misses", "event/palace-rising/by", "Bob Flint"),
    ("a8-near-misses", "event/palace-rising/when", "October 1917"),
    ("a8-near-misses", "event/years-end-ball/when", "December 1917"),
    ("b10-dead-by-then", "event/first-steamer/by", "Cy Slate"),
    ("b10-dead-by-then", "event/first-satellite/by", "Bob Flint"),
    ("b10-dead-by-then", "event/first-flight/when", "1990"),
    ("b10-dead-by-then", "event/first-flight/when", "1840"),
]


@pytest.mark.parametrize("name", hard.NAMES)
def test_the_checker_finds_nothing_in_what_a_hard_pack_yields(name: str) -> None:
    found = check_all(hard.book(name), hard.questions(name))
    assert not found, "\n".join(sorted({str(finding) for finding in found})[:20])


@pytest.mark.parametrize(
    ("name", "slot", "form", "rules"), REFUSED, ids=[" ".join(case) for case in REFUSED]
)
def test_what_cannot_be_proved_is_refused_by_its_rule(
    name: str, slot: str, form: str, rules: str
) -> None:
    refused = hard.refused_by(name, slot, form)
    assert not hard.questions(name, slot, form)
    assert refused & set(rules.split()), f"refused by {refused or 'nothing'}"


@pytest.mark.parametrize(("name", "one", "other"), TOGETHER)
def test_a6_a9_b12_two_that_can_both_be_right_never_stand_together(
    name: str, one: str, other: str
) -> None:
    sets = hard.option_sets(name, match=True)
    assert sets
    assert not [lines for lines in sets if one in lines and other in lines]


@pytest.mark.parametrize(("name", "slot", "text"), NEVER_OFFERED)
def test_a2_a8_b10_a_near_miss_is_never_offered(name: str, slot: str, text: str) -> None:
    assert slot in {r.facet.partition("/")[2] for r in hard.asked(name)[1]}
    assert not [lines for lines in hard.option_sets(name, slot) if text in lines]


def test_a1_what_is_denied_is_denied_and_no_more() -> None:
    """October 1917 is denied of a meeting in November 1917: the year is not."""
    for slot in ("event/spring-meeting/when-back", "event/spring-meeting/where-back"):
        for question in hard.questions("a1-wider-not", slot):
            wrong = {o["text"] for o in question.get("options", []) if not o["correct"]}
            assert "The autumn meeting" not in wrong


def test_a1_every_winner_is_marked_in_a_list_that_is_complete() -> None:
    asked = hard.questions("a1-joint-winners", form="multi")
    assert asked
    winners = {"gold": {"Anna Berg", "Boris Clay"}, "silver": {"Anna Berg", "Carla Dunn"}}
    for question in asked:
        medal = question["facet"].split("/")[2].split("-")[0]
        right = {o["text"] for o in question["options"] if o["correct"]}
        assert right <= winners.get(medal, right)
        wrong = {o["text"] for o in question["options"] if not o["correct"]}
        assert not wrong & winners.get(medal, set())


def test_a2_a_deprecated_reading_is_told_with_its_reason() -> None:
    for question in hard.questions("a2-claims-of-every-rank", "event/first-congress/when"):
        assert "1902" in question["explanation"]
        assert "misprint" in question["explanation"]


def test_a3_what_is_disputed_is_asked_of_the_sources_alone() -> None:
    forms = {q["form"] for q in hard.questions("a3-disputed", "event/founding/when")}
    assert forms == {"sources"}
    for question in hard.questions("a3-disputed", "event/founding/when"):
        assert "1901" in question["explanation"]
        assert "1911" in question["explanation"]


def test_a4_of_two_treaties_of_a_year_the_other_is_never_a_wrong_option() -> None:
    arden, bray = "Treaty of Arden", "Treaty of Bray"
    for slot, rival in (("treaty-of-arden", bray), ("treaty-of-bray", arden)):
        for field in ("signed-back", "river-back"):
            for question in hard.questions("a4-two-in-one-year", f"treaty/{slot}/{field}"):
                assert rival not in [o["text"] for o in question.get("options", [])]


def test_a5_the_prompt_says_as_of_when() -> None:
    for question in hard.questions("a5-as-of"):
        year = (
            "2019"
            if "/barrow/" in question["facet"]
            else ("2021", "2022")["/mayor" in question["facet"]]
        )
        assert year in question["prompt"], question["id"]


def test_a5_what_held_in_another_year_is_no_wrong_option() -> None:
    """Estonia had the euro in 2024: nothing says what it paid with in 2015."""
    of_2015 = {"Croatia", "Bulgaria", "Poland"}
    asked = hard.questions("a5-two-times", "country/croatia/currency-back")
    asked += hard.questions("a5-two-times", "country/hungary/currency-back")
    assert asked
    for question in asked:
        shown = {o["text"] for o in question["options"]}
        assert shown <= of_2015 or not shown & of_2015


def test_a5_a_name_keeps_its_capital_behind_as_of() -> None:
    cloze = hard.questions("a5-two-times", "country/croatia/currency", "cloze")
    assert {q["prompt"] for q in cloze} == {"As of 2015, Croatia uses the _____."}


def test_a4_a_bare_year_in_a_rows_own_words_is_that_year() -> None:
    asked = hard.questions("a4-year-in-words", "event/march-riot/when-back", "choice")
    assert asked
    for question in asked:
        assert question["prompt"] == "What happened in 1922?"
        assert not {"The coal strike", "The rail strike"} & {o["text"] for o in question["options"]}


def test_f12_a_source_that_says_less_is_no_witness_and_one_label_names_one_source() -> None:
    asked = hard.questions("f12-witnesses", form="sources")
    assert [q for q in asked if "independent sources say 1666" in q["prompt"]]
    assert not [q for q in asked if "independent sources say 2 September" in q["prompt"]]
    assert [q for q in asked if "read in “Jones”" in q["prompt"]]
    assert not [q for q in asked if "read in “Smith”" in q["prompt"]]
    shown = {o["text"] for q in asked for o in q["options"]}
    assert "1 January 1700" not in shown, "it is a reading, if a rejected one"


def test_a7_a_surname_of_two_is_asked_again_and_not_marked() -> None:
    from quiz.generate.make import everything
    from quiz.model import Form, Response
    from quiz.play.grading import grade

    typed = [
        q
        for q in everything(hard.pack("a7-two-georgias"), forms=[Form.TYPED])
        if getattr(q, "id", "").endswith("event/canal-treaty/by/typed")
    ]
    verdict = grade(typed[0], Response(text="Roosevelt"))  # type: ignore[arg-type]
    assert verdict.retry
    assert grade(typed[0], Response(text="Theodore Roosevelt")).correct  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("slot", "right", "wrong"),
    [
        ("word/beautiful/german", "schön", "schon"),
        ("word/already/german", "schon", "schön"),
        ("word/mother/german", "die Mutter", "die Mütter"),
        ("patient/anna/group", "A+", "A-"),
        ("patient/dora/group", "ab-", "AB+"),
    ],
)
def test_f4_a_twin_is_another_answer(slot: str, right: str, wrong: str) -> None:
    from quiz.generate.make import everything
    from quiz.model import Form, Response
    from quiz.play.grading import grade

    facet = f"f4-twins/{slot}"
    made = everything(hard.pack("f4-twins"), forms=[Form.TYPED])
    asked = next(q for q in made if getattr(q, "id", "") == f"{facet}/typed")
    assert grade(asked, Response(text=right)).correct  # type: ignore[arg-type]
    assert not grade(asked, Response(text=wrong)).correct  # type: ignore[arg-type]


def test_e5_a_field_without_a_wording_is_asked_in_english() -> None:
    asked = hard.questions("e5-no-wording", "church/st-anns/opened", "choice")
    assert {q["prompt"] for q in asked} == {"In which year was St Ann's opened?"}
    assert {q["explanation"] for q in asked} == {"St Ann's was opened in 1850."}
    asked = hard.questions("e5-no-wording", "treaty/treaty-of-trianon/signed", "choice")
    assert {q["explanation"] for q in asked} == {"The Treaty of Trianon was signed on 4 June 1920."}
    asked = hard.questions("e5-no-wording", "church/st-anns/bells", "choice")
    assert {q["answer"] for q in asked} == {"1 bell"}
    asked = hard.questions("e5-no-wording", "church/st-anns/style", "odd-one-out")
    asked += hard.questions("e5-no-wording", "church/st-eloi/style", "odd-one-out")
    assert {q["prompt"].split(" share")[0] for q in asked} == {"Three of these churches"}


def test_c2_years_before_christ_and_numbers_below_zero_are_in_their_order() -> None:
    years = ["431 BC", "45 BC", "14", "476", "1066"]
    cold = ["-40 °C", "-5 °C", "0 °C", "7 °C", "12 °C"]
    for form, order, field in (("choice", years, "year"), ("choice", cold, "degrees")):
        sets = [
            [o["text"] for o in q["options"]]
            for q in hard.questions("c2-before-christ", form=form)
            if q["facet"].endswith(field)
        ]
        assert sets
        for lines in sets:
            assert lines == sorted(lines, key=order.index)
    for question in hard.questions("c2-before-christ", form="match"):
        if question["facet"].endswith("year"):
            assert question["shown"] == sorted(question["shown"], key=years.index)


def test_c1_a_pack_of_one_fact_gives_a_set_of_one_or_says_that_there_is_none() -> None:
    assert len(draw(hard.pack("c1-one-row"), count=10, seed="1")) == 1
    from quiz.model import Form

    with pytest.raises(NoQuestions):
        draw(hard.pack("c1-one-row"), count=10, seed="1", forms=[Form.CHOICE])


def test_e6_words_that_are_only_attributed_are_not_asked_for_their_speaker() -> None:
    assert not hard.questions("e6-quotations", "quote/no-source/speaker")
    for lines in hard.option_sets("e6-quotations"):
        assert not any("the comet will return" in line for line in lines)


def test_text_that_looks_like_code_stays_what_it_is() -> None:
    prompts = " ".join(q["prompt"] for q in hard.questions("x-markup"))
    for text in ("[b]bold[/b]", "[/x]", "[@click=app.quit]go[/]", "{{value}}", "%s %(name)s"):
        assert text in prompts or text == "{{value}}"
    assert "an answer" not in [
        q["answer"] for q in hard.questions("x-markup") if q["form"] == "choice" and "{" in q["id"]
    ]


def test_scripts_are_whole_and_never_tell_the_answer() -> None:
    asked = hard.questions("x-scripts")
    assert any("سلام" in q["prompt"] for q in asked)
    assert any("שָׁלוֹם" in q["prompt"] for q in asked)
    assert any("शान्ति" in q["prompt"] for q in asked)
