"""Which words of a text look like somebody's name. The lists beside this file are made from general knowledge."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?")
# What stands before a word that has its capital from the sentence and not from itself.
_STARTS = re.compile(r"(?:^|[.!?:…»«\"“”(\[*•–—]\s*|\n\s*|(?:^|\n)\s*(?:-|\d{1,2}[.)])\s*)$")
_SHORT = re.compile(r"\b(?:hr|fr|mr|mrs|kl|ca|nr|gl|skt|sct|st|bl\.a|f\.eks|evt|tlf)\.\s*$", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:hedder|hed|kaldes|kalder|kaldt|navn(?:et)?|navnet er|sig som|ved navn|[hm]r\.?|mrs\.?|fru|frk\.?|fætter|"
    r"kusine|søn|datter|bror|søster|mor|far|kæreste|ven|veninde|onkel|tante|kaldet|fornavn|kong|fatter|mutter|sømand|"
    r"kaptajn|doktor|talte med|snakke(?:r|de) med|ring(?:er|ede)? til)\s+"
    r"(?:vist |nok |også |ham |hende |sig |for |noget med )*$",
    re.IGNORECASE,
)
# What somebody is told of to do. Before it a name that is a word as well, or a word nobody knows, is a person.
_DOES = frozenset(
    """
    har sover sov fryser frøs hoster hostede græder græd drikker drak spurgte siger sagde hedder hed bor boede ringer
    ringede kom kommer ville vil skulle kunne fik gik sang råbte manglede mangler savner fortalte fra
    """.split()  # noqa: SIM905
)
_NOBODY = frozenset(
    """
    hans per bo dan frost storm strøm vind sol ild sommer høst april august juni juli maj nord ny lys gry dag uge post
    bro skov strand mark gade vej toft lund holm eng muslim danner sønder smed skriver skipper kejser
    """.split()  # noqa: SIM905
)
# A chain of capitals that ends with one of these is a place: Sankt Mortens Kirke, Hans Broges Gade.
_PLACES = frozenset(
    """
    kirke kirken plads pladsen gade vej torv skole hus hjem hospital sygehus bro brygge allé alle stræde boulevard park
    have haven kollegium stiftelse fond café cafe kro bodega bageri apotek grill pizzeria fængsel kanal dok station å sø
    skov by
    """.split()  # noqa: SIM905  lists to read, not to parse
)
# So are words with such an ending.
_PLACE_ENDINGS = tuple(
    """
    gade gaden vej vejen stræde torv torvet pladsen parken skoven søen åen søerne byen kirken kirke skole skolen huset
    havnen centret centeret hjemmet loven teamet team hjælp hjælpen banegård station broen allé erne stedet stuen caféen
    cafeen kommune kommunen foreningen klubben
    """.split()  # noqa: SIM905
)
_SAINTS = frozenset({"sankt", "skt", "sct"})
# What a sentence begins with before the name of a place.
_OPENERS = frozenset(
    """
    ved på i hos fra til bag ude nær mod om af med over under foran langs omkring rundt nede oppe inde hjemme hun han en
    et den det vi der jeg min mit mine din jer jeres de som når så men og hvis var er har kom skal kan må vil går står
    sidder ligger sover set mødte mød ring husk tag brug læs gå kør kontakt tak hej hilsen kære mange dansk ny nye måske
    igen også især
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Word:
    text: str
    starts: bool  # the first of a sentence
    named: bool  # after »hedder«, »hr.« and the like
    joined: bool  # nothing but a space between it and the word before

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def has_capital(self) -> bool:
        """Of its own. A word all in capitals is shouted, and says nothing by them."""
        return self.text[0].isupper() and not (len(self.text) > 1 and self.text.isupper())


@cache
def _lists(file: str) -> dict[str, frozenset[str]]:
    """Section → its words, small."""
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in (Path(__file__).with_name(file)).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.lower().split())
    return {section: frozenset(held) for section, held in found.items()}


def first_names() -> frozenset[str]:
    return _lists("names.txt")["first names"]


def surnames() -> frozenset[str]:
    return _lists("names.txt")["surnames"]


@cache
def ambiguous() -> frozenset[str]:
    """Names that are ordinary words as well."""
    return _lists("names.txt")["words"]


@cache
def plain_names() -> frozenset[str]:
    """Names that are nothing else, whatever their first letter."""
    return (first_names() | surnames()) - ambiguous() - harmless()


