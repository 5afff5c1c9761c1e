"""The everyday word a citizen is known by on screens: neutral, not a name, not a place, nothing that can shame."""

import unicodedata
from enum import StrEnum

LONGEST = 40  # signs

# Things one meets in a kitchen, a garden, a harbour or a concert hall. Left out: names, places, animals used as abuse,
# and every word that means something among those who use or sell drugs.
WORDS: tuple[str, ...] = tuple(
    """
    Abrikos Agern Ahorn Akvarel Altan Arkade Artiskok Asparges Avis Azur Basilikum Blomkål Blyant Blåbær Bogmærke
    Bold Bomuld Bord Bregne Brevsprække Brik Broccoli Brombær Brosten Brødkasse Buket Bøje Bølge Cello Cirkel Cykel
    Cymbal Damask Damplokomotiv Domino Drage Drivhus Duet Dugdråbe Dørmåtte Dørslag Egern Ekko Elfenben Enebær
    Estragon Fersken Filt Fingerbøl Flagstang Flise Flonel Fløjl Forklæde Forår Frimærke Fyrtårn Fægtning Færge
    Galakse Gardin Garnnøgle Globus Gran Granit Grønkål Guitar Guldsmed Gulerod Gynge Gærdesmutte Halstørklæde
    Harmonika Hasselnød Havelåge Havre Hejre Hindbær Hirse Honning Horisont Hue Humlebi Hvede Hyacint Hylde Hyldebær
    Hængekøje Ingefær Isfugl Jolle Jordbær Kabale Kagerulle Kahyt Kajak Kalender Kande Kanel Kaprifolie Kardemomme
    Karrusel Kastanje Kikkert Kirsebær Kiselsten Klarinet Klaver Klejne Kløver Knækbrød Komet Kommode Kompas
    Konkylie Kop Kor Kornblomst Kringle Kristtorn Krokus Kuvert Kvadrat Kvæde Ladcykel Lampe Lanterne Lavendel
    Lineal Lods Logbog Lommelygte Luftskib Lup Lynlås Lærred Løvetand Magenta Majs Mandel Marmelade Marmor Menuet
    Messing Metronom Mole Mosaik Mursten Musvit Mælkebøtte Målebånd Nodehæfte Nordlys Notesbog Obo Okker Palet
    Pandekage Papirclips Paraply Parasol Pastinak Peberkværn Peberrod Pensel Persille Piskeris Planet Poppel Porre
    Portal Postkasse Postkort Pude Purløg Puslespil Pyramide Påskelilje Rabarber Radise Ramme Refræn Reol Ribs Rive
    Ror Rug Rugbrød Rundstykke Rødbede Rødkælk Sejl Skak Skifer Skitse Sløjfe Snurretop Solbær Solsikke Solsort
    Sommerfugl Sonate Spejl Staffeli Stige Stikkelsbær Stol Stork Sweater Søjle Søkort Tagsten Tallerken Tamburin
    Tandem Tang Terrasse Tin Tomat Traktor Trappe Triangel Trillebør Tromme Trompet Tuba Tulipan Turkis Tvebak Tweed
    Tyttebær Tæppe Tømmerflåde Ugle Uld Umbra Vaffel Valnød Vals Vandkande Vante Vase Vaterpas Vedbend Vejrhane
    Vejrmølle Vindmølle Violin Vipstjert Viskelæder Viskestykke Vækkeur Xylofon Æble Æggebæger
    """.split()  # noqa: SIM905  a list to read, not to parse
)


class Fault(StrEnum):
    """Why an alias is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    DIGITS = "digits"
    ODD_SIGNS = "odd_signs"


def tidy(text: str) -> str:
    """One spelling of each alias: »  KANEL« and »kanel« are both »Kanel«, so that two never differ by case alone."""
    return " ".join(unicodedata.normalize("NFC", text).split()).capitalize()


def fault(alias: str) -> Fault | None:
    """What is wrong with a tidied alias; nothing when it will do.

    A figure is refused wherever it stands: what looks like a CPR number or a telephone number is made of them.
    """
    if not any(sign.isalpha() for sign in alias):
        return Fault.DIGITS if any(sign.isnumeric() for sign in alias) else Fault.EMPTY
    if len(alias) > LONGEST:
        return Fault.TOO_LONG
    if any(sign.isnumeric() for sign in alias):
        return Fault.DIGITS
    return None if all(sign.isalpha() or sign in " -'’" for sign in alias) else Fault.ODD_SIGNS


def free(used: frozenset[str]) -> list[str]:
    """The words nobody bears yet; when all are taken, two words together that nobody bears. Never empty in practice."""
    single = [word for word in WORDS if word not in used]
    return single or [pair for first in WORDS for second in WORDS if (pair := tidy(f"{first} {second}")) not in used]
