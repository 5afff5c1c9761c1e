"""What in a text tells who somebody is: a name, a number, an address. Such a text is not stored until it is changed.

Found by its shape alone: nothing is looked up. A line may be wrongly stopped (it is then written in other words), and a
nickname or a description can still give somebody away; see the figures of tests/partnership/test_telltale.py.
Source: screens.md P2, design.md 5 (a tip), F03.
"""

import re

from fremskudt.basics.words import gettext_noop as _
from fremskudt.partnership.rules.telltale_name import names_in

NAME = _("et navn")
CPR = _("et CPR-nummer")
PHONE = _("et telefonnummer")
MAIL = _("en mailadresse")
ADDRESS = _("en adresse")
PLATE = _("en nummerplade")
HANDLE = _("et profilnavn")
CODE = _("en kode")
NUMBER = _("et nummer")

SAID_OF_A_NAME = _("Det ligner et navn. Skriv et andet ord, så gemmer vi.")
SAID_OF_A_NUMBER = _("Det ligner et nummer eller en adresse. Skriv kun området.")

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
_DAY = (
    r"(?:\d{1,2}[./-]\s?\d{1,2}[./-]?\s?\d{2,4}|\d{6,8}|\d{1,2}/\d{1,2}|"
    rf"\d{{1,2}}\.?\s{_MONTH}(?:\s\d{{4}})?)"
)
_STREET = (
    r"(?:gade|vej|vejen|gaden|allé|alle|alléen|stræde|strædet|vænge|vænget|toft|toften|bakke|bakken|boulevard|pladsen|"
    r"plads|torv|torvet|park|parken|have|haven|kaj|kajen|sti|stien|høj|højen|eng|engen|gård|gården|brink|kær|lund|mark)"
)
_FLOOR = r"(?:kl|st|\d{1,2})\.?\s?(?:sal\s?)?(?:tv|th|mf)\b"
_SOCIAL = r"(?:facebook|fb|messenger|insta(?:gram)?|snap(?:chat)?|tiktok|telegram|wickr|discord|whatsapp|signal)"

_SHAPES: tuple[tuple[str, str], ...] = (
    (CPR, r"(?<!\d)\d{6}[ -]?[\dxX]{4}(?![\dxX])"),
    (CPR, r"(?<!\d)\d{2}[. /-]\d{2}[. /-]\d{2}[ -]\d{4}(?!\d)"),
    (CPR, rf"\b(?:cpr|fødselsdag|fødselsdato|født)\b\W{{0,3}}(?:nr\W{{0,2}}|er\s|i\s|den\s|d\.\s?)?{_DAY}"),
    (PHONE, r"(?<!\w)(?:\+|00)\d{1,3}[ -]?\d(?:[ .-]?\d){5,11}(?!\d)"),
    (PHONE, r"(?<![\d.,])[2-9]\d{7}(?![\d])"),
    (PHONE, r"(?<![\d.,])\(?[1-9]\d\)?([ .-])\d\d\1\d\d\1\d\d(?!\d)"),
    (PHONE, r"(?<!\d)(?!(?:19|20)\d\d[ -](?:19|20)\d\d)[1-9]\d{3}[ .-]\d{4}(?!\d)"),
    (PHONE, r"(?<!\d)[1-9]\d{2}[ -]\d{3}[ -]\d{2}(?!\d)"),
    (PHONE, r"(?<!\d)[1-9]\d[ -]\d{3}[ -]\d{3}(?!\d)"),
    (PHONE, r"(?<!\d)[1-9](?: \d){7}(?! ?\d)"),
    (PHONE, r"\b(?:tlf|telefon|mobil|nummer(?:et)?|ring (?:på|til))\b\W{0,3}(?:er )?1\d{7}(?!\d)"),
    (
        MAIL,
        r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|[(\[]at[)\]]|\bsnabela\b)\s?[\w-]+\s?(?:\.|\(dot\)|\bpunktum\b)\s?\w{2,}",
    ),
    (MAIL, r"\b\w+ at [\w-]+(?:\.| punktum | dot )\w{2,3}\b"),
    (ADDRESS, rf"\b\w{{2,}}{_STREET}\s(?:nr\.?\s?)?\d{{1,3}}\s?[a-zA-Z]?\b(?!\s?(?:gange|dage|timer|uger|år|kr))"),
    (ADDRESS, rf"\b(?-i:[A-ZÆØÅ]\w+)\.?\s(?-i:[A-ZÆØÅ]\w+)?\s?{_STREET}\s(?:nr\.?\s?)?\d{{1,3}}\s?[a-zA-Z]?\b"),
    (ADDRESS, rf"\d\s?[a-zA-Z]?,?\s{_FLOOR}"),
    (ADDRESS, rf"\b(?:{_FLOOR})"),
    (ADDRESS, r"\b(?:lejlighed|lejl\.|værelse|opgang|kolonihave|hytte|celle|stue)\s(?:nr\.?\s?)?\d{1,3}\b"),
    (ADDRESS, r"(?<!\d)5[4-7]\.\d{3,}\W{1,3}\d{1,2}\.\d{3,}"),
    (ADDRESS, r"\b(?:maps\.app|goo\.gl|google\.\w+/maps|what3words|w3w)\S*"),
    (PLATE, r"\b(?-i:[A-ZÆØÅ]{2})[ -]?\d{2}[ -]?\d{3}\b"),
    (PLATE, r"\b(?!af|på|er|kl|og|en|et|de|at|vi|du|so|ca|kr|nr|op|ud|om|da|så|se|to|i)[a-zæøå]{2}\d{5}\b"),
    (HANDLE, r"(?<![\w.])@\w{3,}"),
    (HANDLE, rf"\b{_SOCIAL}\s?[:=]\s?\S+"),
    (HANDLE, rf"\b{_SOCIAL}\b\.?\s(?:er|som|hedder|hun hedder|han hedder|navn|profil)\s\S+"),
    (HANDLE, rf"\b{_SOCIAL}\.\w{{2,3}}/\S+"),
    (HANDLE, r"\bprofil(?:en)?\s(?:er|hedder)\s\S+"),
    (HANDLE, r"\b[a-zæøå]+_\w+\b"),
    (HANDLE, r"\b(?!covid|rema)[a-zæøå]{4,}\d{2,}\b"),
    (NUMBER, r"\b(?:sagsn(?:umme)?r|journaln(?:umme)?r|pasn(?:umme)?r|konton(?:umme)?r|kørekort)\W{0,3}\d"),
    (CODE, r"\b(?-i:[2-9CDFGHJKMNPQRTVWX]{4}-[2-9CDFGHJKMNPQRTVWX]{4})\b"),
)
_FOUND = [(kind, re.compile(shape, re.IGNORECASE)) for kind, shape in _SHAPES]


def found_in(text: str) -> list[str]:
    """The kinds of what looks like it tells who somebody is, each once, in Danish; empty for a harmless text.

    Time grows with the length of the text and no faster. The words found are never returned, so that none is logged.
    """
    kinds = [NAME] if names_in(text) else []
    for kind, shape in _FOUND:
        if kind not in kinds and shape.search(text):
            kinds.append(kind)
    return kinds


def sentence(kinds: list[str]) -> str:
    """What to say of it: the name first, since it is the one that is forgotten; empty when nothing was found."""
    if not kinds:
        return ""
    return SAID_OF_A_NAME if NAME in kinds else SAID_OF_A_NUMBER
