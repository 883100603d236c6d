"""Words and patterns of German, of our own invention, that `german` makes texts of.

How: plain tables; a pattern has slots in braces, which the comment above the sentences explains.
Cost: none.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


# Nouns by their gender; compounds, for German has them.
MASCULINE: Final = words(
    """
    Bebauungsplan Busbahnhof Deichverband Denkmalschutz Fahrplan Fischereihafen Haushalt
    Hochwasserschutz Mietspiegel Nachtzug Nahverkehr Neubau Pflegedienst Radweg Rechnungshof
    Schlachthof Schulhof Sportplatz Stadtwald Streik Stromtarif Tierpark Tunnel Wasserturm
    Wochenmarkt Wohnungsbau Zuschuss
    """
)
FEMININE: Final = words(
    """
    Bahnstrecke Bibliothek Brücke Bürgerbefragung Entlastung Fähre Feuerwache Förderung
    Gebühr Genossenschaft Grünfläche Grundsteuer Haltestelle Kita Klinik Kläranlage
    Moorfläche Musikschule Notunterkunft Pflegekasse Rettungswache Schleuse Schwimmhalle
    Solaranlage Sperrung Straßenbahn Tarifrunde Wärmepumpe Werft
    """
)
NEUTER: Final = words(
    """
    Altenheim Bürgerbegehren Einkaufszentrum Freibad Gutachten Gymnasium Hafenbecken
    Heizkraftwerk Jugendzentrum Krankenhaus Lagerhaus Museum Naturschutzgebiet Parkhaus
    Pumpwerk Rathaus Sanierungsgebiet Stadion Stadttheater Stipendium Tierheim Umspannwerk
    Verkehrskonzept Wohnheim Übergangsgeld
    """
)
ADJECTIVES: Final = words(
    """
    alt neu klein groß städtisch geplant umstritten überfüllt baufällig kostspielig
    öffentlich gemeinnützig vorläufig kommunal zusätzlich versprochen verspätet ehemalig
    nördlich südlich überfällig beliebt günstig übrig
    """
)
GROUPS: Final = words(
    """
    Anwohner*innen Bürger*innen Erzieher*innen Fahrer*innen Forscher*innen Gärtner*innen
    Gewerkschafter*innen Händler*innen Kritiker*innen Landwirt*innen Lehrer*innen
    Mieter*innen Pendler*innen Pfleger*innen Planer*innen Schüler*innen Vertreter*innen
    Zuschauer*innen Eltern Familien Fachleute Nachbarn Verbände Vereine Behörden Betriebe
    Bauträger
    """
)
BODIES: Final = words(
    """
    Amt Ausschuss Bezirk Bündnis Gericht Kreistag Landesamt Landtag Ministerium Senat
    Verband Vorstand Betriebsrat Stadtrat Umweltamt Bauamt Rechnungsprüfungsamt
    Klinikverbund
    """
)
FIRST_NAMES: Final = words(
    """
    Aylin Bente Björn Cem Dörte Elif Enno Fatma Frauke Gesa Hauke Ilka Imke Jasper Jörg
    Karla Kerstin Levke Lütfiye Malte Marek Mehmet Nadja Onno Pauline Rasmus Renée Sönke
    Tjark Ulrike Volker Wiebke Yasmin Zoë
    """
)
NAME_STARTS: Final = words(
    """
    Ahlers Baum Bruns Butt Dirk Ebel Feld Gold Haller Harms Hinrich Kloster Kött Lüder Mehl
    Nagel Oster Petter Quast Rüter Sander Stein Tiede Uhl Voss Wieden
    """
)
NAME_ENDS: Final = ("", "berg", "brock", "busch", "heide", "hoff", "kamp", "mann", "meier", "sen")
PLACE_STARTS: Final = words(
    """
    Ahlen Birken Brook Eichen Erlen Fähr Garten Grün Hasel Hohen Kirch Königs Linden Moor
    Mühl Neuen Ober Rosen Sand Schön Stein Tannen Unter Wald Wester Wiesen
    """
)
PLACE_ENDS: Final = words(
    """
    au bach berg brück büttel dorf feld hagen haus hude kirchen moor münde rade see stedt
    tal werder
    """
)
CITIES: Final = ("Berlin", "Hamburg", "Bremen", "Köln", "München", "Kiel", "Leipzig", "Brüssel")
WEEKDAYS: Final = words(
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Montagabend Mittwochmorgen"
)
MONTHS: Final = words("Januar Februar März April Mai Juni Juli August September Oktober")
TOPICS: Final = words(
    """
    Wohnen Pflege Verkehr Bildung Landwirtschaft Gesundheit Klima Kultur Sport Hafen Energie
    Arbeit Schule Küste Justiz Haushalt Wasser Artenschutz Ernährung Europa Integration
    Denkmalpflege Fischerei Forschung Feuerwehr Familie Bahn Theater Bücher Moore
    """
)

#: Whole sentences. Slots: N A D phrases in nominative, accusative, dative; G a group of people;
#: B a body ("das Amt"); P a person, S a surname; O a place; Z M numbers and money; W D-days; J a
#: year; Q what somebody says; T a topic.
SENTENCES: Final = (
    "{B} in {O} will {A} noch in diesem Jahr prüfen",
    "das geht aus einem Papier hervor, das {B} am {W} vorgestellt hat",
    "{G} fordern seit Monaten, {A} nicht länger aufzuschieben",
    "{N} soll nach dem Willen der Stadt rund {M} kosten",
    "ob es dabei bleibt, ist offen: {N} wurde schon zweimal verschoben",
    "{P} hält davon wenig",
    "„{Q}“, sagt {P}",
    "„{Q}“, schreibt {P} in einer Stellungnahme, „{Q}“",
    "mit {D} habe das nichts zu tun, erklärte {P} am {W}",
    "zwischen {O} und {O} fährt seit {J} niemand mehr ohne Umstieg",
    "{Z} {G} haben sich bisher gemeldet, die meisten davon aus {O}",
    "{B} verweist auf {A} und auf die Zuständigkeit des Landes",
    "für {A} fehlt bislang die Zusage aus {C}",
    "dort rechnet man frühestens im {K} mit einer Entscheidung",
    "{N} gilt als Vorbild, seit {G} dort selbst mit anpacken",
    "wer durch {O} läuft, sieht {A} schon von Weitem",
    "noch vor {Z} Jahren war das anders",
    "damals stand hier {N}, und {G} kamen aus dem ganzen Umland",
    "{P} kennt {A} seit {J} und spricht trotzdem von einem „Glücksfall“",
    "nach Angaben der Verwaltung liegt der Anteil inzwischen bei {Z} Prozent",
    "das sind {Z} mehr als im Jahr davor, doch {G} sehen darin keinen Trend",
    "{N} und {N} hängen enger zusammen, als {B} zugeben mag",
    "am {W} beraten {G} darüber in nicht öffentlicher Sitzung",
    "einen Zeitplan gibt es nicht, wohl aber {A}",
    "{S} verlangt, dass {B} die Zahlen offenlegt",
    "von „{T} um jeden Preis“ könne keine Rede sein, heißt es dazu im Rathaus",
    "{G} werfen {P} vor, nur auf die Kosten zu schauen",
    "bezahlen sollen das am Ende wohl {G}",
    "{B} hatte im {K} {J} zunächst das Gegenteil beschlossen",
    "dagegen klagen nun {Z} {G} vor dem Verwaltungsgericht in {O}",
    "ein Urteil wird nicht vor {K} erwartet",
    "{P} widerspricht: Ohne {A} werde {O} in zehn Jahren nicht mehr wiederzuerkennen sein",
    "es geht um {M}, um {A} und um die Frage, wem {N} eigentlich gehört",
    "so steht es auch im Vertrag, den {B} erst nach einer Klage herausgab",
    "„{Q}“ – mit diesem Satz beendete {S} die Sitzung",
    "zuvor war bekannt geworden, dass {N} seit dem {K} stillsteht",
    "{N} sei sicher, betont {P}, das habe die Prüfung gezeigt",
    "die Opposition spricht dennoch von {Z} Mängeln",
    "in {O} leben heute {Z} Menschen, ein Drittel von ihnen älter als 60 Jahre",
    "gerade für sie ist der Weg zu {D} weit",
    "{G} und {G} haben deshalb ein Bündnis gegründet",
    "es trifft sich jeden {W} in einem Raum hinter {D}",
    "bis dahin bleibt {N} geschlossen",
    "{B} bestätigte auf Anfrage, dass {A} niemand bestellt hat",
    "unklar ist auch, was aus {D} wird, wenn die Förderung im {K} endet",
    "dann wären {M} verloren und {Z} Stellen in Gefahr",
    "{P} zeigt auf eine Karte, auf der {O} nur ein grauer Fleck ist",
    "im Sommer war {N} gut besucht, im Winter kommen an manchen Tagen kaum {Z} Leute",
    "trotzdem will {S} weitermachen",
    "ähnliche Pläne gab es schon {J} in {O}, sie scheiterten an {D}",
    "{G} nennen das „absurd“ und drohen mit {D}",
    "auf {A} angesprochen, lacht {S} nur kurz und rückt die Brille zurecht",
    "es brauche Geduld, Geld und jemanden, der {A} erklärt",
    "{N} ist {Z} Meter lang, und an jedem davon wird seit {J} gespart",
    "die Stadt {O} hat dafür {M} zurückgelegt, {C} gibt noch einmal so viel dazu",
    "weil {N} fehlt, weichen viele nach {O} aus",
    "neu ist das nicht: Schon {J} warnte {B} vor den Folgen",
    "was fehlt, sind Leute, die {A} über Jahre begleiten",
    "dass ausgerechnet {N} zum Streitfall wird, überrascht in {O} niemanden",
    "{S} hat nachgerechnet und kommt auf {M}",
)
SAID: Final = (
    "wir hätten früher anfangen müssen",
    "das ist kein Luxus, das ist Vorsorge",
    "so macht man sich {G} nicht zu Freunden",
    "am Ende zählt, ob {N} noch steht",
    "ohne {A} geht hier gar nichts",
    "die Rechnung kommt später, und sie wird höher sein",
    "wir reden seit {J} über {A}",
    "es fehlt nicht am Geld, es fehlt am Mut",
    "wer {A} will, muss auch Ja zu {D} sagen",
    "ich glaube das erst, wenn ich es sehe",
    "für {O} wäre das ein Anfang",
    "niemand hat uns gefragt",
)
LEDES: Final = (
    "{B} will {A} retten. Doch {G} trauen dem Plan nicht, und das Geld ist knapp.",
    "In {O} streiten {G} über {A}. Nun soll ein Gutachten helfen, das niemand bezahlen mag.",
    "{N} wird teurer als gedacht. {P} weiß, warum, und will trotzdem nicht aufgeben.",
    "Seit {J} wartet {O} auf {A}. Jetzt gibt es {M} und eine Frist, die kaum zu halten ist.",
    "{G} verlieren ihre Wohnungen, weil {N} weichen soll. Das Gericht prüft den Fall.",
    "Zum ersten Mal spricht {P} über {A}. Ein Besuch in {O}, wo das alle anders erzählen.",
    "Erst hieß es, {N} komme im {K}. Dann fehlte die Unterschrift. Was {G} daraus lernen.",
)
TEASERS: Final = (
    "{N} steht vor dem Aus. In {O} wollen {G} das nicht hinnehmen.",
    "{P} hat {A} erfunden. Ein Gespräch über Geduld, Geld und {T}.",
    "{B} legt Zahlen vor, die niemand erwartet hat. Besonders {O} steht schlecht da.",
    "Warum {G} nun doch für {A} stimmen und was {C} damit zu tun hat.",
    "Die Stadt {O} spart bei {D}. Das trifft vor allem {G}.",
    "Vor {Z} Jahren begann der Streit über {A}. Eine Bilanz.",
    "„{Q}“: {P} über {A} und die Frage, wer zahlt.",
)
KICKERS: Final = (
    "{T} in {O}",
    "Streit um {A}",
    "{G} gegen {A}",
    "Debatte über {A}",
    "{T} und {T}",
    "Urteil zu {D}",
    "Neues von {D}",
    "{P} über {T}",
    "Nach dem Aus für {A}",
)
HEADLINES: Final = (
    "{B} rückt {A} heraus und vergisst die Rechnung",
    "Wer {A} bezahlt und wer nur zusieht",
    "„{Q}“",
    "{G} warten weiter auf {A}",
    "Ein Dorf, {Z} Pläne und kein Ende in Sicht",
    "{O} übt den Aufstand gegen {A}",
    "Am {W} ist Schluss mit {D}",
    "{N} bleibt, die Sorgen auch",
    "Was von {D} übrig bleibt",
    "{M} für eine gute Idee",
)
CAPTIONS: Final = (
    "Noch steht das Gerüst: {N} in {O} an einem {W} im {K}",
    "{P} vor {D}, das Bild entstand im {K} {J}",
    "Warten auf Regen: {G} am Ufer bei {O}",
    "Ein Platz, den viele meiden: {N} nach der Sperrung im {K}",
)
SUBHEADINGS: Final = (
    "{G} wollen nicht länger warten",
    "Ein Plan, der {M} kostet",
    "{B} schweigt dazu",
    "Warum {N} wichtig ist",
    "Die Lehren aus {J}",
    "Kein Ersatz für {A}",
    "Was in {O} anders läuft",
)
TAGS: Final = ("{T}", "{O}", "{P}", "Schwerpunkt {T}", "{T}politik", "{C}", "{N1}", "{T}wende")
