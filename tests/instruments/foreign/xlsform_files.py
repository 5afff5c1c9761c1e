"""XLSForms as others make them: each a workbook with something of its own."""

import io
from collections.abc import Sequence

import openpyxl

Rows = Sequence[Sequence[object]]
SETTINGS: Rows = (("form_title", "form_id", "version"), ("Et skema", "et_skema", "2"))
YES_NO: Rows = (("list_name", "name", "label"), ("yn", "ja", "Ja"), ("yn", "nej", "Nej"))


def book(survey: Rows, choices: Rows = YES_NO, settings: Rows = SETTINGS, **more: Rows) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {"survey": survey, "choices": choices, "settings": settings, **more}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def repeat() -> bytes:
    return book(
        [
            ("type", "name", "label", "relevant"),
            ("select_one yn", "has", "Har du børn?", ""),
            ("begin_repeat", "kid", "Barn", "${has} = 'ja'"),
            ("text", "kid_name", "Navn", ""),
            ("integer", "kid_age", "Alder", ""),
            ("end_repeat", "", "", ""),
            ("select_one yn", "see", "Ser du dem?", "${has} = 'ja'"),
        ]
    )


def hangs_on_a_repeat() -> bytes:
    return book(
        [
            ("type", "name", "label", "relevant"),
            ("begin_repeat", "kid", "Barn", ""),
            ("integer", "kid_age", "Alder", ""),
            ("end_repeat", "", "", ""),
            ("select_one yn", "school", "Går de i skole?", "${kid_age} > 5"),
        ]
    )


def cascade() -> bytes:
    choices = [
        ("list_name", "name", "label", "region"),
        ("region", "m", "Midtjylland", ""), ("region", "s", "Syddanmark", ""),
        ("town", "randers", "Randers", "m"), ("town", "vejle", "Vejle", "s"),
        ("yn", "ja", "Ja", ""), ("yn", "nej", "Nej", ""),
    ]  # fmt: skip
    return book(
        [
            ("type", "name", "label", "choice_filter"),
            ("select_one region", "region", "Hvilken region?", ""),
            ("select_one town", "town", "Hvilken by?", "region = ${region}"),
            ("select_one yn", "live", "Bor du der?", ""),
        ],
        choices,
    )


def calculations() -> bytes:
    """A sum we have, one that hangs on another, a circle, and a date."""
    return book(
        [
            ("type", "name", "label", "constraint", "calculation"),
            ("integer", "a", "Et?", ". >= 0 and . <= 4", ""),
            ("integer", "b", "To?", ". >= 0 and . < 5", ""),
            ("calculate", "total", "Samlet", "", "2 * (${a} + ${b})"),
            ("calculate", "half", "", "", "${total} div 2"),
            ("calculate", "circle", "", "", "${circle} + 1"),
            ("calculate", "year", "", "", "format-date(today(), '%Y')"),
        ]
    )


def routed_by_a_calculation() -> bytes:
    return book(
        [
            ("type", "name", "label", "calculation", "relevant", "constraint"),
            ("integer", "a", "Et?", "", "", ". >= 0 and . <= 4"),
            ("calculate", "double", "", "${a} * 2", "", ""),
            ("select_one yn", "b", "To?", "", "${double} > 4", ""),
        ]
    )


def ranges() -> bytes:
    return book(
        [
            ("type", "name", "label", "parameters", "appearance"),
            ("range", "mood", "Hvordan går det?", "start=0 end=10 step=1", ""),
            ("range", "half", "Halve?", "start=0 end=5 step=0.5", ""),
            ("range", "plain", "Uden?", "", "rating"),
            ("decimal", "weight", "Vægt?", "", ""),
            ("geopoint", "where", "Hvor?", "", ""),
        ]
    )


def with_other() -> bytes:
    """Tick what fits, with an »other« and its text; and or_other."""
    choices = [
        ("list_name", "name", "label"), ("help", "ven", "En ven"), ("help", "andet", "Andet"),
        ("place", "1", "Hjemme"), ("place", "2", "Ude"),
    ]  # fmt: skip
    return book(
        [
            ("type", "name", "label", "relevant"),
            ("select_multiple help", "who", "Hvem hjælper?", ""),
            ("text", "who_other", "Hvem da?", "selected(${who}, 'andet')"),
            ("select_one place or_other", "place", "Hvor?", ""),
            ("select_one place", "next", "Og så?", "selected(${who}, 'ven') and not(selected(${who}, 'andet'))"),
        ],
        choices,
    )


