"""One cell: codes, labels, whole numbers and reasons for missing; what cannot be read says what is allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.instruments import MISSING, BadValue, Missing, UnknownItem, get, library, parse_value, warning

EVERY_VARIABLE = [(slug, variable) for slug, instrument in library().items() for variable in instrument.variables]


@pytest.mark.parametrize(
    ("slug", "variable", "raw", "value"),
    [
        ("start", "sex", "2", 2),
        ("start", "sex", " 2 ", 2),
        ("start", "sex", "2,0", 2),
        ("start", "sex", "02", 2),
        ("start", "sex", "Kvinde", 2),
        ("start", "sex", "  kVINDE ", 2),
        ("start", "sex", "woman", 2),
        ("start", "other_services", "No", 0),
        ("start", "known_in_system", "Ved ikke", 5),
        ("start", "known_in_system", "-2", Missing.DONT_KNOW),
        ("start", "spotted_by", "støttekontaktperson(skp)", 3),
        ("start", "spotted_by", "Sto\u0338ttekontaktperson", None),
        ("start", "spotted_place", "Va\u0308rested", None),
        ("start", "first_contact.skp", "Ja", 1),
        ("start", "first_contact.skp", "1", 1),
        ("start", "first_contact.skp", "x", 1),
        ("start", "first_contact.skp", "no", 0),
        ("start", "first_contact.skp", "Støttekontakt (SKP)", 1),
        ("start", "first_contact.skp", "Andre", None),
        ("start", "first_contact.skp", "2", None),
        ("start", "age", "47", 47),
        ("start", "age", "+47", 47),
        ("start", "age", "47,0", 47),
        ("start", "age", "47.00", 47),
        ("start", "age", "47,5", None),
        ("start", "age", "1.000", None),
        ("start", "age", "14", None),
        ("start", "age", "111", None),
        ("start", "age", "4 7", None),
        ("start", "age", "47 år", None),
        ("start", "age", "1e2", None),
        ("start", "age", "٤٧", None),
        ("start", "age", "9" * 5000, None),
        ("start", "age", "Ved ikke", Missing.DONT_KNOW),
        ("start", "sex", "4", None),
        ("start", "sex", "-7", None),
        ("start", "sex", "=1+1", None),
        ("progression", "units", "12,00", 12),
        ("progression", "units", "12.000", None),
        ("progression", "tem_personal", "0", 0),
        ("progression", "tem_personal", "10", 10),
        ("progression", "tem_personal", "Meget godt", None),
        ("progression", "inspire_hope", "Rigtig meget", 4),
        ("progression", "inspire_hope", "ønsker ikke at svare", Missing.REFUSED),
        ("participants", "phase", "Fase 2", 2),
        ("participants", "phase", "fase2", 2),
        ("participants", "phase", "Uafklaret", 9),
        ("participants", "end_phase", "9", None),
    ],
)
def test_values_a_cell_is_read(slug: str, variable: str, raw: str, value: int | Missing | None) -> None:
    if value is None:
        with pytest.raises(BadValue):
            parse_value(get(slug), variable, raw)
    else:
        assert parse_value(get(slug), variable, raw) == value


def test_values_composed_and_decomposed_letters_are_the_same() -> None:
    decomposed = "Det offentlige rum/pa\u030a gaden"
    assert parse_value(get("start"), "spotted_place", decomposed) == 4


@pytest.mark.parametrize(("slug", "variable"), EVERY_VARIABLE)
@pytest.mark.parametrize("reason", list(Missing))
def test_values_every_variable_can_be_missing_for_every_reason(slug: str, variable: str, reason: Missing) -> None:
    assert parse_value(get(slug), variable, str(reason.code)) is reason
    assert parse_value(get(slug), variable, f"{reason.code},0") is reason


@pytest.mark.parametrize("reason", list(Missing))
@pytest.mark.parametrize("language", ["da", "en"])
def test_values_the_words_for_missing_are_read(reason: Missing, language: str) -> None:
    assert parse_value(get("progression"), "sleep", reason.label(language).upper()) is reason


@pytest.mark.parametrize("raw", ["", "   ", "\t", "\u00a0"])
def test_values_an_empty_cell_is_skipped(raw: str) -> None:
    assert parse_value(get("start"), "sex", raw) is Missing.SKIPPED


@pytest.mark.parametrize(("slug", "variable"), EVERY_VARIABLE)
def test_values_every_code_and_label_of_the_library_can_be_read_back(slug: str, variable: str) -> None:
    scale = get(slug).variable(variable).item.scale
    for code in scale.codes:
        assert parse_value(get(slug), variable, str(code)) == code
        for language in get(slug).languages:
            assert parse_value(get(slug), variable, scale.label(code, language)) == code


@pytest.mark.parametrize(
    ("slug", "variable", "raw", "reason", "allowed"),
    [
        ("start", "sex", "mnad", "Værdien er ikke en svarmulighed.", "1 (Mand), 2 (Kvinde), 3 (Andet), en kode"),
        ("start", "sex", "7", "Koden er ikke en svarmulighed.", "1 (Mand)"),
        ("start", "age", "7", "Tallet er uden for skalaen.", "et helt tal fra 15 til 110, en kode"),
        ("start", "age", "17,5", "Værdien er ikke et helt tal.", "et helt tal fra 15 til 110"),
        ("start", "age", "gammel", "Værdien er ikke et tal.", "et helt tal fra 15 til 110"),
        ("start", "first_contact.gp", "måske", "Værdien er ikke en svarmulighed.", "0 (Nej), 1 (Ja)"),
    ],
)
def test_values_an_error_says_what_is_wrong_and_what_is_allowed(
    slug: str, variable: str, raw: str, reason: str, allowed: str
) -> None:
    with pytest.raises(BadValue) as bad:
        parse_value(get(slug), variable, raw)
    assert bad.value.reason == reason
    assert bad.value.allowed.startswith(allowed)
    assert str(bad.value) == f"{reason} Tilladt er {bad.value.allowed}."


@given(st.text(max_size=30))
def test_values_any_text_is_read_or_refused(raw: str) -> None:
    try:
        value = parse_value(get("progression"), "tem_personal", raw)
    except BadValue:
        return
    assert isinstance(value, Missing) or value in range(11)


@pytest.mark.parametrize("variable", ["sex", "age", "first_contact.gp"])
@pytest.mark.parametrize("raw", ["010190-1234", "0101901234", "Jens Hansen"])
def test_values_an_error_never_repeats_what_was_found(variable: str, raw: str) -> None:
    with pytest.raises(BadValue) as bad:
        parse_value(get("start"), variable, raw)
    assert raw not in f"{bad.value} {bad.value.reason} {bad.value.allowed}"


def test_values_an_unknown_variable_is_our_mistake() -> None:
    with pytest.raises(UnknownItem, match="no variable 'first_contact'"):
        parse_value(get("start"), "first_contact", "1")


@pytest.mark.parametrize(("value", "warns"), [(40, False), (41, True), (200, True)])
def test_values_unusual_is_a_warning_not_an_error(value: int, warns: bool) -> None:
    scale = get("progression").item("units").scale
    assert parse_value(get("progression"), "units", str(value)) == value
    assert (warning(scale, value) is not None) is warns


def test_values_a_scale_without_a_limit_never_warns() -> None:
    assert warning(get("progression").item("cannabis_days").scale, 7) is None


def test_values_missing_codes_are_the_six_that_files_use() -> None:
    names = ["skipped", "dont_know", "refused", "not_shown", "unreadable", "not_asked"]
    assert dict(MISSING) == dict(zip(names, range(-1, -7, -1), strict=True))
