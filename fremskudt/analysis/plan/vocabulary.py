"""What the plan may refer to: the forms' variables and codes. Anything else is a numbered mistake."""

from collections.abc import Collection, Mapping

from fremskudt.analysis.plan.errors import Problems
from fremskudt.analysis.plan.model import Category, LabelledItem
from fremskudt.instruments import Instrument, Item


class Vocabulary:
    """Looks names up in the instruments. A name that is not there is noted as P005 or P006 and read as nothing."""

    def __init__(self, instruments: Mapping[str, Instrument], problems: Problems) -> None:
        self.instruments = instruments
        self.problems = problems

    def has_form(self, form: str, place: str) -> bool:
        """True when the form exists; else P005 is noted."""
        if form in self.instruments:
            return True
        if form:
            known = ", ".join(sorted(self.instruments))
            self.problems.add("P005", place, f"Skemaet »{form}« findes ikke.", f"Brug et af skemaerne {known}.")
        return False

    def item(self, form: str, name: str, place: str) -> Item | None:
        """The item that `name` (an item or one of its variables) belongs to; None and P006 when there is none."""
        if not name or not self.has_form(form, place):
            return None
        for item in self.instruments[form].items:
            if name == item.id or name in item.variables:
                return item
        self.problems.add(
            "P006", place, f"Skemaet »{form}« har intet spørgsmål »{name}«.", "Ret navnet, så det står som i skemaet."
        )
        return None

    def variable(self, form: str, name: str, place: str) -> Item | None:
        """As `item`, but `name` must be a variable with codes of its own, not a question with several answers."""
        item = self.item(form, name, place)
        if item is not None and name not in item.variables:
            remedy = f"Skriv en af {', '.join(item.variables)}."
            self.problems.add("P006", place, f"»{name}« er et spørgsmål med flere svar.", remedy)
            return None
        return item

    def check_codes(self, form: str, name: str, codes: Collection[int], place: str) -> None:
        """Note P007 for each code that the variable cannot have."""
        item = self.variable(form, name, place)
        if item is None:
            return
        allowed = item.scale.codes
        unknown = [code for code in codes if code not in allowed]
        if unknown:
            shown = f"{min(allowed)}-{max(allowed)}" if len(allowed) > 12 else ", ".join(map(str, sorted(allowed)))
            self.problems.add(
                "P007", place, f"»{name}« har ikke svaret {', '.join(map(str, unknown))}.", f"Brug {shown}."
            )

    def own_categories(self, form: str, name: str, place: str) -> tuple[Category, ...]:
        """The item's own options as columns, with their Danish words; P011 when it has none (a whole number)."""
        item = self.variable(form, name, place)
        if item is None:
            return ()
        if item.scale.kind != "choice":
            self.problems.add(
                "P011", place, f"»{name}« har ingen faste svar at vise.", "Angiv »merge« eller »categories«."
            )
        return tuple(Category(option.label["da"], (option.code,)) for option in item.scale.options)

    def option_variables(self, form: str, name: str, place: str) -> Mapping[str, LabelledItem]:
        """Slug -> variable and Danish words, for an item with several answers; P011 for any other item."""
        item = self.item(form, name, place)
        if item is None:
            return {}
        if item.scale.kind != "multiple":
            self.problems.add("P011", place, f"»{name}« har kun ét svar.", "Brug kind: distribution.")
            return {}
        return {
            str(option.slug): LabelledItem(variable, option.label["da"])
            for option, variable in zip(item.scale.options, item.variables, strict=True)
        }
