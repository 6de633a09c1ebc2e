"""Libraries of citation programs, as Zotero, JabRef and EndNote write them, with their mess."""

from __future__ import annotations

BIBTEX = r"""% my library
@comment{jabref-meta: databaseType:bibtex;}
@string{oup = "Oxford University Press"}
@string(nat = {Nature})
@preamble{"\newcommand{\noopsort}[1]{}"}

@book{Deutscher1954,
  author = {Deutscher, Isaac},
  title = {The {P}rophet {A}rmed: Trotsky, 1879--1921},
  publisher = oup, address = {London}, year = 1954, edition = {2nd},
  isbn = {978-0-19-281064-9},
  keywords = {a, b}, file = {x.pdf}, note = {A classic}
}
@article{müller,
  author = "M{\"u}ller, Bj{\"o}rn and van Beethoven, Ludwig and King, Jr., Martin Luther and
    {World Health Organization} and Ludwig von Mises and others",
  title = "{\'E}tudes {\ss} \L{}\'od\'z: ``a'' $x^2$ {\TeX} 50% of H$_2$O",
  journal = nat # " Chemistry", volume = 12, number = {3}, pages = {12--30},
  month = "5~" # may, year = 1927, doi = {https://doi.org/10.1000/abc_d~e}, abstract = {x} }
@incollection{ch, crossref = {coll}, title = {A chapter}, author = {Anna Brooks}, pages = "1-9"}
@collection{coll, title = {Rivers}, subtitle = {A book}, date = {1999-03~},
  editor = {Max Clark and {\c{S}}ahin, {\"O}.}, publisher = {Penguin}}
@online{un, author = {{United Nations}}, title = {Member States}, date = {2024},
  url = {https://www.un.org/en/about\_us?a=1~b}, urldate = {2026-02-14}}
@broken{x, title = {abc
@book{old, title = {After the break}, year = {c. 1113}, langid = {russian}}
@book{twice, title = {A}, title = {B}, year = {n.d.}}
@book{gone, title = foo, year = {430 BC}}
@phdthesis{thesis, title = {On it}, author = {A B}, school = {MIT}, year = {1918-21}}
@movie{film, title = {Potemkin}, editor = {Sergei Eisenstein}, editortype = {director},
  year = {1925}}
@misc{odd, title = {X}, howpublished = {\url{https://example.org/~a}}, year = {soon}}
@article{press, title = {News}, entrysubtype = {newspaper}, journaltitle = {The Times},
  author = {family=Rosa, given=Jo, prefix=de la}, date = {1918/1921}}
@book{nocomma title = {x}}
@book{nofield, title = {x} year = {1}}
"""

RIS = """\ufeffTY  - JOUR
AU  - Prohaska, Thomas
AU  - King, Martin Luther, Jr.
A1  - World Health Organization
TI  - Standard atomic weights
 of the elements
T2  - Pure and Applied Chemistry
JA  - Pure Appl. Chem.
VL  - 94
IS  - 5
SP  - 573
EP  - 600
DA  - 2022/05/04/
PY  - 2022
DO  - https://doi.org/10.1515/pac-2019-0603
SN  - 1365-3075
UR  - https://example.org/a
UR  - https://example.org/b
Y2  - 2026/02/14/10:00:00
KW  - mass
LA  - eng
ER  -

TY  - CHAP
ID  - Brooks1999
TI  - The bridge
AU  - Brooks, Ann
A2  - Clark, Max
T2  - Rivers and bridges
PB  - Penguin
CY  - London
SP  - 12-30
EP  - 30
PY  - c. 1999
SN  - 978-0-85404-438-2
C1  - strange
ER  -
TY  - WEIRD
TI  - x
PY  - soon
TY  - MPCT
TI  - Potemkin
AU  - Eisenstein, Sergei
PY  - 1925//
ER  -
"""

CSL = """[
 {"id": "http://zotero.org/users/1/items/A", "type": "book", "title": "The <i>Prophet</i> Armed",
  "author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
   {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}, {"literal": "UN"}],
  "issued": {"date-parts": [["1954", 3]]}, "page": "1-2",
  "event-title": "Conference"},
 {"id": "b", "type": "webpage", "title": "A &amp; B", "issued": {"raw": "May 5, 1927"},
  "accessed": {"date-parts": [[2026, 2, 14]]}, "volume": 3},
 {"id": "c", "title": "Before", "issued": {"date-parts": [[-430]], "circa": true}},
 {"id": "d", "title": "No date", "issued": {"literal": "n.d."}},
 {"id": "e", "title": "Bad", "issued": {"literal": "whenever"}, "author": "x"}, 5
]
"""
EVERY = {"bibtex": BIBTEX, "ris": RIS, "csl-json": CSL}
