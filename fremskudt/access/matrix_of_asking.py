"""The rows of the matrix for asking people: rounds, links, paper, bites."""

from fremskudt.access.matrix_row import A, E, L, Near, Row, T, row

OF_ASKING: dict[str, Row] = {
    # A: the citizen's page and the questions in small bites (C0-C2)
    "surveys:own": row("GET", [], Near.LINK),
    "surveys:own_reply": row("POST", [], Near.LINK),
    "surveys:own_not_now": row("GET POST", [], Near.LINK),
    "surveys:own_stop": row("POST", [], Near.LINK),
    "surveys:own_write": row("GET POST", [], Near.LINK),
    "surveys:own_answers": row("GET", [], Near.LINK),
    "surveys:own_answer_give": row("POST", [], Near.LINK),
    "surveys:own_share": row("POST", [], Near.LINK),
    "surveys:own_thanks": row("GET", [], Near.LINK),
    "surveys:own_told": row("GET", [], Near.LINK),
    "surveys:answer_enter": row("GET POST", [], Near.PUBLIC),
    # B: the therapist asks (T8): holds, reasons, links, the phone handed over
    "surveys:questions": row("GET", [T, L], Near.FOLLOWED),
    "surveys:questions_shared": row("GET", [T, L], Near.FOLLOWED),
    "surveys:questions_hand_over": row("POST", [T, L], Near.FOLLOWED),
    "surveys:questions_take_back": row("POST", [], Near.LINK),
    "surveys:questions_together": row("GET POST", [T, L], Near.FOLLOWED),
    "surveys:questions_link": row("GET POST", [T, L], Near.FOLLOWED),
    "surveys:hold": row("GET POST", [T, L], Near.FOLLOWED),
    "surveys:hold_lift": row("POST", [T, L], Near.FOLLOWED),
    "surveys:no_answer": row("GET POST", [T, L], Near.FOLLOWED),
    "surveys:no_answer_undo": row("POST", [T, L], Near.FOLLOWED),
    # C: paper: sheets printed and typed in (L4)
    "surveys:sheets": row("GET POST", [T, L], Near.SITE),
    "surveys:sheet_type": row("GET POST", [T, L], Near.IN_SIGHT),
    "surveys:sheet_check": row("GET POST", [T, L], Near.IN_SIGHT),
    "surveys:sheet_print": row("GET POST", [T, L], Near.FOLLOWED),
    "surveys:sheets_print": row("GET POST", [L], Near.TOWN),
    # D: studies, waves, pseudonyms and staff forms (V1)
    "surveys:study_new": row("GET POST", [E], Near.SITE),
    "surveys:study_edit": row("GET POST", [E], Near.OWNED),
    "surveys:wave_move": row("GET POST", [E], Near.OWNED),
    "surveys:tie_cut": row("GET POST", [L], Near.TOWN),
    "surveys:study_cut": row("GET POST", [L], Near.STUDY),
    # E: rounds and the truth of who answered (L3, V2)
    "surveys:rounds": row("GET", [L], Near.SITE),
    "surveys:my_round": row("GET", [T, L], Near.SITE),
    "surveys:round": row("GET", [L], Near.TOWN),
    "surveys:team_remind": row("POST", [L], Near.TOWN),
    "surveys:leader_ask": row("POST", [E], Near.OWNED),
    # F: messages (A6)
    "casework:messages": row("GET", [A], Near.SITE),
    "casework:message_try": row("POST", [A], Near.SITE),
    "casework:message_agreement": row("GET POST", [T, L], Near.FOLLOWED),
    # G: instruments in and out, licences (V3, A5)
    "surveys:instrument_new": row("GET POST", [E], Near.SITE),
    "surveys:instrument_file": row("GET", [E], Near.SITE),
    "surveys:licences": row("GET", [A], Near.SITE),
    "surveys:licence_confirm": row("GET POST", [A], Near.TOWN),
    "surveys:licence_end": row("GET POST", [A], Near.TOWN),
    # H: the curve (C3)
    "surveys:curve": row("GET", [], Near.LINK),
    "surveys:curve_print": row("GET", [], Near.LINK),
}
