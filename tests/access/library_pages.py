"""Addresses of instruments as files, and of a permission in a municipality."""

from typing import Any

from tests.cast import Cast


def library_pages(people: Cast) -> dict[str, dict[str, dict[str, Any]]]:
    near, far = people.municipalities["Randers"], people.municipalities["Vejle"]
    rights = {
        "own": {"town": near.pk, "slug": "progression"},
        "elsewhere": {"town": far.pk, "slug": "progression"},
        "missing": {"town": near.pk, "slug": "findes-ikke"},
    }
    return {
        "surveys:instrument_file": {
            "own": {"slug": "progression", "kind": "fhir"},
            "missing": {"slug": "findes-ikke", "kind": "fhir"},
            "no such kind": {"slug": "progression", "kind": "pdf"},
        },
        "surveys:licence_confirm": rights,
        "surveys:licence_end": rights,
    }
