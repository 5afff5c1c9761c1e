"""The last step: a draft becomes the files of our own format, which are read by the same rules as any other."""

from dataclasses import dataclass, field
from typing import Any

from fremskudt.instruments.copies import from_texts
from fremskudt.instruments.faults import InstrumentErrors
from fremskudt.instruments.missing import MISSING
from fremskudt.instruments.reading import NAME
from fremskudt.instruments.routing import as_written
from fremskudt.instruments.taking.answers import Answers, answers_of
from fremskudt.instruments.taking.conditions import Known, NoRoute, ours
from fremskudt.instruments.taking.draft import Draft, DraftGroup, DraftQuestion, Wanted, Words, both
from fremskudt.instruments.taking.left import CannotTake, Done, Refused, Taken, What
from fremskudt.instruments.taking.limits import FEW, MAX_OPTIONS, MAX_QUESTIONS
from fremskudt.instruments.taking.names import name_from, version_from
from fremskudt.instruments.taking.speaking import spoken
from fremskudt.instruments.taking.written import yaml_of

MODES = {"citizen": ["self", "assisted", "phone", "paper"], "therapist": ["staff", "paper"]}


@dataclass
class Parts:
    """The sections of the file that is being written, and the words that belong to them."""

    scales: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    bites: list[dict[str, Any]] = field(default_factory=list)
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[tuple[object, ...], tuple[str, Words]] = field(default_factory=dict)  # path → place in the file, words
    known: dict[str, Known] = field(default_factory=dict)  # by the file's name, in order

    def say(self, place: str, words: Words, *path: object) -> None:
        self.words[path] = (place, words)


def assemble(draft: Draft) -> Taken:
    """The questionnaire in our format. Raises CannotTake with everything that stops it."""
    id, version = _head(draft)
    parts = Parts()
    _check_size(draft)
    for question in draft.questions:
        _item(question, draft, parts)
    if not parts.items:
        draft.refuse("", "Der er ingen spørgsmål, som kan tages med.", "There are no questions that can be taken in.")
    _bites(draft, parts)
    _scores(draft, parts)
    _note_routing(draft, parts)
    texts = spoken(draft, _said(draft, id, parts))
    if draft.refused:
        raise CannotTake(*draft.refused)
    return _read(draft, id, yaml_of(_structure(draft, id, version, parts, list(texts))), texts)


def _head(draft: Draft) -> tuple[str, str]:
    id, version = name_from(draft.id, (), "s"), version_from(draft.version)
    if id != draft.id:
        draft.leave(draft.place, What.NAME, Done.NAMED, draft.id, id)
    if version is None:
        draft.refuse(
            draft.place,
            "Skemaet har ingen version, vi kan bruge. Skriv tre tal med punktum imellem, fx 1.0.0.",
            "The questionnaire has no version that we can use. Write three numbers with dots between, such as 1.0.0.",
        )
    elif version != draft.version:
        draft.leave(draft.place, What.VERSION, Done.NAMED, draft.version, version)
    return id, version or "0.0.0"


def _check_size(draft: Draft) -> None:
    if len(draft.questions) > MAX_QUESTIONS or sum(len(one.options) for one in draft.questions) > MAX_OPTIONS:
        draft.refuse("", "Skemaet er for stort. Del det i flere.", "The questionnaire is too large. Divide it.")
        raise CannotTake(*draft.refused)


def _item(question: DraftQuestion, draft: Draft, parts: Parts) -> None:
    if question.name in parts.known:
        draft.refuse(
            question.place, f"Navnet »{question.name}« er brugt to gange.", f"The name “{question.name}” is used twice."
        )
        return
    answers = answers_of(question, draft)
    if answers is None:
        return
    id = name_from(question.name, [one.id for one in parts.known.values()])
    if id != question.name:
        draft.leave(question.place, What.NAME, Done.NAMED, question.name, id)
    item: dict[str, Any] = {"id": id, "scale": _scale(question, answers, id, draft, parts)}
    if question.source and question.source != draft.source:
        item["source"] = question.source
    if question.recall:
        item["recall"] = question.recall
    if condition := _condition(question, draft, parts):
        item["show_if"] = condition
    parts.items.append(item)
    parts.say(question.place, question.text, "items", id)
    if any(question.help.values()):
        parts.say(question.place, question.help, "help", id)
    parts.known[question.name] = answers.known(id)


def _condition(question: DraftQuestion, draft: Draft, parts: Parts) -> object:
    found: Wanted | None = question.wanted
    group: DraftGroup | None = question.group
    while group is not None:
        found, group = both(group.wanted, found), group.above
    if found is None:
        return None
    try:
        return as_written(ours(found, parts.known))
    except NoRoute as why:
        draft.refuse(question.place, why.danish, why.english)
        return None


def _scale(question: DraftQuestion, answers: Answers, id: str, draft: Draft, parts: Parts) -> str:
    """The scale's name; the same scale is written once."""
    base = wish = name_from(question.scale or id, (), "s")
    number = 2
    while wish in parts.scales:
        if parts.scales[wish] == answers.section and _says_the_same(wish, answers, parts):
            return wish
        wish, number = f"{base[:35]}_{number}", number + 1
    parts.scales[wish] = answers.section
    for key, words in answers.options.items():
        parts.say(question.place, words, "options", wish, key)
    for mark, words in answers.anchors.items():
        parts.say(question.place, words, "anchors", wish, mark)
    return wish


