"""A FHIR Questionnaire of any make as a draft of ours. Everything in it is either carried or noted."""

from fremskudt.instruments.fhir import terms
from fremskudt.instruments.fhir.heads import head
from fremskudt.instruments.fhir.options import options_of
from fremskudt.instruments.fhir.paths import condition_of, score_of, sum_of
from fremskudt.instruments.fhir.reading import Element
from fremskudt.instruments.fhir.shape import misshapen
from fremskudt.instruments.fhir.terms import Json
from fremskudt.instruments.fhir.whens import wanted_of
from fremskudt.instruments.taking import Draft, DraftGroup, DraftQuestion, DraftScore, Taken, assemble
from fremskudt.instruments.taking.draft import DraftOption, NotUnderstood, Wanted, both
from fremskudt.instruments.taking.left import CannotTake, Done, What, refused
from fremskudt.instruments.taking.limits import MAX_DEPTH, MAX_QUESTIONS

DATES = {"date", "dateTime", "time"}
MEDIA = {"attachment"}
WORDS = {"string", "text", "url"}
CASCADES = (
    terms.SDC + "answerExpression",
    terms.SDC + "candidateExpression",
    terms.SDC + "answerOptionsToggleExpression",
)
GRIDS = {"table", "htable", "gtable", "atable", "grid"}


def from_questionnaire(raw: Json, respondent: str = "citizen") -> Taken:
    """The questionnaire in our own format. Raises CannotTake. `respondent` holds where the file does not say."""
    if wrong := misshapen(raw):
        raise CannotTake(
            refused(
                wrong,
                f"Feltet »{wrong}« er ikke, som FHIR skriver det.",
                f"The field “{wrong}” is not as FHIR writes it.",
            )
        )
    draft, contained = head(raw, respondent)
    if not isinstance(raw.get("item"), list):
        raise CannotTake(refused("", "Skemaet har ingen spørgsmål.", "The questionnaire has no questions."))
    _Walk(draft, draft.languages[0], contained).items(raw["item"], None, None, 0)
    return assemble(draft)


