"""The bytes of a JSON file as a questionnaire; its size and depth are asked for first."""

import json
from typing import Any

from fremskudt.instruments.fhir.terms import Json
from fremskudt.instruments.taking.left import CannotTake, refused
from fremskudt.instruments.taking.limits import MAX_BYTES, MAX_DEPTH

MAX_NESTING = 4 * MAX_DEPTH  # brackets: each level of questions takes a list and an object, and more for translations


def read_json(content: bytes) -> Json:
    """Raises CannotTake for what is too large, no JSON, or no object."""
    if len(content) > MAX_BYTES:
        raise CannotTake(refused("", "Filen fylder mere end 2 MB.", "The file is larger than 2 MB."))
    try:
        text = content.decode("utf-8-sig")
        _check_nesting(text)
        found = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        line = f"linje {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise CannotTake(refused(line, "Filen kan ikke læses som JSON.", "The file cannot be read as JSON.")) from None
    if not isinstance(found, dict):
        raise CannotTake(refused("", "Filen er ikke et FHIR-skema.", "The file is no FHIR questionnaire."))
    return found


def _check_nesting(text: str) -> None:
    depth, in_text, escaped = 0, False, False
    for sign in text:
        if in_text:
            in_text, escaped = escaped or sign != '"', not escaped and sign == "\\"
        elif sign == '"':
            in_text = True
        elif sign in "[{":
            depth += 1
            if depth > MAX_NESTING:
                raise ValueError("nesting")
        elif sign in "]}":
            depth -= 1


def _no_constant(name: str) -> Any:
    raise ValueError(name)