def _says_the_same(scale: str, answers: Answers, parts: Parts) -> bool:
    wanted = {("options", scale, key): words for key, words in answers.options.items()}
    wanted |= {("anchors", scale, mark): words for mark, words in answers.anchors.items()}
    return all(parts.words[path][1] == words for path, words in wanted.items())


def _bites(draft: Draft, parts: Parts) -> None:
    runs: list[tuple[DraftGroup, list[str]]] = []
    for question in draft.questions:
        if question.name not in parts.known:
            continue
        if not runs or runs[-1][0] is not question.group:
            runs.append((question.group, []))
        runs[-1][1].append(parts.known[question.name].id)
    for group, ids in runs:
        size = len(ids) if draft.is_ours else FEW
        if len(ids) > size:
            draft.leave(group.place, What.LARGE, Done.BITES, len(ids), FEW)
        for start in range(0, len(ids), size):
            _bite(group, ids[start : start + size], draft, parts)
    _lost_groups(draft, {id(group) for group, _ in runs})


def _bite(group: DraftGroup, ids: list[str], draft: Draft, parts: Parts) -> None:
    name = name_from(group.name, [bite["id"] for bite in parts.bites], "b")
    parts.bites.append({"id": name, "items": ids})
    title: Words = {}
    above: DraftGroup | None = group
    while above is not None and not any(title.values()):
        title, above = above.title, above.above
    if any(title.values()):
        parts.say(group.place, title, "bites", name)
    else:
        parts.say(draft.place, draft.title, "bites", name)


def _lost_groups(draft: Draft, used: set[int]) -> None:
    """Headings under which no question is left, and groups that stood within others."""
    for group in draft.groups:
        if id(group) not in used and any(group.title.values()):
            draft.leave(group.place, What.DISPLAY, Done.DROPPED, next(filter(None, group.title.values())))
        elif group.above is not None and id(group) in used:
            draft.leave(group.place, What.NESTED, Done.FLAT)


def _scores(draft: Draft, parts: Parts) -> None:
    for score in draft.scores:
        about = [parts.known.get(name) for name in score.items]
        whole = all(one is not None and (one.kind == "integer" or one.numbers) for one in about)
        if not whole or len(set(score.items)) != len(score.items):
            draft.leave(score.place, What.CALCULATION, Done.DROPPED)
            continue
        name = name_from(score.name, parts.scores, "s")
        parts.scores[name] = {
            "sum": [one.id for one in about if one is not None],
            "times": score.times,
            "min_items": score.min_items,
        }
        if score.change is not None:
            parts.scores[name]["change"] = score.change
        parts.say(score.place, score.label, "scores", name)
        if any(score.note.values()):
            parts.say(score.place, score.note, "notes", name)


def _note_routing(draft: Draft, parts: Parts) -> None:
    """With us a question whose condition is open is asked; elsewhere it stays hidden. Told once."""
    ids = {known.id: name for name, known in parts.known.items()}
    routed = [ids[item["id"]] for item in parts.items if "show_if" in item]
    if routed and not draft.is_ours:
        places = [question.place for question in draft.questions if question.name in routed]
        draft.leave(", ".join(places[:8]), What.ROUTING, Done.SHOWN)


def _said(draft: Draft, id: str, parts: Parts) -> dict[tuple[object, ...], tuple[str, Words]]:
    title = draft.title if any(draft.title.values()) else dict.fromkeys(("da", "en"), id)
    said = {("title",): (draft.place, title), **parts.words}
    for name, source in draft.sources.items():
        said["sources", name] = (draft.place, source.title)
        said["terms", name] = (draft.place, source.terms)
    return said


def _structure(draft: Draft, id: str, version: str, parts: Parts, languages: list[str]) -> dict[str, Any]:
    structure: dict[str, Any] = {
        "instrument": {
            "id": id,
            "version": version,
            "respondent": draft.respondent,
            "modes": draft.modes or MODES[draft.respondent],
            "languages": languages,
            "source": draft.source,
        },
        "sources": {name: {"holder": one.holder, "verbatim": one.verbatim} for name, one in draft.sources.items()},
        "missing": dict(MISSING),
        "scales": parts.scales,
        "items": parts.items,
        "bites": parts.bites,
    }
    return structure | ({"scores": parts.scores} if parts.scores else {})


def _read(draft: Draft, id: str, structure: str, texts: dict[str, str]) -> Taken:
    try:
        instrument = from_texts(id, structure, texts)
    except InstrumentErrors as errors:
        both_say = [{"da": f"{one.what} {one.remedy}", "en": f"{one.what} {one.remedy}"} for one in errors.problems]
        raise CannotTake(*(Refused("", words) for words in both_say)) from errors
    if not NAME.fullmatch(instrument.id):
        raise CannotTake(*draft.refused)
    return Taken(id, structure, texts, instrument, tuple(draft.left))
