"""A draft as text: what the form sends, field by field, short enough to keep."""

import json
from collections.abc import Mapping, Sequence

LONGEST = 20_000
LONGEST_FIELD = 15_000
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "operation", "draft"})


def pack(fields: Mapping[str, Sequence[str]]) -> str:
    """Every filled field but those of the page itself. A text too long to keep is kept from its beginning."""
    kept = {name: [one[:LONGEST_FIELD] for one in values] for name, values in fields.items() if name not in LEFT_OUT}
    filled = {name: values for name, values in kept.items() if any(values)}
    return json.dumps(filled, ensure_ascii=False)[:LONGEST]


def unpack(text: str) -> dict[str, list[str]]:
    """The fields again; none where the text was cut or is no draft."""
    try:
        fields = json.loads(text)
    except ValueError:
        return {}
    return {str(name): [str(one) for one in values] for name, values in fields.items() if isinstance(values, list)}
