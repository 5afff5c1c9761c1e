"""An XLSForm workbook of any make as a draft of ours. Everything in it is either carried or noted."""

from fremskudt.instruments.taking import Draft, DraftGroup, DraftQuestion, DraftScore, Taken, assemble
from fremskudt.instruments.taking.draft import DraftOption, DraftSource, NotUnderstood
from fremskudt.instruments.taking.left import CannotTake, Done, What, refused
from fremskudt.instruments.xlsform import own
from fremskudt.instruments.xlsform.columns import Speech, language_of
from fremskudt.instruments.xlsform.lists import lists_of
from fremskudt.instruments.xlsform.rows import KINDS, META, Kind, details, kind_of, look, rest, route, span_of
from fremskudt.instruments.xlsform.workbook import Row, Sheet, read
from fremskudt.instruments.xlsform.xpath import score_of

SETTINGS = {"form_id", "id_string", "form_title", "title", "version", "default_language", "style"}
SELECTS = ("select_one", "select_multiple")
FROM_FILE = ("select_one_from_file", "select_multiple_from_file", "select_one_external")
NO_TERMS = {
    "da": "Vilkårene står ikke i filen, skemaet kom i.",
    "en": "The terms do not stand in the file that the questionnaire came in.",
}


def from_xlsform(content: bytes, respondent: str = "citizen") -> Taken:
    """The questionnaire in our own format. Raises CannotTake. `respondent` holds where the file does not say."""
    sheets = read(content)
    survey = sheets.get("survey")
    if survey is None or not {"type", "name"} <= set(survey.columns):
        raise CannotTake(
            refused(
                "", "Filen er ikke et XLSForm: arket survey med kolonnerne type og name mangler.",
                "The file is no XLSForm: the sheet survey with the columns type and name is missing.",
            )
        )  # fmt: skip
    draft, default = _head(sheets.get("settings", Sheet("settings")), respondent)
    choices = sheets.get("choices", Sheet("choices"))
    speech = Speech(default, draft)
    draft.languages = speech.languages([survey, choices]) or ["da"]
    draft.title = dict.fromkeys([*draft.languages, "da"], next(iter(draft.title.values()), draft.id))
    told = own.read(sheets.get(own.SHEET), draft, speech)
    _terms(draft)
    _Walk(draft, speech, lists_of(choices, speech, draft)).rows(survey.rows)
    own.tell(told, draft)
    for name, sheet in sheets.items():
        if name not in {"survey", "choices", "settings", own.SHEET} and sheet.rows:
            draft.leave(sheet.name, What.SHEET, Done.DROPPED, sheet.name)
    return assemble(draft)


def _head(settings: Sheet, respondent: str) -> tuple[Draft, str]:
    """The draft without its questions, and its first language ("" when it is not told)."""
    row = settings.rows[0] if settings.rows else Row("settings", 2, {}, {})
    title = row.get("form_title", "title")
    id = row.get("form_id", "id_string")
    default = row.get("default_language")
    default = "" if default == "default" else language_of(default)
    draft = Draft(id or title or "skema", row.get("version"), {"da": title} if title else {}, "settings")
    draft.respondent = respondent
    for column in row.cells:
        if column not in SETTINGS:
            draft.leave(row.place(column), What.FIELD, Done.DROPPED, column)
    return draft, default


def _terms(draft: Draft) -> None:
    if not draft.sources:
        draft.leave("settings", What.TERMS, Done.LOCKED)
        title = {language: draft.title.get(language) or draft.id for language in ("da", "en")}
        draft.sources = {"holder": DraftSource(title, "Ikke oplyst", dict(NO_TERMS), True)}


