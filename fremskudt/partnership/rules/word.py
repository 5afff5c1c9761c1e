"""Words that a municipality may choose itself, and words that no screen of citizens and partners holds (F82).

`TERMS` are ours, by the word that we use: `{% word "praj" %}` shows it, or the municipality's own. `AVOIDED` is held
against every text that citizens, partners and peers can see (tests/house/test_words.py) and cannot be taken away;
`THINK_TWICE` are words that are right in one sentence and hurt in another, so only a municipality's own word is held
against them. Source: screens.md 6 and A4, domain.md 7.1.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _

LONGEST = 60
MOST_AVOIDED = 40  # of a municipality's own
CITIZENS, VOLUNTEERS = 25, 30  # the highest LIX of what they read (screens.md 1.10)


@dataclass(frozen=True)
class Term:
    """A word of ours: whose pages it is read on, and a sentence as such a page may have it, in Danish always."""

    standard: str
    where: str
    sentence: str
    most_lix: int


_PARTNERS, _CITIZENS = _("Partneres og frivilliges sider"), _("Borgerens egne sider")
TERMS: dict[str, Term] = {
    term.standard: term
    for term in (
        Term(_("praj"), _PARTNERS, "Ser du et menneske, du er urolig for, så giv os et %(word)s.", VOLUNTEERS),
        Term(_("huskeord"), _PARTNERS, "Skriv dit eget %(word)s. Ingen navne.", VOLUNTEERS),
        Term(_("hus"), _PARTNERS, "Kun dit eget %(word)s kan se det.", VOLUNTEERS),
        Term(_("område"), _PARTNERS, "Skriv kun et %(word)s.", VOLUNTEERS),
        Term(_("værested"), _PARTNERS, "Ring til et %(word)s, eller tag forbi.", VOLUNTEERS),
        Term(_("samtalekort"), _PARTNERS, "Se på et %(word)s, før du går i gang.", VOLUNTEERS),
        Term(_("fællesskab"), _PARTNERS, "Kom og vær med i et %(word)s.", VOLUNTEERS),
        Term(_("sparring"), _PARTNERS, "Vi holder %(word)s på tværs af huse.", VOLUNTEERS),
        Term(_("teamet"), _CITIZENS, "Ingen uden for %(word)s har set noget.", CITIZENS),
        Term(_("forløb"), _CITIZENS, "Du kan altid stoppe dit %(word)s.", CITIZENS),
        Term(_("samtale"), _CITIZENS, "Vi tager en %(word)s, når du vil.", CITIZENS),
        Term(_("aftale"), _CITIZENS, "Vi har en %(word)s i morgen.", CITIZENS),
        Term(_("kort møde"), _CITIZENS, "Vi holder et %(word)s om din hjælp.", CITIZENS),
        Term(_("farvel for nu"), _CITIZENS, "Vi siger %(word)s. Du kan altid komme igen.", CITIZENS),
    )
}

# Language → word as it is shown → its forms.
AVOIDED: dict[str, dict[str, str]] = {
    "da": {
        "behandling": r"\w*behandl\w*", "terapi": r"terap\w*", "misbrug": r"\w*misbrug\w*",
        "afhængighed": r"\w*afhængighed\w*", "klient": r"klient(?!el)\w*", "patient": r"patient\w*",
        "narkoman": r"narko\w*", "opspore": r"opspor\w*", "rekruttere": r"rekrutter\w*", "indberette": r"indberet\w*",
        "anmelde": r"anmeld\w*", "udeblive": r"udeb(?:liv|lev)\w*", "manglende fremmøde": r"manglende fremmøde",
        "frafald": r"frafald\w*", "dropout": r"drop-?outs?", "progressionsskema": r"progressions\w*",
        "screening": r"screening\w*", "samtykkeerklæring": r"samtykkeerklæring\w*", "videregivelse": r"videregiv\w*",
        "parathed": r"parathed\w*", "koordinationsmøde": r"koordinationsmøde\w*",
        "sagskonference": r"sagskonference\w*", "håndholdt": r"håndhold\w*", "brobygning": r"brobyg\w*",
        "overlevering": r"overlever(?!e\b)\w*", "mørketal": r"mørketal\w*", "tilbagefald": r"tilbagefald\w*",
        "recidiv": r"recidiv\w*", "risikoborger": r"risikoborger\w*", "fase": r"fase(?:n|r|rne|s)?",
    },
    "en": {
        "treatment": r"\w*treatments?", "therapy": r"therap(?:y|ies)", "abuse": r"abus(?:e|es|ed|er|ers|ing)",
        "misuse": r"misus(?:e|er|ers|ing)", "addict": r"addict\w*", "client": r"clients?", "patient": r"patients?",
        "junkie": r"junk(?:y|ie|ies)", "recruit": r"recruit\w*", "no-show": r"no-?shows?", "dropout": r"drop-?outs?",
        "screening": r"screenings?", "caseworker": r"case ?workers?", "dark figures": r"dark figures?",
        "relapse": r"relaps\w*", "recidivism": r"recidiv\w*", "readiness": r"readiness", "phase": r"phase[sd]?",
    },
}  # fmt: skip
THINK_TWICE = (
    "bruger", "udskrevet", "afsluttet", "nægter", "ubesvaret", "mangler", "måling", "test", "motivation", "egnet",
    "farlig", "tung",
)  # fmt: skip
_FORMS = {
    language: {word: re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE) for word, forms in words.items()}
    for language, words in AVOIDED.items()
}

ON_THE_LIST = _("Ordet står på jeres undgå-liste.")
ON_OUR_LIST = _("Ordet står på den liste, vi alle undgår.")
ONE_LINE = _("Skriv kun ét ord eller nogle få, på én linje.")
TOO_LONG = _("Skriv det kortere: højst 60 tegn. Intet er slettet.")  # LONGEST
IN_USE = _("Ordet bruges i jeres egne ord. Ret det der først.")
FULL_LIST = _("Listen er fuld. Fjern et ord først.")


def avoided_in(text: str, language: str = "da") -> list[str]:
    """Which of the words that we all avoid stand in a text, as they are shown on A4. Language: da or en."""
    return [word for word, forms in _FORMS[language].items() if forms.search(text)]


def own_avoided_in(text: str, avoided: Iterable[str]) -> list[str]:
    """Which of a municipality's own: the word itself, or with a short ending."""
    return [one for one in avoided if re.search(rf"(?<!\w){re.escape(one)}\w{{0,4}}(?!\w)", text, re.IGNORECASE)]


