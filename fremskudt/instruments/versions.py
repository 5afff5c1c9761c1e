"""What is different between two versions of an instrument, how much it matters, and which number it takes.

A patch is words that say the same, a minor something added, a major another meaning: codes, limits, ways, sums, or
wording that is not ours to change. A major begins a new series in every curve.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from fremskudt.instruments.model import Instrument, Item, Score
from fremskudt.instruments.routing import as_written
from fremskudt.instruments.scales import Scale, Text


class Size(IntEnum):
    """How much a change matters; the larger of several counts."""

    SAME = 0
    EDITORIAL = 1
    MINOR = 2
    MAJOR = 3

    def label(self, language: str) -> str:
        return WORDS[self][language]


WORDS: dict[Size, Text] = {
    Size.SAME: {"da": "Uændret", "en": "Unchanged"},
    Size.EDITORIAL: {"da": "Rettelse i teksten", "en": "Correction of the text"},
    Size.MINOR: {"da": "Noget er kommet til", "en": "Something is added"},
    Size.MAJOR: {"da": "Ny betydning", "en": "New meaning"},
}


@dataclass(frozen=True)
class Difference:
    """One thing that is not as before."""

    size: Size
    words: Text


def number(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) for part in version.split("."))


def differences(old: Instrument, new: Instrument) -> tuple[Difference, ...]:
    """Everything by which an answer could mean something else, in the order of the instrument."""
    return tuple(_all(old, new))


def size_of(old: Instrument, new: Instrument) -> Size:
    """The largest of the differences."""
    return max((one.size for one in differences(old, new)), default=Size.SAME)


def next_version(version: str, size: Size) -> str:
    """The number that a change of this size takes after `version`."""
    major, minor, patch = number(version)
    if size is Size.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if size is Size.MINOR else f"{major}.{minor}.{patch + 1}"


def newest(known: Iterable[Instrument]) -> Instrument | None:
    """The one with the highest number."""
    return max(known, key=lambda one: number(one.version), default=None)


def before(new: Instrument, known: Iterable[Instrument]) -> Instrument | None:
    """The version just before it."""
    return newest(one for one in known if number(one.version) < number(new.version))


def objection(new: Instrument, known: Sequence[Instrument]) -> Text | None:
    """Why it cannot be published beside the versions there are, or None when it can.

    A version never gets another content; a variable never gets another type; the number says how much is different.
    """
    last = newest(known)
    if last is None:
        return None
    changed = _retyped(new, known)
    if changed:
        return _said(
            "»{name}« har haft en anden slags svar i en tidligere version. Giv spørgsmålet et nyt navn.",
            "“{name}” has had another kind of answer in an earlier version. Give the question a new name.",
            changed,
        )
    wanted = next_version(last.version, size_of(last, new))
    same = [one for one in known if one.version == new.version]
    if same and same[0].hash == new.hash:
        return _said(
            "Version {name} findes i forvejen, og den er ens.",
            "Version {name} is there already, and it is the same.",
            new.version,
        )
    if same:
        return _said(
            f"Version {new.version} findes med et andet indhold. Giv skemaet versionen {{name}}.",
            f"Version {new.version} is there with another content. Give the questionnaire the version {{name}}.",
            wanted,
        )
    if number(new.version) < number(wanted):
        return _said(
            f"Versionen {new.version} er for lav efter det, der er ændret siden {last.version}. Giv den {{name}}.",
            f"The version {new.version} is too low for what has changed since {last.version}. Give it {{name}}.",
            wanted,
        )
    return None


def _retyped(new: Instrument, known: Iterable[Instrument]) -> str | None:
    """A question that has had another kind of answer in a version before."""
    kinds = {item.id: item.scale.kind for item in new.items}
    for one in known:
        for item in one.items:
            if kinds.get(item.id, item.scale.kind) != item.scale.kind:
                return item.id
    return None


def _said(danish: str, english: str, name: str) -> Text:
    return {"da": danish.format(name=name), "en": english.format(name=name)}


def _all(old: Instrument, new: Instrument) -> Iterator[Difference]:
    if old.respondent != new.respondent:
        yield _is(Size.MAJOR, "hvem der svarer", "who answers")
    if _reworded(old.title, new.title):
        yield _is(Size.EDITORIAL, "titlen", "the title")
    was, now = {item.id: item for item in old.items}, {item.id: item for item in new.items}
    for id in [*was, *(id for id in now if id not in was)]:
        if id not in now:
            yield _is(Size.MAJOR, f"{id}: spørgsmålet er væk", f"{id}: the question is gone")
        elif id not in was:
            yield _is(Size.MINOR, f"{id}: nyt spørgsmål", f"{id}: new question")
        else:
            yield from _item(was[id], now[id])
    if [id for id in was if id in now] != [id for id in now if id in was]:
        yield _is(Size.MINOR, "rækkefølgen", "the order")
    yield from _scores(old.scores, new.scores)
    for language in set(new.languages) ^ set(old.languages):
        yield _is(Size.EDITORIAL, f"sproget {language}", f"the language {language}")


def _is(size: Size, danish: str, english: str) -> Difference:
    return Difference(size, {"da": danish, "en": english})


def _reworded(old: Text | None, new: Text | None) -> bool:
    """Is a text another, in a language that both have?"""
    if old is None or new is None:
        return old is not new
    return any(old[language] != new[language] for language in old if language in new)


def _item(old: Item, new: Item) -> Iterator[Difference]:
    id = new.id
    words = Size.MAJOR if old.source.verbatim else Size.EDITORIAL
    if _reworded(old.text, new.text):
        yield _is(words, f"{id}: ordlyden", f"{id}: the wording")
    if _reworded(old.help, new.help):
        yield _is(Size.EDITORIAL, f"{id}: hjælpeteksten", f"{id}: the help text")
    if as_written(old.show_if) != as_written(new.show_if):
        yield _is(Size.MAJOR, f"{id}: hvornår det stilles", f"{id}: when it is asked")
    if old.recall != new.recall:
        yield _is(Size.MAJOR, f"{id}: hvor langt tilbage svaret ser", f"{id}: how far back the answer looks")
    if _measures(old.scale) != _measures(new.scale):
        yield _is(Size.MAJOR, f"{id}: svarene", f"{id}: the answers")
    elif _labels(old.scale, new.scale):
        yield _is(words, f"{id}: svarenes ord", f"{id}: the words of the answers")
    elif [option.code for option in old.scale.options] != [option.code for option in new.scale.options]:
        yield _is(Size.MINOR, f"{id}: svarenes rækkefølge", f"{id}: the order of the answers")


def _measures(scale: Scale) -> object:
    options = {(option.code, option.slug) for option in scale.options}
    return scale.kind, options, scale.minimum, scale.maximum, set(scale.anchors)


def _labels(old: Scale, new: Scale) -> bool:
    now = {(option.code, option.slug): option.label for option in new.options}
    options = any(_reworded(option.label, now[option.code, option.slug]) for option in old.options)
    return options or any(_reworded(text, new.anchors[mark]) for mark, text in old.anchors.items())


def _scores(old: Iterable[Score], new: Iterable[Score]) -> Iterator[Difference]:
    was, now = {score.id: score for score in old}, {score.id: score for score in new}
    for id in sorted({*was, *now}):
        if id not in now:
            yield _is(Size.MAJOR, f"{id}: det samlede tal er væk", f"{id}: the score is gone")
        elif id not in was:
            yield _is(Size.MINOR, f"{id}: nyt samlet tal", f"{id}: new score")
        elif _sum(was[id]) != _sum(now[id]):
            yield _is(Size.MAJOR, f"{id}: hvordan tallet regnes ud", f"{id}: how the score is made")
        elif _reworded(was[id].label, now[id].label) or _reworded(was[id].note, now[id].note):
            yield _is(Size.EDITORIAL, f"{id}: tallets ord", f"{id}: the words of the score")
        elif was[id].change != now[id].change:
            yield _is(Size.MINOR, f"{id}: hvilken ændring der betyder noget", f"{id}: which change matters")


def _sum(score: Score) -> object:
    return score.items, score.times, score.min_items