def grid() -> bytes:
    choices = [("list_name", "name", "label"), *(("five", step, str(step)) for step in range(1, 6))]
    return book(
        [
            ("type", "name", "label", "appearance"),
            ("begin group", "table", "Hvordan går det?", "table-list"),
            ("select_one five", "head", "Hvordan går det?", "label"),
            ("select_one five", "sleep", "Søvn", "list-nolabel"),
            ("select_one five", "food", "Mad", "list-nolabel"),
            ("end group", "", "", ""),
        ],
        choices,
    )


def languages() -> bytes:
    """Danish and English in columns, a third that is not ours, and names that we cannot use."""
    label = ("label::Dansk (da)", "label::English (en)", "label::Kalaallisut (kl)")
    choices = [("list_name", "name", *label), ("JaNej", "1", "Ja", "Yes", "Aap"), ("JaNej", "0", "Nej", "No", "Naagga")]
    return book(
        [
            ("type", "name", *label, "hint::Dansk (da)", "hint::English (en)"),
            ("select_one JaNej", "Sover-du", "Sover du?", "Do you sleep?", "Sinittarpit?", "Om natten", "At night"),
            ("integer", "2timer", "Hvor længe?", "How long?", "", "", ""),
        ],
        choices,
        [
            ("form_title", "form_id", "version", "default_language", "public_key"),
            ("Søvn", "Søvn 1", "2026112201", "Dansk (da)", "x"),
        ],
    )


def media() -> bytes:
    choices = [
        ("list_name", "name", "label", "media::image"),
        ("yn", "1", "Ja", "ja.png"),
        ("yn", "0", "Nej", "nej.png"),
    ]
    return book(
        [
            ("type", "name", "label", "media::image", "media::audio::Dansk (da)", "bind::odk:length"),
            ("select_one yn", "a", "Et?", "a.png", "a.mp3", "9"),
            ("image", "photo", "Tag et billede", "", "", ""),
            ("note", "n", "Tak", "n.png", "", ""),
        ],
        choices,
        entities=[("dataset",), ("people",)],
    )


def required() -> bytes:
    return book(
        [
            ("type", "name", "label", "required", "constraint", "constraint_message", "default", "required_message"),
            ("integer", "age", "Alder?", "yes", ". >= 18 and . <= 110", "Mellem 18 og 110", "30", "Svar her"),
            ("integer", "years", "År?", "true()", ". <= ${age}", "Højst din alder", "", ""),
            ("integer", "minus", "Grader?", "no", ". >= -20 and . <= 40", "", "", ""),
            ("start", "start", "", "", "", "", "", ""),
        ]
    )


def routes() -> bytes:
    """Ways with selected, numbers, brackets, and a condition on a whole group."""
    choices = [("list_name", "name", "label"), ("deg", "0", "Slet ikke"), ("deg", "1", "Lidt"), ("deg", "2", "Meget")]
    return book(
        [
            ("type", "name", "label", "relevant", "constraint"),
            ("select_one deg", "a", "Et?", "", ""),
            ("integer", "b", "To?", "${a} >= 1", ". >= 0 and . <= 7"),
            ("begin_group", "g", "Gruppe", "(${a} = '1' or ${a} = 2) and ${b} != ''", ""),
            ("select_one deg", "c", "Tre?", "selected(${a}, '2')", ""),
            ("begin_group", "h", "Inderst", "not(${b} > 5)", ""),
            ("select_one deg", "d", "Fire?", "", ""),
            ("end_group", "", "", "", ""),
            ("end_group", "", "", "", ""),
        ],
        choices,
    )


def unknown_function() -> bytes:
    return book(
        [
            ("type", "name", "label", "relevant"),
            ("select_one yn", "a", "Et?", ""),
            ("select_one yn", "b", "To?", "pulldata('x', 'y', 'z', ${a}) = 1"),
        ]
    )


def later() -> bytes:
    """Two that ask about each other."""
    return book(
        [
            ("type", "name", "label", "relevant"),
            ("select_one yn", "a", "Et?", "${b} = 'ja'"),
            ("select_one yn", "b", "To?", "${a} = 'ja'"),
        ]
    )
