"""Domains of names, and questions that are typed among them."""

from __future__ import annotations

from quiz.model import Form, Name, Question, Response, Verdict
from quiz.play.grading import grade
from tests.make import question

_COUNTRIES = """
Iran Iraq Gambia Zambia Niger Nigeria Mali Malta Malawi Austria Australia Slovakia Slovenia Ireland
Iceland Guinea Guyana Dominica|Dominican_Republic Georgia Chad Cuba Oman Togo Tonga Peru India
Indonesia Jordan Kuwait Latvia Lithuania Libya Lebanon Liberia Mauritania Mauritius Morocco Monaco
Mongolia Montenegro Namibia Nauru Nepal Norway Panama Poland Portugal Qatar Romania Russia Rwanda
Samoa Senegal Serbia Sudan|South_Sudan Sweden|Switzerland Syria Tunisia Turkey Tuvalu Uganda
Ukraine Uruguay Paraguay Vanuatu Venezuela Yemen Zimbabwe
"""
_ELEMENTS = """
hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium magnesium
aluminium silicon phosphorus sulfur chlorine argon potassium calcium scandium titanium vanadium
chromium manganese iron cobalt nickel copper zinc gallium germanium arsenic selenium bromine krypton
rubidium strontium yttrium zirconium niobium ruthenium rhodium palladium silver cadmium indium tin
tellurium iodine xenon caesium barium lanthanum cerium praseodymium neodymium samarium europium
gadolinium terbium dysprosium holmium erbium thulium ytterbium lutetium hafnium tantalum tungsten
rhenium osmium iridium platinum gold mercury thallium lead bismuth thorium uranium
"""
COUNTRIES, ELEMENTS = _COUNTRIES.replace("|", " ").split(), _ELEMENTS.split()
PEOPLE = (
    "Leon Trotsky", "Joseph Stalin", "Vladimir Lenin", "Grigory Zinoviev", "Lev Kamenev",
    "Nikolai Bukharin", "Karl Radek", "Karl Kautsky", "Rosa Luxemburg", "Natalia Sedova",
    "Lev Sedov", "Sergei Sedov", "Maria Spiridonova", "Theodore Roosevelt", "Franklin Roosevelt",
    "Pavel Milyukov", "Alexander Kerensky", "Alexander Kolchak", "Anton Denikin",
)  # fmt: skip


def domain(names: list[str] | tuple[str, ...], answer: str) -> Question:
    names = [name.replace("_", " ") for name in names]
    answer = answer.replace("_", " ")
    others = tuple(Name(text=name, accepted=(name,)) for name in names if name != answer)
    return question(Form.TYPED, answer=answer, accepted=(answer,), others=others)


def typed(asked: Question, text: str) -> Verdict:
    return grade(asked, Response(text=text))


def asked_of(answer: str) -> Question:
    return domain(PEOPLE, answer)