class _Walk:
    """Through the items from the first to the last; a group's condition goes on to all beneath it."""

    def __init__(self, draft: Draft, language: str, contained: dict[str, Json]) -> None:
        self.draft, self._language, self._contained = draft, language, contained
        self._seen: set[str] = set()
        self._root = DraftGroup("Questionnaire", "start", {})

    def items(self, raw: object, group: DraftGroup | None, question: DraftQuestion | None, depth: int) -> None:
        """The items of a list; `question` is the one they stand beneath."""
        if depth > MAX_DEPTH or len(self._seen) > 4 * MAX_QUESTIONS:
            raise CannotTake(refused("", "Skemaet er for stort.", "The questionnaire is too large."))
        for one in raw if isinstance(raw, list) else []:
            if isinstance(one, dict):
                self._one(Element(one, self._language), group, question, depth)

    def _one(self, item: Element, group: DraftGroup | None, question: DraftQuestion | None, depth: int) -> None:
        place, kind = item.text("linkId"), item.text("type")
        self._check(item, place)
        if kind == "display":
            self._display(item, place, question)
        elif kind == "group":
            self._group(item, place, group, depth)
        elif (calculated := item.path(terms.CALCULATED)) is not None:
            self._score(item, place, calculated)
        else:
            self._question(item, place, kind, group, depth)

    def _check(self, item: Element, place: str) -> None:
        if not place:
            self.draft.refuse("", "Et spørgsmål har intet linkId.", "An item has no linkId.")
        elif place in self._seen:
            self.draft.refuse(place, "Samme linkId er brugt to gange.", "The same linkId is used twice.")
        if item.has("modifierExtension"):
            self.draft.refuse(
                place, "Her står noget, der ændrer meningen, og som vi ikke kender (modifierExtension).",
                "Something here changes the meaning, and we do not know it (modifierExtension).",
            )  # fmt: skip
        self._seen.add(place)

    def _display(self, item: Element, place: str, question: DraftQuestion | None) -> None:
        control, mark, words = item.code(terms.ITEM_CONTROL), item.number(terms.ANCHOR), item.words("text")
        ends = {} if question is None else {"lower": question.minimum, "upper": question.maximum}
        mark = mark if mark is not None else ends.get(control)
        if question is not None and question.kind == "integer" and mark is not None:
            question.anchors[mark] = words
        elif question is not None and control in {"help", "flyover"} and not question.help:
            question.help = words
        else:
            said = next(iter(words.values()), "")
            self.draft.leave(place, What.DISPLAY, Done.DROPPED, said[:80])
        item.know("required", "repeats", "readOnly")
        item.rest(self.draft, place)

    def _group(self, item: Element, place: str, above: DraftGroup | None, depth: int) -> None:
        name = place.removeprefix("bite.") if self.draft.is_ours else place
        made = DraftGroup(place, name, item.words("text"), self._route(item, place), above)
        control = item.code(terms.ITEM_CONTROL)
        beneath = item.listed("item")
        item.know("required", "readOnly")
        if item.truth("repeats") or control == "gtable":
            self.draft.leave(place, What.REPEAT, Done.DROPPED)
            return self._drop_all(beneath, What.REPEAT, depth)
        self.draft.groups.append(made)
        if control in GRIDS:
            self.draft.leave(place, What.GRID, Done.APART)
        elif control not in {"", "page", "list"}:
            self.draft.leave(place, What.APPEARANCE, Done.DROPPED, control)
        item.rest(self.draft, place)
        self.items(beneath, made, None, depth + 1)

    def _drop_all(self, raw: list[Json], what: What, depth: int) -> None:
        for one in raw:
            item = Element(one, self._language)
            place = item.text("linkId")
            self._check(item, place)
            if depth < MAX_DEPTH:
                self._drop_all(item.listed("item"), what, depth + 1)
            if item.text("type") not in {"group", "display"}:
                self.draft.drop(place, place, what)

    def _question(self, item: Element, place: str, kind: str, group: DraftGroup | None, depth: int) -> None:
        beneath = item.listed("item")
        question = self._made(item, place, kind, group)
        follow_ups = [one for one in beneath if one.get("type") != "display"]
        if question is None:
            self._drop_all(follow_ups, What.BENEATH, depth)
            return
        self.draft.questions.append(question)
        for one in beneath:
            if one.get("type") == "display":
                self._one(Element(one, self._language), group, question, depth)
        if follow_ups:
            self.draft.leave(place, What.BENEATH, Done.AFTER)
            self.items(follow_ups, group, question, depth + 1)
        item.rest(self.draft, place)

    def _made(self, item: Element, place: str, kind: str, group: DraftGroup | None) -> DraftQuestion | None:
        """The question, or None when it cannot come along (which is noted)."""
        options = options_of(item, place, self._language, self._contained, self.draft)
        what = _unfit(item, kind, options)
        if what is not None:
            self.draft.drop(place, place, what, kind)
            return None
        words = item.words("text")
        many = item.truth("repeats")
        if many and kind in {"integer", "boolean"}:
            self.draft.drop(place, place, What.REPEAT)
            return None
        made = DraftQuestion(
            place, place, "integer" if kind == "integer" and not options else "multiple" if many else "choice",
            words, group or self._root, options=options, scale=item.code(terms.SCALE),
        )  # fmt: skip
        if kind == "boolean":
            made.options = [
                DraftOption("true", {"da": "Ja", "en": "Yes"}, 1), DraftOption("false", {"da": "Nej", "en": "No"}, 0)
            ]  # fmt: skip
            made.scale = "yes_no"
            self.draft.leave(place, What.BOOLEAN, Done.YES_NO)
        self._details(item, made)
        return made

    def _details(self, item: Element, made: DraftQuestion) -> None:
        place = made.place
        made.minimum, made.maximum = item.number(terms.MIN_VALUE), item.number(terms.MAX_VALUE)
        made.warn_above = item.number(terms.WARN_ABOVE)
        made.recall, made.source = item.code(terms.RECALL) or None, item.code(terms.SOURCE) or None
        made.wanted = self._route(item, place)
        control = item.code(terms.ITEM_CONTROL)
        if item.truth("required"):
            self.draft.leave(place, What.REQUIRED, Done.FREE)
        if item.has("initial") or item.extensions(terms.SDC + "initialExpression"):
            self.draft.leave(place, What.INITIAL, Done.DROPPED)
        if item.text("answerConstraint") in {"optionsOrString", "optionsOrType"} or item.text("type") == "open-choice":
            self.draft.leave(place, What.OTHER, Done.DROPPED)
        for code in item.listed("code"):
            self.draft.leave(place, What.CODE, Done.DROPPED, f"{code.get('system', '')} {code.get('code', '')}".strip())
        if control not in {"", "radio-button", "check-box", "drop-down", "slider", "spinner", "text-box"}:
            self.draft.leave(place, What.APPEARANCE, Done.DROPPED, control)
        item.know("disabledDisplay", "answerValueSet")

    def _route(self, item: Element, place: str) -> Wanted | None:
        path = item.path(terms.ENABLE_WHEN_EXPRESSION)
        has_whens = item.has("enableWhen", "enableBehavior") and "enableWhen" in item.raw
        try:
            simple = wanted_of(item.raw) if has_whens else None
            return both(simple, None if path is None else condition_of(path))
        except NotUnderstood as what:
            self.draft.refuse(
                place, f"Betingelsen kan ikke læses ved »{what}«. Uden den ville andre blive spurgt.",
                f"The condition cannot be read at “{what}”. Without it others would be asked.",
            )  # fmt: skip
            return None

    def _score(self, item: Element, place: str, calculated: str) -> None:
        variable = item.value(terms.VARIABLE)
        words, change = item.words("text"), item.number(terms.CHANGE)
        notes = [Element(one, self._language).words("text") for one in item.listed("item")]
        name = place.removeprefix("score.") if self.draft.is_ours else place
        try:
            if isinstance(variable, dict):
                items, times, least = score_of(name, str(variable.get("expression", "")), calculated)
            else:
                items, times = sum_of(calculated), 1
                least = len(items)
        except NotUnderstood:
            self.draft.drop(place, place, What.CALCULATION)
            return
        self.draft.dropped.add(place)  # a number of other answers is no answer: nothing can hang on it
        note = notes[0] if notes else {}
        self.draft.scores.append(DraftScore(place, name, words, list(items), times, least, note, change))
        item.value(terms.HIDDEN)
        item.know("type", "readOnly", "required")
        item.rest(self.draft, place)


def _unfit(item: Element, kind: str, options: list[DraftOption]) -> What | None:
    """What about a question keeps it from coming along."""
    if any(item.extensions(*CASCADES)):
        return What.CASCADE
    if kind in WORDS:
        return None if options else What.FREE_TEXT
    if kind in DATES:
        return What.DATE
    if kind in MEDIA:
        return What.MEDIA
    if kind in {"coding", "choice", "open-choice"}:
        return None if options else What.LIST
    return None if kind in {"boolean", "integer"} else What.TYPE
