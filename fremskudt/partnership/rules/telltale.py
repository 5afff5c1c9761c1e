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
_SOCIAL = (
    r"(?:facebook|fb|messenger|insta(?:gram)?|ig|snap(?:chat)?|tiktok|twitter|telegram|wickr|discord|whatsapp|signal|"
    r"youtube|linkedin|steam|gamertag)"
)
_BEFORE_A_PHONE = r"(?:tlf|telefon|fastnet|mobil|mob|nummer(?:et)?|nr|ring(?: \w+)? (?:på|til)|sms|call|nås på)"
_A_DATE = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d-"
_ENDS = r"(?=\s*(?:$|[,.;:)\n]))"

_SHAPES: tuple[tuple[str, str], ...] = (
    (CPR, r"(?<!\d)\d{6}[ -]?[\dxX]{4}(?![\dxX])"),
    (CPR, r"(?<!\d)\d{2}[. /-]\d{2}[. /-]\d{2}[ -]\d{4}(?!\d)"),
    (CPR, rf"\b(?:cpr|fødselsdag|fødselsdato|født|f\.)\W{{0,3}}(?:nr\W{{0,2}}|er\s|i\s|den\s|d\.\s?)?{_DAY}"),
    (CPR, r"\bfødt\b[^\n]{0,20}(?<!\d)\d{1,2}/\d{1,2}(?!\d)"),
    (CPR, rf"\bfylder\s(?:\w{{2,9}}\s)?(?:år\s)?(?:den\s|d\.\s?){_DAY}"),
    (PHONE, r"(?<!\w)(?:\+|00)\d{1,3}[ -]?\d(?:[ .-]?\d){5,11}(?!\d)"),
    (PHONE, r"(?<![\d.,])[2-9]\d{7}(?![\d])"),
    (PHONE, r"(?<![\d.,])\(?[1-9]\d\)?([ .-])\d\d\1\d\d\1\d\d(?!\d)"),
    (PHONE, r"(?<!\d)(?!(?:19|20)\d\d[ -](?:19|20)\d\d)[1-9]\d{3}[ .-]\d{4}(?!\d)"),
    (PHONE, r"(?<!\d)[1-9]\d{2}[ -]\d{3}[ -]\d{2}(?!\d)"),
    (PHONE, r"(?<!\d)[1-9]\d[ -]\d{3}[ -]\d{3}(?!\d)"),
    (PHONE, r"(?<!\d)[1-9](?: \d){7}(?! ?\d)"),
    (PHONE, r"(?<!\d)[1-9]\d \d\d (?!19\d\d|20\d\d)\d{4}(?!\d)"),
    (PHONE, rf"\b{_BEFORE_A_PHONE}\b(?:(?!kl)[^\d\n]){{0,20}}(?<!\d)(?!{_A_DATE})(?:\d[ ./-]?){{7}}\d(?!\d)"),
    (
        MAIL,
        r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|[(\[]at[)\]]|\bsnabel-?a\b)\s?[\w-]+\s?"
        r"(?:\.|[(\[]dot[)\]]|\bdot\b|\bpunktum\b)\s?\w{2,}",
    ),
    (MAIL, r"\b\w+ at [\w-]+(?:\.| punktum | dot )\w{2,3}\b"),
    (ADDRESS, rf"\b\w{{2,}}{_STREET}\s(?:nr\.?\s?)?\d{{1,3}}\s?[a-zA-Z]?\b(?!\s?(?:gange|dage|timer|uger|år|kr))"),
    (ADDRESS, rf"\b(?-i:[A-ZÆØÅ]\w+)\.?\s(?-i:[A-ZÆØÅ]\w+)?\s?{_STREET}\s(?:nr\.?\s?)?\d{{1,3}}\s?[a-zA-Z]?\b"),
    (ADDRESS, rf"\d\s?[a-zA-Z]?,?\s{_FLOOR}"),
    (ADDRESS, rf"\b(?:{_FLOOR})"),
    (
        ADDRESS,
        r"\b(?:lejlighed|lejl\.|værelse|vær\.|opgang|kolonihave(?:hus)?|hytte|celle|stue|"
        r"(?:kælder|loft|lager)rum|container|barak|campingvogn|standplads|postboks)\s(?:nr\.?\s?)?\d{1,3}\b",
    ),
    (ADDRESS, r"\bbor\b[^\n.]{0,25}\b(?:nr\.?|nummer)\s\d{1,3}\b"),
    (ADDRESS, rf"\bnr\.?\s\d{{1,3}}\s?[a-z]?\spå\s\w{{3,}}{_STREET}\b"),
    (ADDRESS, r"\b(?-i:[A-ZÆØÅ]\w{2,})\s\d{1,3}\s?[a-zA-Z]?,\s?(?:\d{1,2}\.(?!\d)|st\b|kl\.?\s?t)"),
    (ADDRESS, rf"\b(?:på|ved|bag|under)\s(?-i:[A-ZÆØÅ]\w*(?:et|en))\s\d{{1,3}}\s?[A-Za-z]?{_ENDS}"),
    (ADDRESS, rf"(?:^|[\n,;]\s?)(?-i:[A-ZÆØÅ]\w{{2,}}(?:et|en))\s\d{{1,3}}\s?(?-i:[A-Z]?){_ENDS}"),
    (ADDRESS, rf"\bplads\s(?:nr\.?\s?)?[a-z]?\d{{1,3}}{_ENDS}|\bsal\stil\s(?:højre|venstre)"),
    (ADDRESS, r"\bhaveforening\w*\b[^\n]{0,30}\bhave\s(?:nr\.?\s?)?\d"),
    (ADDRESS, r"\d{2}°\s?\d{1,2}(?:[.,]\d+)?['’′]"),
    (ADDRESS, r"///[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+"),
    (ADDRESS, r"(?<!\d)5[4-7]\.\d{3,}\W{1,3}\d{1,2}\.\d{3,}"),
    (ADDRESS, r"\b(?:maps\.app|goo\.gl|google\.\w+/maps|what3words|w3w)\S*"),
    (PLATE, r"\b(?-i:[A-ZÆØÅ]{2})[ -]?\d{2}[ -]?\d{3}\b"),
    (
        PLATE,
        r"\b(?!af|på|er|kl|og|en|et|de|at|vi|du|so|ca|kr|nr|op|ud|om|da|så|se|to|i|jo|ja|få|gå|ny|tv|th|st|mf|km|cm|mm|mg|ml|kg|os|ad|af)"
        r"[a-zæøå]{2}(?:\d{5}|[ -]\d{2}[ -]?\d{3})\b",
    ),
    (PLATE, r"\b(?-i:(?!DK|OL|EM|VM)[A-ZÆØÅ]{2})[ -](?!19\d\d|20\d\d)\d{4}\b(?!\s?(?:kr|m|km))"),
    (PLATE, r"\b(?:bil|bilen|varevogn|trailer|knallert)\b[^\n]{0,20}\b(?-i:[A-ZÆØÅ]{2,3})[ -]?\d{2,6}\b"),
    (PLATE, r"\b(?-i:[A-ZÆØÅ]{1,3}-[A-Z]{1,2})\s?\d{1,4}\b"),
    (
        PLATE,
        r"\b(?:nummerplader?|plader?(?:ne)?|reg\.?\s?nr|ønskeplade)\b\W{0,3}(?:er\s|med\s)?"
        r"(?-i:[A-ZÆØÅ]{2,3}[ -]?\w{2,7})\b",
    ),
    (HANDLE, r"(?<![\w.])@\w{3,}"),
    (HANDLE, rf"\b{_SOCIAL}\s?[:=]\s?\S+"),
    (HANDLE, rf"\b{_SOCIAL}\b\.?\s(?:er|som|hedder|hun hedder|han hedder|navn|profil):?\s\S+"),
    (HANDLE, r"\b[\w-]+\.(?:com|dk|net|org|me|be|tv|gg)/\S+"),
    (HANDLE, r"\b\w{3,}#\d{3,4}\b"),
    (HANDLE, r"\bprofil(?:en)?\s(?:er|hedder)\s\S+"),
    (HANDLE, r"\b[a-zæøå]+_\w+\b"),
    (HANDLE, r"\b(?!covid|rema)[a-zæøå]{4,}\d{2,}\b"),
    (HANDLE, rf"\b(?!{_MONTH}|uge)[a-zæøå]{{3}}\d{{4}}\b"),
    (
        NUMBER,
        r"\b(?:sagsn(?:umme)?r|journaln(?:umme)?r|pasn(?:umme)?r|konton(?:umme)?r|kørekort|lønn(?:umme)?r|"
        r"konto|borger\s?n(?:umme)?r|sygesikring(?:skort)?)\W{0,3}(?:nr\W{0,3})?\d{3}",
    ),
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
