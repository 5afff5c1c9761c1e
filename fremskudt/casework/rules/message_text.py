"""What the messages say, and what none of them may tell. Danish always: it is citizens who read them (screens.md 5).

Names nobody but the sender's first name, and nothing of what it is about: neither the words that we all avoid, nor
those below, nor the names of the centre (security.md R11 and T24).
"""

import re
from collections.abc import Iterable
from datetime import date

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.message import Kind
from fremskudt.partnership.rules.word import avoided_in, own_avoided_in

TEXTS: dict[str, str] = {
    Kind.QUESTIONS: "Hej. Her er det, vi talte om: {link} Spring over, hvad du vil. Hilsen {name}",
    Kind.QUESTIONS_AGAIN: "Hej. Linket virker til {day}. Det gør ikke noget, hvis du ikke når det. Hilsen {name}",
    Kind.NOT_NOW: "Helt i orden. Jeg skriver igen {day}. Skriv før, hvis du vil. Hilsen {name}",
    Kind.STOPPED: "Vi skriver ikke mere. Du kan altid ringe på {number}.",
}
WHEN: dict[str, str] = {
    Kind.QUESTIONS: _("Når behandleren trykker. Eller to dage efter, at en runde er åbnet."),
    Kind.QUESTIONS_AGAIN: _("Én gang, tidligst en uge efter. Kun når der er noget tilbage."),
    Kind.NOT_NOW: _("Når borgeren skriver IKKE NU. Så venter alle spørgsmål en uge."),
    Kind.STOPPED: _("Når borgeren skriver STOP. Det er den sidste besked."),
}
TELLS = _("Teksten røber, hvad det handler om.")
ONE_SMS = 160  # signs; in 70 where one is not of the alphabet below
ONE_WIDE_SMS = 70
GSM_7 = frozenset(  # 3GPP TS 23.038, 6.2.1
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Shown on A6. Each with any ending, also in the name of a host, and at the start of a word: Kristoffer is a name.
TELLING = (
    "stof", "rusmid", "misbrug", "afhængig", "afhaengig", "behandl", "alkohol", "hash", "narko", "metadon", "psyk",
    "klinik", "fremskudt", "evaluering", "undersøgelse", "undersoegelse", "skema", "spørgeskema",
)  # fmt: skip
_TELLING = re.compile(rf"(?<![^\W_])(?!stoffers?\b)(?:{'|'.join(TELLING)})\w*", re.IGNORECASE)  # Stoffer is one too
_SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?=/)")  # of a link: random signs are no words

_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip


def text_of(kind: Kind, *, link: str = "", day: date | None = None, name: str = "", number: str = "") -> str:
    """A message as it goes. What its kind does not say is left out."""
    return TEXTS[kind].format(link=link, day=in_words(day) if day else "", name=name, number=number)


def in_words(day: date) -> str:
    """»fredag den 4. december«."""
    return f"{_DAYS[day.weekday()]} den {day.day}. {_MONTHS[day.month - 1]}"


def telling_in(text: str, avoided: Iterable[str] = (), names: Iterable[str] = ()) -> list[str]:
    """What in it tells what it is about, in the order found; `avoided` are a municipality's, `names` of its centres."""
    plain = _SECRET.sub("", text)
    found = [*_TELLING.findall(plain), *avoided_in(plain), *own_avoided_in(plain, avoided)]
    found += [name for name in names if name.casefold() in plain.casefold()]
    return list(dict.fromkeys(found))


def may_say(text: str, avoided: Iterable[str] = (), names: Iterable[str] = ()) -> Verdict:
    return Verdict.no(TELLS) if telling_in(text, avoided, names) else Verdict.yes()


def n_parts(text: str) -> int:
    """How many SMS it takes. A longer one is sent in parts of somewhat fewer signs, 153 or 67 each."""
    most, part = (ONE_SMS, 153) if GSM_7.issuperset(text) else (ONE_WIDE_SMS, 67)
    return 1 if len(text) <= most else -(-len(text) // part)
