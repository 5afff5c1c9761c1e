"""Files that a municipality could send by mistake, or somebody on purpose. None of them may be taken in."""

import codecs
from datetime import date, datetime
from typing import NamedTuple

from fremskudt.surveys.rules.columns import columns
from fremskudt.surveys.rules.kinds import Kind
from tests.surveys import field, workbooks

LIST, START, RUNNING, ANSWERS = Kind.PARTICIPANTS, Kind.START, Kind.RUNNING, Kind.PROGRESSION
CPR = "010203-1234"
Rows = list[list[str]]


class Broken(NamedTuple):
    """A file, and a part of the sentence that must say what is wrong with it."""

    kind: Kind
    name: str
    content: bytes
    says: str


def people(row: int = 1, **cells: str) -> Rows:
    """The list with one row changed to a new person, so that only the cells given are wrong."""
    rows = field.participants()
    rows[row][0] = "R-777"
    return put(rows, row, cells)


def answers(row: int = 1, **cells: str) -> Rows:
    """The answers in a new wave, so that only the cells given are wrong."""
    rows = field.progression()
    rows[row][1] = "4"
    return put(rows, row, cells)


def put(rows: Rows, row: int, cells: dict[str, str]) -> Rows:
    for name, cell in cells.items():
        rows[row][rows[0].index(name)] = cell
    return rows


def start(**cells: str) -> Rows:
    return put([list(columns(START)), field.blank(START)], 1, cells)


def running(**cells: str) -> Rows:
    return put([list(columns(RUNNING)), field.blank(RUNNING)], 1, cells)


def header(change: dict[str, str | None], rows: Rows) -> Rows:
    """Headers renamed, or (None) removed with their cells."""
    gone = [place for place, name in enumerate(rows[0]) if change.get(name, "") is None]
    rows[0] = [change.get(name) or name for name in rows[0]]
    return [[cell for place, cell in enumerate(row) if place not in gone] for row in rows]


def in_list(says: str, row: int = 1, **cells: str) -> Broken:
    return Broken(LIST, "deltagerliste.csv", field.text(people(row, **cells)), says)


def in_answers(says: str, **cells: str) -> Broken:
    return Broken(ANSWERS, "progressionsskema.csv", field.text(answers(**cells)), says)


def in_start(says: str, **cells: str) -> Broken:
    return Broken(START, "kontaktskema_start.csv", field.text(start(**cells)), says)


def raw(says: str, content: bytes, name: str = "deltagerliste.csv", kind: Kind = LIST) -> Broken:
    return Broken(kind, name, content, says)


def excel(says: str, content: bytes, kind: Kind = LIST) -> Broken:
    return Broken(kind, "ark.xlsx", content, says)


