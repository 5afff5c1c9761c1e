"""The rows of the matrix for asking people: rounds, links, paper, bites."""

from fremskudt.access.matrix_row import A, E, L, Near, Row, T, row  # noqa: F401

OF_ASKING: dict[str, Row] = {
    # A: the citizen's page and the questions in small bites (C0-C2)
    # B: the therapist asks (T8): holds, reasons, links, the phone handed over
    # C: paper: sheets printed and typed in (L4)
    # D: studies, waves, pseudonyms and staff forms (V1)
    # E: rounds and the truth of who answered (L3, V2)
    # F: messages (A6)
    # G: instruments in and out, licences (V3, A5)
    # H: the curve (C3)
    "surveys:curve": row("GET", [], Near.LINK),
    "surveys:curve_print": row("GET", [], Near.LINK),
}
