"""Texts in several languages: the element itself in the questionnaire's own, the others by an extension."""

from fremskudt.instruments.fhir.terms import TRANSLATION, Json
from fremskudt.instruments.scales import Text
from fremskudt.instruments.taking.draft import Words


def put(where: Json, key: str, text: Text) -> None:
    """The text in its first language as the element, and the others beside it."""
    own, *others = text
    where[key] = text[own]
    if others:
        where[f"_{key}"] = {"extension": [_translation(language, text[language]) for language in others]}


def _translation(language: str, words: str) -> Json:
    return {
        "url": TRANSLATION,
        "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": words}],
    }


def short(language: str) -> str:
    """da-DK and da are the same language."""
    return language.strip().casefold().split("-")[0].split("_")[0]


def get(where: Json, key: str, own: str) -> Words:
    """Every language of the text; {} when it is not there. `own` is the questionnaire's language."""
    words: Words = {}
    if isinstance(where.get(key), str) and where[key].strip():
        words[own] = where[key]
    beside = where.get(f"_{key}")
    for one in beside.get("extension", []) if isinstance(beside, dict) else []:
        if not isinstance(one, dict) or one.get("url") != TRANSLATION:
            continue
        parts = {part.get("url"): part for part in one.get("extension", []) if isinstance(part, dict)}
        language, content = parts.get("lang", {}).get("valueCode"), parts.get("content", {})
        said = content.get("valueString") or content.get("valueMarkdown")
        if isinstance(language, str) and isinstance(said, str) and said.strip():
            words.setdefault(short(language), said)
    return words
