"""The evaluator's only door to answers: a study's rows become pseudonymous Parquet tables with a manifest.

The same rows, key and code give the same bytes. Identity, free text and exact dates never pass: a person is a keyed
pseudonym of this study, and a date is a month.
"""

import hashlib
import hmac
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.http import Http404

from fremskudt import instruments
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.code import code_version
from fremskudt.surveys.models import Study
from fremskudt.surveys.selectors import study as selectors
from fremskudt.surveys.selectors.instrument import of_hash

__all__ = ["Study", "build", "get_owned_study", "get_study", "list_studies", "pseudonym"]
FORMAT = 1
TEXT, SMALL, LARGE = pa.string(), pa.int32(), pa.int64()
SCHEMAS = {
    "respondents": pa.schema(
        [("pseudonym", TEXT), ("municipality", TEXT), ("status", SMALL)]
        + [(name, TEXT) for name in ("identified_month", "started_month", "ended_month")]
    ),
    "responses": pa.schema(
        [("response", LARGE), ("pseudonym", TEXT), ("instrument", TEXT), ("instrument_version", TEXT)]
        + [("instrument_hash", TEXT), ("wave", SMALL), ("answer_number", SMALL), ("n_answers", SMALL)]
        + [("municipality", TEXT), ("mode", TEXT), ("answered_month", TEXT)]
    ),
    "answers": pa.schema(
        [("response", LARGE), ("pseudonym", TEXT), ("instrument", TEXT), ("item", TEXT), ("variable", TEXT)]
        + [("wave", SMALL), ("answer_number", SMALL), ("n_answers", SMALL), ("municipality", TEXT)]
        + [("value", SMALL), ("missing", TEXT)]
    ),
}
LIST = "participants"

Values = list[tuple[str, int | None, str | None]]  # variable, value, why it is missing


@dataclass(frozen=True)
class Form:
    """One filled-in form; a line of the participant list is one too."""

    instrument: str
    pseudonym: str
    wave: int
    municipality: str
    version: str
    hash: str
    mode: str
    month: str | None
    values: Values


def pseudonym(study_slug: str, code: str) -> str:
    """A person's name in this study only: keyed HMAC-SHA-256 of the code, 16 hex digits.

    The key is the study's own, derived from PSEUDONYM_KEY, so that two studies cannot be joined.
    """
    study_key = hmac.digest(settings.PSEUDONYM_KEY.encode(), study_slug.encode(), "sha256")
    return hmac.new(study_key, code.encode(), "sha256").hexdigest()[:16]


def list_studies(reach: Reach) -> list[Study]:
    """The studies within reach, by title."""
    return list(Study.objects.visible_to(reach))


def get_study(reach: Reach, slug: str) -> Study:
    """One study within reach; 404 otherwise."""
    return selectors.get_study(reach, slug)


def get_owned_study(reach: Reach, slug: str) -> Study:
    """A study whose answers may be copied out: only its owner reaches it; 404 otherwise."""
    study = selectors.get_study(reach, slug)
    if study.owner_id not in reach.where(Permission.EXTRACT_MAKE):
        raise Http404
    return study


def month(day: date | None) -> str | None:
    """`YYYY-MM`, or None when the day is unknown."""
    return None if day is None else f"{day:%Y-%m}"


def build(study: Study, folder: Path) -> dict[str, Any]:
    """Write the three tables and the manifest of a study into `folder` (created) and return the manifest.

    A missing answer keeps its reason (`missing`) and has no value. A person who never answered is in `respondents`
    and, with the coded columns of the participant list, in `answers` as the instrument `participants`.
    """
    rows = selectors.study_rows(study)
    people = {person.code: pseudonym(study.slug, person.code) for person in rows.respondents}
    listed = _list_forms(rows.respondents, people)
    forms = sorted(
        [*_answered_forms(rows, people), *listed], key=lambda form: (form.instrument, form.pseudonym, form.wave)
    )
    responses, answers = _numbered(forms)
    tables = {"respondents": _respondents(rows.respondents, people), "responses": responses, "answers": answers}
    folder.mkdir(parents=True, exist_ok=True)
    described = {name: _write(name, lines, folder) for name, lines in tables.items()}
    manifest = _manifest(study, forms, described)
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return manifest