class _Walk:
    """Down the rows of the survey; groups within groups are kept track of."""

    def __init__(self, draft: Draft, speech: Speech, lists: dict[str, list[DraftOption]]) -> None:
        self.draft, self._speech, self._lists = draft, speech, lists
        self._open: list[tuple[Row, DraftGroup | None]] = []  # None: a repeat, of which nothing comes along
        self._root = DraftGroup("survey", "start", {})

    def rows(self, rows: list[Row]) -> None:
        for row in rows:
            if row.get("disabled").casefold() in {"yes", "true"}:
                self.draft.drop(row.place("disabled"), row.get("name"), What.DISABLED)
            elif row.get("type"):
                self._row(row, kind_of(row))
            elif row.cells:
                self.draft.leave(row.place(), What.TYPE, Done.DROPPED, "?")
        for row, _ in self._open:
            self.draft.refuse(row.place(), "Gruppen bliver ikke lukket.", "The group is never closed.")

    def _row(self, row: Row, kind: Kind) -> None:
        if kind.name == "begin":
            self._begin(row, kind.of)
        elif kind.name == "end":
            self._end(row, kind.of)
        elif any(group is None for _, group in self._open):
            self.draft.drop(row.place(), row.get("name"), What.REPEAT)
        elif kind.name in META:
            self.draft.drop(row.place(), row.get("name"), What.META, kind.name)
        elif kind.name in {"note", "acknowledge", "trigger"}:
            said = next(iter(self._speech.words(row, "label").values()), kind.name)
            self.draft.dropped.add(row.get("name"))
            self.draft.leave(row.place(), What.DISPLAY, Done.DROPPED, said[:80])
        elif kind.name == "calculate":
            self._score(row)
        else:
            self._question(row, kind)

    def _begin(self, row: Row, what: str) -> None:
        if what == "repeat" or any(group is None for _, group in self._open):
            if what == "repeat":
                self.draft.leave(row.place(), What.REPEAT, Done.DROPPED)
            self._open.append((row, None))
            return
        above = self._open[-1][1] if self._open else None
        name = row.get("name") or f"gruppe_{row.number}"
        name = name.removeprefix("bite.") if self.draft.is_ours else name
        title = self._speech.words(row, "label")
        made = DraftGroup(row.place(), name, title, route(row, self.draft), above)
        look(row, self.draft)
        rest(row, self._speech, self.draft)
        self.draft.groups.append(made)
        self._open.append((row, made))

    def _end(self, row: Row, what: str) -> None:
        if not self._open or kind_of(self._open[-1][0]).of != what:
            self.draft.refuse(
                row.place(), "Her lukkes en gruppe, som ikke er åben.", "Here a group is closed that is not open."
            )
            return
        self._open.pop()

    def _question(self, row: Row, kind: Kind) -> None:
        name, place = row.get("name"), row.place()
        if not name:
            self.draft.refuse(place, "Spørgsmålet har intet navn.", "The question has no name.")
            return
        what = self._unfit(row, kind)
        if what is not None:
            self.draft.drop(place, name, what, kind.name)
            return
        group = self._open[-1][1] if self._open else self._root
        made = DraftQuestion(
            place, name, {"select_one": "choice", "select_multiple": "multiple"}.get(kind.name, "integer"),  # type: ignore[arg-type]
            self._speech.words(row, "label"), group or self._root, self._speech.words(row, "hint"), scale=kind.of,
        )  # fmt: skip
        self._answers(row, kind, made)
        details(row, made, self.draft)
        known = [column for column in row.cells if column.startswith("guidance_hint")] if self.draft.is_ours else []
        rest(row, self._speech, self.draft, *known)
        self.draft.questions.append(made)

    def _unfit(self, row: Row, kind: Kind) -> What | None:
        """What about a question keeps it from coming along."""
        reasons = (
            (KINDS.get(kind.name), kind.name in KINDS),
            (What.LIST, kind.name in FROM_FILE),
            (What.CASCADE, bool(row.get("choice_filter"))),
            (What.GRID, kind.of != "" and "label" in row.get("appearance").split()),  # a grid's heading, as a question
            (What.LIST, kind.name in SELECTS and kind.of not in self._lists),
            (
                What.PIPED,
                not self.draft.is_ours and any("${" in text for text in self._speech.words(row, "label").values()),
            ),
            (What.CALCULATION, bool(row.get("calculation"))),
            (What.TYPE, kind.name not in SELECTS and kind.name != "integer" and span_of(row, kind) is None),
        )
        return next((what for what, applies in reasons if applies), None)

    def _answers(self, row: Row, kind: Kind, made: DraftQuestion) -> None:
        if made.kind == "integer":
            made.scale = ""
            made.minimum, made.maximum = span_of(row, kind) or (None, None)
            return
        made.options = list(self._lists[kind.of])
        if kind.or_other:
            numbers = [option.number for option in made.options if option.number is not None]
            number = max(numbers) + 1 if len(numbers) == len(made.options) else None
            made.options.append(DraftOption("other", {"da": "Andet", "en": "Other"}, number))
            self.draft.leave(row.place("type"), What.OTHER, Done.NO_TEXT)

    def _score(self, row: Row) -> None:
        name, path = row.get("name"), row.get("calculation")
        short = name.removeprefix("score.") if self.draft.is_ours else name
        label = self._speech.words(row, "label") or dict.fromkeys(("da", "en"), short)
        self.draft.dropped.add(name)
        try:
            if row.get("relevant"):
                raise NotUnderstood(path)
            items, times, least = score_of(path)
        except NotUnderstood:
            self.draft.drop(row.place("calculation"), name, What.CALCULATION)
            return
        self.draft.scores.append(DraftScore(row.place(), short, label, list(items), times, least))
        rest(row, self._speech, self.draft)
