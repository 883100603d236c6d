"""German as a newspaper prints it, of our own invention: words, names and addresses for pages.

How: one drawn string is one text, each of its characters a word, a stop or a link; so a page is
drawn in a few choices, and shrinks to few and plain words. Cost: linear in the text.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from hypothesis import strategies as st

from tazdump.address import Address
from tazdump.model import Link

#: From plain to hostile, for what stands first is what an example shrinks to.
_WORDS: Final = tuple(
    """
    am und der die das ein eine in mit von auf nicht auch sich wie noch nur bei nach über für vor
    es sie er wir man ist war wird hat haben sagt will soll kann gibt bleibt zeigt fehlt kommt
    Regen Stadt Haus Jahr Tag Frau Mann Kind Land Wasser Weg Brücke Straße Bühne Wald Küste Hafen
    Schule Rathaus Bäckerei Grünfläche Wärmepumpe Fähre Zwiebel Bürgerin Schlüssel Öltank Gebühr
    alte neue große kleine grüne leere müde späte teure übrige kühle wärmere öffentliche städtische
    gestern heute morgen bald längst kaum endlich wieder dafür dagegen zunächst womöglich
    Straßenbahnhaltestelle Grundwasserspiegel Mehrwertsteuererhöhung Überschwemmungsgebiete
    Anwohner*innen Bäcker:innen Kolleg*in Zuschauer_innen Radfahrer*innen Schüler:innenrat
    „Nein“ „Später ‚vielleicht‘“ »Eben« "Moin" (dpa) [sic] […] US-Zölle E-Bike-Verleih 20-Jährige
    26 1.200 3,5 90er 2019 24. 4 Sep 2025 z.B. u.a. – — & 100% 5\u00a0Euro § A|B taz |
    TAGS Bild: #MehrBäume www.beispiel.example/a?b=c e\u0301tage Kraków İzmir * ** _ ~ 🚲
    """.split(" ")
)
_SPLIT: Final = tuple(word for text in _WORDS if (word := text.strip("\n")))