def not_a_table() -> dict[str, Broken]:
    plain = field.text(people())
    return {
        "empty": raw("Filen er tom", b""),
        "only_spaces": raw("Filen er tom", b" \r\n\t \n"),
        "headers_only": raw("ingen rækker", field.text(people()[:1])),
        "headers_and_blank_rows": raw("ingen rækker", field.text(people()[:1]) + b";;;;;;;;;\n\n"),
        "first_row_blank": raw("første række er tom", b"\n" + plain),
        "html_named_csv": raw(
            "webside", b"<!DOCTYPE html><html><body><table><tr><td>x</td></tr></table></body></html>"
        ),
        "xml": raw("webside eller XML", b'<?xml version="1.0"?><rows/>'),
        "svg_with_script": raw("webside eller XML", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        "pdf": raw("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        "png": raw("billede", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        "jpeg": raw("billede", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64)),
        "gzip": raw("gzip", b"\x1f\x8b\x08\x00" + bytes(40)),
        "rtf": raw("RTF", rb"{\rtf1\ansi deltagerliste}"),
        "json": raw("JSON", b'[{"borger_id": "R-1", "kommune": "Vejle"}]\n[1]\n'),
        "prose": raw("første række skal være overskrifter", "Kære evaluator\nHer kommer listen i morgen.\n".encode()),
        "random_bytes": raw("ikke er tekst", b"borger_id;kommune\n\x01\x02\x03\x04;\x05\n"),
        "nul_bytes": raw("ikke gemt som almindelig tekst", plain.replace(b"Vejle", b"Ve\x00jle")),
        "utf16_without_mark": raw("ikke gemt som almindelig tekst", plain.decode().encode("utf-16-le")),
        "utf16_cut": raw("UTF-16", codecs.BOM_UTF16_LE + plain.decode().encode("utf-16-le") + b"\x41"),
        "utf32": raw("ikke gemt som almindelig tekst", plain.decode().encode("utf-32")),
        "undefined_in_cp1252": raw("tegn kan ikke læses", plain.replace(b"Vejle", b"Ve\x81jle")),
        "utf8_and_cp1252_mixed": raw("gået i stykker", plain + "R-8;Helsingør;1;;;;;;;\n".encode() + b"R-9;\xf8;1\n"),
        "utf8_read_twice": raw("gået i stykker", "borger_id;Ã¦\nR-1;x\n".encode()),
        "broken_sign": raw("gået i stykker", plain.replace(b"Vejle", "Ve�jle".encode())),
        "control_sign": raw("ikke er tekst", plain.replace(b"Vejle", b"Ve\x07jle")),
    }


def not_the_right_shape() -> dict[str, Broken]:
    wide = [f"k{number}" for number in range(100_000)]
    quote = field.text(people()).replace(b"Randers", b'"Randers', 1)
    return {
        "quote_never_closed": raw("Citationstegnene", quote),
        "quote_in_the_middle": raw("Citationstegnene", field.text(people(kommune='"Ran"ders'))),
        "row_too_short": raw("Rækken har 3 celler", field.text([*people(), ["R-9", "Vejle", "1"]])),
        "row_too_long": raw("Rækken har 12 celler", field.text([*people(), ["R-9", "Vejle", "1", *[""] * 8, "x"]])),
        "delimiters_mixed": raw("Rækken har 1 celle", field.text(people()) + b"R-9,Vejle,1,,,,,,,\n"),
        "hundred_thousand_columns": raw("100000 celler", (";".join(wide) + "\n" + ";".join(wide) + "\n").encode()),
        "a_line_of_delimiters": raw("Linjen er alt for lang", field.text(people()) + b";" * 1_200_000),
        "million_signs_in_a_cell": raw("alt for lang", field.text(people(kommune="R" * 1_000_000))),
        "two_thousand_signs_in_a_cell": in_list("Cellen har 2000 tegn", kommune="R" * 2_000),
        "too_many_rows": raw("200.000 rækker", field.text(people()) + b"\n" * 200_100),
        "too_many_bytes": raw("20 MB", field.text(people()) + b" " * (20 * 1024 * 1024)),
        "header_missing": raw("»kommune« mangler", field.text(header({"kommune": None}, people()))),
        "header_unknown": raw("»kommunenavn« kendes ikke. Mente I »kommune«?",
                              field.text(header({"kommune": "kommunenavn"}, people()))),
        "header_twice": raw("»start« står to gange", field.text(header({"slut": "start"}, people()))),
        "header_empty": raw("ingen overskrift", field.text(header({"fase": " "}, people()))),
        "header_with_cpr": raw("ligner et CPR-nummer", field.text(header({"fase": CPR}, people()))),
        "no_headers": raw("Står kolonnernes navne i række 1", field.text(people()[1:])),
        "wrong_kind": raw("passer til »Progressionsskema«", field.text(answers())),
        "a_variable_missing": raw("»sleep« mangler", field.text(header({"sleep": None}, answers())), kind=ANSWERS),
        "name_with_cpr": raw("Filens navn", field.text(people()), name=f"liste {CPR}.csv"),
    }  # fmt: skip


def wrong_in_the_list() -> dict[str, Broken]:
    rows = people()
    return {
        "id_empty": in_list("Cellen er tom", borger_id=""),
        "id_with_formula_sign": in_list("Et borger_id er", borger_id="@R-1"),
        "id_path": in_list("Et borger_id er", borger_id="../../etc/passwd"),
        "id_markup": in_list("Et borger_id er", borger_id="<script>alert(1)</script>"),
        "id_turned_letters": in_list("Et borger_id er", borger_id="R-\u202e100"),
        "id_too_long": in_list("Et borger_id er", borger_id="R" * 41),
        "id_is_cpr": in_list("ligner et CPR-nummer", borger_id=CPR),
        "id_is_cpr_without_dash": in_list("ligner et CPR-nummer", borger_id="0102031234"),
        "id_is_cpr_without_zero": in_list("ligner et CPR-nummer", borger_id="102031234"),
        "cpr_with_space": in_list("ligner et CPR-nummer", fase="010203 1234"),
        "cpr_in_words": in_list("ligner et CPR-nummer", kommune="Randers (cpr 010203-1234, ring)"),
        "cpr_in_full_width": in_list("ligner et CPR-nummer", kommune="０１０２０３-１２３４"),
        "cpr_with_invisible_sign": in_list("ligner et CPR-nummer", kommune="0102\u200b03-1234"),
        "cpr_with_dots": in_list("ligner et CPR-nummer", slut="01.02.03-1234"),
        "municipality_unknown": in_list("undersøgelsens kommuner: Helsingør, Odder, Randers, Vejle", kommune="Aarhus"),
        "municipality_empty": in_list("undersøgelsens kommuner", kommune=""),
        "status_empty": in_list("aktiv eller potentiel", status=""),
        "status_unknown_code": in_list("Koden er ikke en svarmulighed", status="3"),
        "status_unknown_word": in_list("ikke en svarmulighed", status="måske"),
        "status_missing_code": in_list("ikke koder for manglende svar", status="-1"),
        "phase_unknown": in_list("Koden er ikke en svarmulighed", fase="4"),
        "day_31_02": in_list("findes ikke i kalenderen", start="31-02-2023"),
        "day_29_02_in_common_year": in_list("findes ikke i kalenderen", start="2023-02-29"),
        "day_month_13": in_list("findes ikke i kalenderen", start="2023-13-01"),
        "day_two_digit_year": in_list("kun to cifre", start="03-04-23"),
        "day_american": in_list("findes ikke i kalenderen", start="04/23/2023"),
        "day_in_words": in_list("ikke en dato", start="3. april 2023"),
        "day_as_number": in_list("ikke en dato", start="45000"),
        "day_in_unicode_digits": in_list("ikke en dato", start="٢٠٢٣-٠٤-٠٣"),
        "day_in_future": in_list("i fremtiden", start="2999-01-01"),
        "day_before_study": in_list("før undersøgelsen", start="2019-01-01"),
        "end_before_start": in_list("før start", start="2023-05-01", slut="2023-04-01"),
        "formula": in_list("formel", kommune="=CMD|' /C calc'!A0"),
        "same_person_twice": raw("står også i række 2", field.text([*rows, [*rows[1][:5], "2", *rows[1][6:]]])),
        "clash_with_database": raw(
            "findes allerede fra række 2", field.text(put(field.participants(), 1, {"fase": "3"}))
        ),
    }


def wrong_in_the_answers() -> dict[str, Broken]:
    rows = answers()
    other = [*rows[1][:4], "0", *rows[1][5:]]
    again = put(field.progression(), 1, {"sleep": "0"})
    return {
        "person_unknown": in_answers("står ikke på deltagerlisten", borger_id="R-999"),
        "person_empty": in_answers("Cellen er tom", borger_id=""),
        "wave_99": in_answers("undersøgelsens runder: 1, 2, 3, 4", runde="99"),
        "wave_zero": in_answers("undersøgelsens runder", runde="0"),
        "wave_in_words": in_answers("undersøgelsens runder", runde="første"),
        "wave_empty": in_answers("undersøgelsens runder", runde=""),
        "day_empty": in_answers("Cellen er tom", dato=""),
        "day_with_time": in_answers("ikke en dato", dato="2023-03-01 14:30"),
        "mode_unknown": in_answers("selv (self)", udfyldt="mail"),
        "mode_empty": in_answers("selv (self)", udfyldt=""),
        "code_unknown": in_answers("Koden er ikke en svarmulighed", sleep="5"),
        "label_of_another_scale": in_answers("ikke en svarmulighed", sleep="Meget usunde"),
        "decimals": in_answers("ikke et helt tal", tem_personal="7,5"),
        "decimals_with_point": in_answers("ikke et helt tal", tem_personal="7.5"),
        "above_the_scale": in_answers("uden for skalaen", tem_personal="11"),
        "negative": in_answers("uden for skalaen", tem_personal="-7"),
        "huge_number": in_answers("CPR", cannabis_days="9" * 400),
        "scientific_number": in_answers("ikke et tal", cannabis_days="1e3"),
        "infinity": in_answers("ikke et tal", cannabis_days="inf"),
        "unicode_digits": in_answers("ikke et tal", cannabis_days="٣"),
        "words_for_a_number": in_answers("ikke et tal", cannabis_days="tre"),
        "hidden_item_answered": in_answers("stilles kun, når", alcohol="0", units="4"),
        "item_behind_hidden_item_answered": in_answers("stilles kun, når", alcohol="0", units="", heavy_days="2"),
        "shown_item_coded_as_hidden": in_answers("ikke vist", units="-4"),
        "missing_code_unknown": in_answers("ikke en svarmulighed", sleep="-9"),
        "cpr_in_answer": in_answers("ligner et CPR-nummer", sleep=f"ring til {CPR}"),
        "hidden_services": in_start("stilles kun, når", other_services="0", **{"services.home_support": "1"}),
        "multiple_with_two": in_start("Koden er ikke en svarmulighed", **{"first_contact.skp": "2"}),
        "age_impossible": in_start("uden for skalaen", age="7"),
        "start_in_second_wave": in_start("undersøgelsens runder: 1", runde="2"),
        "ready_in_phase_1": Broken(
            RUNNING, "r.csv", field.text(running(phase="1", ready_safe="3")), "stilles kun, når"
        ),
        "same_response_twice": Broken(ANSWERS, "p.csv", field.text([*rows, other]), "står også i række 2"),
        "clash_with_stored_response": Broken(ANSWERS, "p.csv", field.text(again), "findes allerede fra række 2"),
    }


def wrong_workbooks() -> dict[str, Broken]:
    rows: list[list[object]] = [list(row) for row in people()]
    entity = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    wide_rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (number, number) for number in range(6, 330))
    wide_entity = entity.decode().encode("utf-16-le")
    marked = field.progression()

    def cell(place: str, value: object) -> bytes:
        return workbooks.workbook(rows, lambda book: book.active.__setitem__(place, value))

    def sheet(old: bytes, new: bytes) -> bytes:
        return workbooks.with_sheet(rows, lambda xml: xml.replace(old, new, 1))

    whole = workbooks.workbook(rows)
    large = {**workbooks.parts_of(whole), "xl/media/a": bytes(17_000_000)}
    return {
        "xlsx_formula": excel("formel", cell("B2", "=A1")),
        "xlsx_formula_over_the_cell": excel("Celle F3", cell("F3", "=1+1")),
        "xlsx_time_of_day": excel("ikke en dato", cell("E2", datetime(2023, 3, 1, 14, 30))),
        "xlsx_true": excel("SAND", cell("C2", value=True)),
        "xlsx_error_value": excel("#N/A", cell("F2", "#N/A")),
        "xlsx_date_for_a_code": excel("2023-03-01", cell("F2", date(2023, 3, 1))),
        "xlsx_cpr_as_number": excel("ligner et CPR-nummer", cell("F2", 102031234)),
        "xlsx_half_a_code": excel("2,5", cell("F2", 2.5)),
        "xlsx_extra_cell": excel("Rækken har 12 celler", cell("L3", "x")),
        "xlsx_empty": excel("intet ark", workbooks.workbook([])),
        "xlsx_two_sheets": excel("flere ark", workbooks.workbook(rows, lambda b: b.create_sheet("N").append(["x"]))),
        "xlsx_macro": excel("makroer", workbooks.with_parts(rows, xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0")),
        "xlsx_password": excel("adgangskode", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
        "xlsx_locked_archive": excel("adgangskode", workbooks.locked(whole)),
        "xlsx_cut": excel("kan ikke læses", whole[: len(whole) // 2]),
        "xlsx_bytes_changed": excel("kan ikke læses", whole.replace(b"PK\x01\x02", b"PK\x01\x09", 1)),
        "xlsx_without_sheet": excel("intet ark", workbooks.with_parts(rows, xl__worksheets__sheet1_dot_xml=None)),
        "xlsx_broken_book": excel("kan ikke læses", workbooks.with_parts(rows, xl__workbook_dot_xml=b"<workbook")),
        "xlsx_broken_xml": excel("kan ikke læses", sheet(b"</row>", b"</rov>")),
        "xlsx_entities": excel("XML", sheet(b"<worksheet", entity + b"<worksheet")),
        "xlsx_entities_in_utf16": excel("XML", sheet(b"<worksheet", wide_entity + b"<worksheet")),
        "xlsx_odd_encoding": excel("XML", sheet(b"<worksheet", b'<?xml version="1.0" encoding="utf-7"?><worksheet')),
        "xlsx_column_beyond_excel": excel("kan ikke læses", sheet(b'r="A2"', b'r="ZZZZZ2"')),
        "xlsx_wide": excel("1.000 kolonner", workbooks.workbook([["k"] * 1_500, ["x"] * 1_500])),
        "xlsx_large": excel("fylder for meget", workbooks.archive(large, packed=False)),
        "xlsx_wide_empty_rows": excel("Arket er for stort", sheet(b"</sheetData>", wide_rows + b"</sheetData>")),
        "xlsx_last_row_of_excel": excel("200.000 rækker", sheet(b'<row r="5"', b'<row r="1048576"')),
        "xlsx_wrong_kind_as_zip": excel("passer til", workbooks.workbook([list(row) for row in marked])),
        "zip_of_a_csv": excel("ikke en Excel-fil", workbooks.archive({"liste.csv": field.text(people())})),
        "zip_that_leaves_its_folder": excel("ikke en Excel-fil", workbooks.archive({"../../liste.csv": b"x"})),
        "zip_empty": excel("kan ikke læses", b"PK\x05\x06" + bytes(17)),
        "zip_bomb": excel("fylder for meget", workbooks.with_parts(rows, xl__media__a_dot_xml=b"0" * 10_000_000)),
        "zip_many_parts": excel("fylder for meget", workbooks.with_parts(rows, **{f"x{n}": b"" for n in range(1_001)})),
    }  # fmt: skip


BROKEN: dict[str, Broken] = {
    **not_a_table(),
    **not_the_right_shape(),
    **wrong_in_the_list(),
    **wrong_in_the_answers(),
    **wrong_workbooks(),
}