@cache
def harmless() -> frozenset[str]:
    """Words with a capital that name nobody."""
    return frozenset().union(*_lists("harmless.txt").values())


def names_in(text: str) -> list[str]:
    """The words that look like a name, as they stand. A text all in small letters is searched too."""
    words = list(words_of(text))
    return [word.text for at, word in enumerate(words) if _is_name(words, at)]


def capitals_in(text: str, known: Iterable[str] = ()) -> list[str]:
    """Every word with a capital of its own in mid-sentence that is no known day, place or house.

    Danish gives a capital to names alone, so what is left may be an alias. `known` are names of houses and areas.
    """
    allowed = harmless() | {word.lower() for name in known for word in _WORD.findall(name)}
    words = list(words_of(text))
    own = [at for at, word in enumerate(words) if word.has_capital and not word.starts]
    return [words[at].text for at in own if not (_bases(words[at].low) & allowed or _is_of_a_place(words, at))]


def words_of(text: str) -> Iterator[Word]:
    end = 0
    for found in _WORD.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        short = _SHORT.search(before)
        starts = not short and bool(_STARTS.search(before if found.start() <= 40 else f"x{before}"))
        joined = end > 0 and text[end : found.start()] in {" ", "  "}
        yield Word(found.group(), starts, bool(_NAMED.search(before)), joined)
        end = found.end()


def _is_name(words: list[Word], at: int) -> bool:
    word, before = words[at], words[at - 1] if at else None
    bases = _bases(word.low)
    if _is_of_a_place(words, at):
        return False
    if word.named and not bases & harmless() and (word.has_capital or bases & ambiguous()):
        return True
    if bases & plain_names() or _is_patronymic(word) or _is_byname(word):
        return True
    if not word.has_capital:
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    if bases & ambiguous() and not bases & harmless():
        return not word.starts or _is_a_capital_next(after) or _is_doing(word, after)
    return _is_pair(before, word)


def _is_pair(before: Word | None, word: Word) -> bool:
    """The second of two capitals that stand together, neither of them of a place, a house or a sentence's beginning."""
    if before is None or not word.joined or not before.has_capital or word.starts:
        return False
    if before.starts and (before.low in _OPENERS or len(before.low) < 3 or before.low.endswith(("en", "et", "er"))):
        return False
    return not (_bases(before.low) | _bases(word.low)) & harmless()


def _is_a_capital_next(after: Word | None) -> bool:
    return after is not None and after.joined and after.has_capital and not _bases(after.low) & harmless()


def _is_doing(word: Word, after: Word | None) -> bool:
    """»Ask sover«: what stands first may be an ordinary word, but weather does not sleep."""
    return after is not None and after.joined and word.low not in _NOBODY and after.low in _DOES


def _is_byname(word: Word) -> bool:
    """»Tysker-Hans«: the last part has a capital of its own and is a first name, whatever else it means."""
    last = word.text.rpartition("-")[2]
    return "-" in word.text and last[0].isupper() and not last.isupper() and last.lower() in first_names() | ambiguous()


def _is_of_a_place(words: list[Word], at: int) -> bool:
    """A place by its ending, or part of a chain of capitals that begins with a saint or ends as places do."""
    word = words[at]
    if not word.text[0].isupper():
        return False
    if (at and words[at - 1].low in _SAINTS) or (at and word.low in _PLACES) or _ends_as_a_place(word.low):
        return True
    for last, ahead in itertools.pairwise(words[at : at + 4]):
        if not (ahead.joined and ahead.has_capital):
            return False
        if ahead.low in _PLACES and last.low not in first_names():  # Lise Skov is no wood
            return True
    return False


def _ends_as_a_place(low: str) -> bool:
    return any(low.endswith(ending) and len(low) > len(ending) + 1 for ending in _PLACE_ENDINGS)


def _is_patronymic(word: Word) -> bool:
    """Jens-en, Peder-sen: a surname made of a first name."""
    low = word.low
    return len(low) > 5 and low.endswith("sen") and (low[:-2] in first_names() or low[:-3] in first_names())


def _bases(low: str) -> frozenset[str]:
    """The word itself, without the genitive's s, and the parts of what is joined by a hyphen."""
    parts = {low.rstrip("'’"), *(low.split("-") if "-" in low else ())}
    for part in list(parts):
        for ending in ("'s", "’s", "s"):
            if part.endswith(ending) and len(part) > len(ending) + 1:
                parts.add(part.removesuffix(ending))
    return frozenset(parts)