def tidy(word: str) -> str:
    """Without blanks around it, and with one where there were several. Line ends stay: `may_use` stops them."""
    return re.sub(r"[^\S\r\n]+", " ", word).strip()


def may_use(word: str, avoided: Iterable[str]) -> Verdict:
    """May a municipality use this word? `avoided` are its own; empty is fine and means our standard word."""
    if len(word) > LONGEST:
        return Verdict.no(TOO_LONG)
    if any(not sign.isprintable() for sign in word):
        return Verdict.no(ONE_LINE)
    if own_avoided_in(word, avoided):
        return Verdict.no(ON_THE_LIST)
    if avoided_in(word) or own_avoided_in(word, THINK_TWICE):
        return Verdict.no(ON_OUR_LIST)
    return Verdict.yes()


def may_avoid(word: str, *, in_use: Iterable[str], n_avoided: int) -> Verdict:
    """May this word be put on the municipality's list? `in_use` are its own words, `n_avoided` how many it avoids."""
    if len(word) > LONGEST:
        return Verdict.no(TOO_LONG)
    if not word or any(not sign.isprintable() for sign in word):
        return Verdict.no(ONE_LINE)
    if any(own_avoided_in(used, [word]) for used in in_use):
        return Verdict.no(IN_USE)
    return Verdict.no(FULL_LIST) if n_avoided >= MOST_AVOIDED else Verdict.yes()


def differing(words: Mapping[str, str]) -> dict[str, str]:
    """Term → the municipality's own word, where it is another than ours."""
    return {term: word for term, word in words.items() if word and word != TERMS[term].standard}


def lix(text: str) -> float:
    """How hard a Danish text is to read: words a sentence and a hundred times the share of words of seven letters or
    more (Björnsson 1968). A line of its own is a sentence. No words are 0.
    """
    words = re.findall(r"[^\W\d_]+", text)
    sentences = [part for part in re.split(r"[.:;?!\n]+", text) if re.search(r"\w", part)]
    long = [word for word in words if len(word) > 6]
    return len(words) / len(sentences) + 100 * len(long) / len(words) if words else 0.0