def _respondents(respondents: list[Any], people: dict[str, str]) -> list[tuple[Any, ...]]:
    dates = ("identified_on", "started_on", "ended_on")
    lines = (
        (people[p.code], p.municipality, p.status, *(month(getattr(p, name)) for name in dates)) for p in respondents
    )
    return sorted(lines, key=lambda line: line[0])


def _list_forms(respondents: list[Any], people: dict[str, str]) -> Iterator[Form]:
    """The participant list as forms of the instrument `participants`: an empty column was not asked."""
    instrument = instruments.get(LIST)
    for person in respondents:
        found = ((name, getattr(person, name)) for name in instrument.variables)
        values: Values = [(name, value, None if value is not None else "not_asked") for name, value in found]
        stamp = (instrument.version, instrument.hash, "staff", month(person.identified_on))
        yield Form(LIST, people[person.code], 1, person.municipality, *stamp, values)


def _answered_forms(rows: Any, people: dict[str, str]) -> Iterator[Form]:
    towns = {person.code: person.municipality for person in rows.respondents}
    values: dict[int, Values] = defaultdict(list)
    for answer in rows.answers:
        values[answer.response].append((answer.variable, answer.value, answer.missing))
    for row in rows.responses:
        stamp = (row.version, row.hash, row.mode, month(row.answered_on))
        yield Form(row.instrument, people[row.code], row.wave, towns[row.code], *stamp, sorted(values[row.id]))


def _numbered(forms: list[Form]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The lines of `responses` and `answers`; answer number k is a person's k-th form by wave."""
    totals = Counter((form.instrument, form.pseudonym) for form in forms)
    so_far: Counter[tuple[str, str]] = Counter()
    responses, answers = [], []
    for number, form in enumerate(forms, start=1):
        key = (form.instrument, form.pseudonym)
        so_far[key] += 1
        who, place = (number, form.pseudonym, form.instrument), (form.wave, so_far[key], totals[key], form.municipality)
        responses.append((*who, form.version, form.hash, *place, form.mode, form.month))
        variable = _version_of(form).variable
        answers += [
            (*who, variable(name).item.id, name, *place, value, missing) for name, value, missing in form.values
        ]
    return responses, answers


def _version_of(form: Form) -> instruments.Instrument:
    """The library's, or the very version that was answered of what was taken in."""
    return instruments.library().get(form.instrument) or of_hash(form.hash)


def _write(name: str, lines: list[tuple[Any, ...]], folder: Path) -> dict[str, Any]:
    """Write one table and describe it for the manifest."""
    schema = SCHEMAS[name]
    columns = list(zip(*lines, strict=True)) or [()] * len(schema)
    table = pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
    file = folder / f"{name}.parquet"
    pq.write_table(table, file, compression="zstd")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    return {"file": file.name, "rows": len(lines), "sha256": sha256, "columns": schema.names}


def _manifest(study: Study, forms: list[Form], described: dict[str, Any]) -> dict[str, Any]:
    """What the extract holds and what made it. No time of day, so that the same rows give the same manifest."""
    slugs = sorted({form.instrument for form in forms})
    used = {
        slug: {"version": form.version, "hash": form.hash}
        for slug in slugs
        for form in forms
        if form.instrument == slug
    }
    responses = Counter(form.instrument for form in forms)
    return {
        "format": FORMAT,
        "study": study.slug,
        "title": study.title,
        "purpose": study.purpose,
        "owner": study.owner.name,
        "code_version": code_version(),
        "instruments": used,
        "counts": {"responses": dict(responses)}
        | {name: table["rows"] for name, table in described.items() if name != "responses"},
        "waves": {slug: sorted({form.wave for form in forms if form.instrument == slug}) for slug in slugs},
        "deliveries": selectors.delivery_rows(study),
        "tables": described,
        "sha256": hashlib.sha256("".join(table["sha256"] for table in described.values()).encode()).hexdigest(),
    }
