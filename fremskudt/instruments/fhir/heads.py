"""The head of a foreign questionnaire: its name, version, languages, terms."""

from fremskudt.instruments.fhir import terms
from fremskudt.instruments.fhir.reading import Element
from fremskudt.instruments.fhir.terms import Json
from fremskudt.instruments.fhir.words import short
from fremskudt.instruments.taking.draft import Draft, DraftSource, Words
from fremskudt.instruments.taking.left import CannotTake, Done, What, refused

NO_TERMS: Words = {
    "da": "Vilkårene står ikke i filen, skemaet kom i.",
    "en": "The terms do not stand in the file that the questionnaire came in.",
}


def head(raw: Json, respondent: str) -> tuple[Draft, dict[str, Json]]:
    """The draft without its questions, and the lists inside the file by their names. Raises CannotTake."""
    if raw.get("resourceType") != "Questionnaire":
        found = str(raw.get("resourceType", ""))[:40]
        raise CannotTake(
            refused(
                "resourceType", f"Filen er ikke et skema (Questionnaire), men »{found}«.",
                f"The file is not a Questionnaire but “{found}”.",
            )
        )  # fmt: skip
    language = short(str(raw.get("language") or ""))
    item = Element(raw, language or "da")
    url, name = item.text("url"), item.text("name") or item.text("id")
    is_ours = url.startswith(terms.QUESTIONNAIRE)
    draft = Draft(
        url.removeprefix(terms.QUESTIONNAIRE) if is_ours else name or url.rstrip("/").rpartition("/")[2] or "skema",
        item.text("version"), item.words("title"), "Questionnaire", is_ours, respondent,
        languages=_languages(raw, language or "da"),
    )  # fmt: skip
    _facts(item, draft, language)
    _sources(item, draft)
    contained = {str(one.get("id", "")): one for one in item.listed("contained")}
    item.rest(draft, "Questionnaire")
    return draft, contained


def _facts(item: Element, draft: Draft, language: str) -> None:
    item.know("resourceType", "id", "item", "subjectType", "versionAlgorithmString", "name", "language")
    if item.text("status") == "retired":
        draft.leave("Questionnaire", What.STATUS, Done.DROPPED, "retired")
    if item.has("modifierExtension", "implicitRules"):
        draft.refuse(
            "Questionnaire", "Her står noget, der ændrer meningen, og som vi ikke kender.",
            "Something here changes the meaning, and we do not know it.",
        )  # fmt: skip
    if not language:
        draft.leave("Questionnaire", What.NO_LANGUAGE, Done.DANISH)
    performers = {code: who for who, code in terms.PERFORMERS.items()}
    draft.respondent = performers.get(item.code(terms.PERFORMER), draft.respondent)
    draft.modes = [str(one["valueCode"]) for one in item.extensions(terms.MODE) if "valueCode" in one]


def _sources(item: Element, draft: Draft) -> None:
    own, told = item.code(terms.SOURCE), item.extensions(terms.SOURCE_TEXT)
    copyright, label, publisher = item.words("copyright"), item.text("copyrightLabel"), item.text("publisher")
    if draft.is_ours and own and told:
        draft.source = own
        for one in told:
            name, source = _source(one)
            draft.sources[name] = source
        return
    if not copyright:
        draft.leave("Questionnaire", What.TERMS, Done.LOCKED)
    terms_said = {each: copyright.get(each) or next(iter(copyright.values()), NO_TERMS[each]) for each in ("da", "en")}
    title = {each: draft.title.get(each) or next(iter(draft.title.values()), draft.id) for each in ("da", "en")}
    holder = label or publisher or "Ikke oplyst"
    draft.sources = {"holder": DraftSource(title, holder, terms_said, True)}


def _source(raw: Json) -> tuple[str, DraftSource]:
    parts = {one.get("url"): one for one in raw.get("extension", []) if isinstance(one, dict)}
    return str(parts.get("id", {}).get("valueCode", "")), DraftSource(
        _spoken(parts.get("title", {})),
        str(parts.get("holder", {}).get("valueString", "")),
        _spoken(parts.get("terms", {})),
        parts.get("verbatim", {}).get("valueBoolean") is not False,
    )


def _spoken(raw: Json) -> Words:
    found = [one for one in raw.get("extension", []) if isinstance(one, dict)]
    return {str(one.get("url")): str(one.get("valueString", "")) for one in found}


def _languages(raw: Json, own: str) -> list[str]:
    """The questionnaire's own language, and those that it is translated to."""
    found = [own]

    def look(value: object, depth: int) -> None:
        if isinstance(value, dict):
            if value.get("url") == "lang" and isinstance(value.get("valueCode"), str):
                found.append(short(value["valueCode"]))
            for inner in value.values() if depth < 60 else ():
                look(inner, depth + 1)
        elif isinstance(value, list):
            for inner in value if depth < 60 else ():
                look(inner, depth + 1)

    look(raw, 0)
    return list(dict.fromkeys(found))
