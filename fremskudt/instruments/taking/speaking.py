"""Which languages come along, and the words in each: Danish always, English when it is whole."""

from collections.abc import Mapping
from typing import Any

from fremskudt.instruments.taking.draft import Draft, Words
from fremskudt.instruments.taking.left import Done, What
from fremskudt.instruments.taking.limits import MAX_TEXT
from fremskudt.instruments.taking.written import yaml_of
from fremskudt.instruments.texts import LANGUAGE_NAMES

Said = Mapping[tuple[object, ...], tuple[str, Words]]  # path in our texts → place in the file, words


def spoken(draft: Draft, said: Said) -> dict[str, str]:
    """Language → its file. What lacks Danish is noted as a reason to refuse."""
    _check_danish(draft, said)
    for words in said.values():
        if any(len(text) > MAX_TEXT for text in words[1].values()):
            draft.refuse(words[0], f"En tekst er over {MAX_TEXT} tegn.", f"A text is longer than {MAX_TEXT} signs.")
    return {language: yaml_of(_tree(said, language)) for language in _languages(draft, said)}


def _languages(draft: Draft, said: Said) -> list[str]:
    """In the file's order, of those that we have."""
    found = list(dict.fromkeys([*draft.languages, "da"]))
    for language in [one for one in found if one not in LANGUAGE_NAMES]:
        draft.leave(draft.place, What.LANGUAGE, Done.DROPPED, language)
    whole = []
    for language in [one for one in found if one in LANGUAGE_NAMES]:
        lacking = sum(not words.get(language, "").strip() for _, words in said.values())
        if language != "da" and lacking:
            draft.leave(draft.place, What.LANGUAGE, Done.INCOMPLETE, language, lacking)
        else:
            whole.append(language)
    return whole


def _check_danish(draft: Draft, said: Said) -> None:
    lacking = [place for place, words in said.values() if not words.get("da", "").strip()]
    if "da" not in draft.languages:
        draft.refuse(
            draft.place,
            "Skemaet er ikke på dansk. Få det oversat, og læg dansk ind som et sprog i filen.",
            "The questionnaire is not in Danish. Have it translated, and add Danish to the file as a language.",
        )
    elif lacking:
        for place in lacking[:10]:
            draft.refuse(place, "Teksten mangler på dansk.", "The text is missing in Danish.")


def _tree(said: Said, language: str) -> dict[Any, Any]:
    tree: dict[Any, Any] = {}
    for path, (_, words) in said.items():
        spot = tree
        for step in path[:-1]:
            spot = spot.setdefault(step, {})
        spot[path[-1]] = words.get(language, "")
    return tree
