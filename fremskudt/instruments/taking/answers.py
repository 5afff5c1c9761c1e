"""The answers of a foreign question as a scale of ours: which codes, and whether they are numbers in words."""

import re
from dataclasses import dataclass, field
from typing import Any

from fremskudt.instruments.missing import MISSING
from fremskudt.instruments.scale_reading import MAX_STEPS
from fremskudt.instruments.scales import normal
from fremskudt.instruments.taking.conditions import Known
from fremskudt.instruments.taking.draft import Draft, DraftOption, DraftQuestion, Words
from fremskudt.instruments.taking.left import Done, What
from fremskudt.instruments.taking.names import name_from

NUMBER = re.compile(r"[-−+]?[0-9.,]+")


@dataclass
class Answers:
    """A scale as it will stand: its section in the file, its words, and how a condition finds its answers."""

    section: dict[str, Any]
    options: dict[int | str, Words] = field(default_factory=dict)
    anchors: dict[int, Words] = field(default_factory=dict)
    codes: tuple[int, ...] = ()
    names: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)

    def known(self, id: str) -> Known:
        return Known(id, self.section["kind"], self.codes, self.names, self.numbers, self.slugs)


def answers_of(question: DraftQuestion, draft: Draft) -> Answers | None:
    """The scale, or None for a question that cannot come along (which is noted)."""
    if question.kind == "integer":
        return _number(question, draft)
    if len(question.options) < 2:
        return _drop(question, draft, What.FEW_ANSWERS)
    if question.kind == "multiple":
        return _several(question, draft)
    if any(_looks_like_a_number(option) for option in question.options):
        return _numbers_in_words(question, draft)
    codes = _codes(question, draft)
    return Answers(
        {"kind": "choice", "codes": list(codes)},
        {code: option.label for code, option in zip(codes, question.options, strict=True)},
        codes=codes,
        names={option.name: code for code, option in zip(codes, question.options, strict=True)},
        numbers={str(code): code for code in codes} if _keeps(question, codes) else {},
    )


def _drop(question: DraftQuestion, draft: Draft, what: What) -> Answers | None:
    draft.drop(question.place, question.name, what)
    return None


def _number(question: DraftQuestion, draft: Draft) -> Answers | None:
    low, high = question.minimum, question.maximum
    if (low is not None and low < 0) or (high is not None and high < 1):
        return _drop(question, draft, What.NEGATIVE)
    if low is None or high is None:
        low = 0 if low is None else low
        high = max(999, low + 1) if high is None else high
        draft.leave(question.place, What.BOUNDS, Done.SCALE, into=f"{low} til {high}")
    if high - low > MAX_STEPS or high > 10**9:
        return _drop(question, draft, What.TOO_WIDE)
    if low >= high:
        return _drop(question, draft, What.FEW_ANSWERS)
    anchors = {mark: words for mark, words in sorted(question.anchors.items()) if low <= mark <= high}
    section: dict[str, Any] = {"kind": "integer", "minimum": low, "maximum": high}
    if anchors:
        section["anchors"] = list(anchors)
    if question.warn_above is not None:
        section["warn_above"] = question.warn_above
    return Answers(section, anchors=anchors, codes=(low, high))


def _several(question: DraftQuestion, draft: Draft) -> Answers:
    slugs: dict[str, str] = {}
    for option in question.options:
        slugs[option.name] = name_from(option.name, slugs.values(), "a")
        if slugs[option.name] != option.name:
            draft.leave(question.place, What.OPTION_CODE, Done.NAMED, option.name, slugs[option.name])
    codes = _codes(question, draft, tell=False)
    return Answers(
        {"kind": "multiple", "codes": dict(zip(slugs.values(), codes, strict=True))},
        {slugs[option.name]: option.label for option in question.options},
        slugs=slugs,
    )


def _codes(question: DraftQuestion, draft: Draft, tell: bool = True) -> tuple[int, ...]:
    """The file's own numbers where they can be used, else 1, 2, 3 … in the file's order, which is noted."""
    numbers = [option.number for option in question.options]
    good = [number for number in numbers if number is not None and number not in MISSING.values()]
    codes = tuple(good if len(set(good)) == len(numbers) else range(1, len(numbers) + 1))
    for option, code in zip(question.options, codes, strict=True):
        if tell and option.name not in {str(code), "true", "false"}:
            draft.leave(question.place, What.OPTION_CODE, Done.NUMBERED, option.name, code)
    return codes


def _keeps(question: DraftQuestion, codes: tuple[int, ...]) -> bool:
    return tuple(option.number for option in question.options) == codes


def _looks_like_a_number(option: DraftOption) -> bool:
    return any(NUMBER.fullmatch(normal(text)) for text in option.label.values())


def _numbers_in_words(question: DraftQuestion, draft: Draft) -> Answers | None:
    """»0, 1, 2 … 10« as answers are a number from 0 to 10; words among them stand at their number."""
    words: dict[int, Words] = {}
    for option in question.options:
        label = {normal(text) for text in option.label.values()}
        numeric = next((int(text) for text in label if text.isdecimal()), None)
        number = option.number if numeric is None else numeric
        if number is None or number in words or (numeric is not None and len(label) > 1):
            return _drop(question, draft, What.DIGITS)
        words[number] = {} if numeric is not None else option.label
    low, high = min(words), max(words)
    if low < 0 or list(words) != list(range(low, high + 1)):
        return _drop(question, draft, What.DIGITS)
    draft.leave(question.place, What.DIGITS, Done.SCALE, into=f"{low} til {high}")
    question.minimum, question.maximum = low, high
    question.anchors = {number: label for number, label in words.items() if label}
    found = _number(question, draft)
    if found is not None:
        found.section = dict(found.section)
        file_names = {option.name: number for option, number in zip(question.options, words, strict=True)}
        found.names = file_names
    return found
