"""Which columns each kind of file has, and whether a file has them."""

from collections.abc import Mapping
from difflib import get_close_matches

from fremskudt import instruments
from fremskudt.surveys.rules.cpr import quoted
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.problem import Problems
from fremskudt.surveys.rules.xlsx_file import letter

CODE, MUNICIPALITY, WAVE, DAY, MODE = "borger_id", "kommune", "runde", "dato", "udfyldt"
FILE_NAMES: Mapping[Kind, str] = {
    Kind.PARTICIPANTS: "deltagerliste.csv",
    Kind.START: "kontaktskema_start.csv",
    Kind.RUNNING: "kontaktskema_loebende.csv",
    Kind.PROGRESSION: "progressionsskema.csv",
}
LIST_CODES: Mapping[str, str] = {
    "status": "status",
    "fase": "phase",
    "slut_fase": "end_phase",
    "slut_aarsag": "end_reason",
    "overgaaet_til": "moved_to",
}
LIST_COLUMNS = (
    *(CODE, MUNICIPALITY, "status", "identificeret", "start"),
    *("fase", "slut", "slut_fase", "slut_aarsag", "overgaaet_til"),
)


def columns(kind: Kind) -> tuple[str, ...]:
    """The headers that a file of this kind must have, in the order of the template."""
    if kind is Kind.PARTICIPANTS:
        return LIST_COLUMNS
    return (CODE, WAVE, DAY, MODE, *instruments.get(kind).variables)


def places(header: tuple[str, ...], kind: Kind, problems: Problems) -> dict[str, int]:
    """Column name → place in the row, in any order and case. Unknown, missing and double columns are noted."""
    wanted = columns(kind)
    if other := _meant(header, kind):
        title = instruments.get(other).title["da"]
        problems.add(f"Kolonnerne passer til »{title}«. Vælg den slags fil, eller vælg en anden fil.", 1)
        return {}
    if not any(name.casefold() in wanted for name in header):
        problems.add(
            f"Ingen af kolonnerne kendes. Den første række skal være overskrifter: {', '.join(wanted[:4])} …", 1
        )
        return {}
    found: dict[str, int] = {}
    for place, written in enumerate(header):
        if fault := _fault(written, place, found, wanted):
            problems.add(fault, 1)
        else:
            found[written.casefold()] = place
    for name in wanted:
        if name not in found:
            problems.add(f"Kolonnen »{name}« mangler. Hent skabelonen, og brug dens overskrifter.", 1)
    return found


def _fault(written: str, place: int, found: Mapping[str, int], wanted: tuple[str, ...]) -> str | None:
    """What is wrong with this header, after those found so far."""
    name = written.casefold()
    if not name:
        return f"Kolonne {letter(place + 1)} har ingen overskrift. Slet kolonnen, eller skriv dens navn."
    if name in found:
        return f"Kolonnen {quoted(written)} står to gange. Slet den ene."
    return None if name in wanted else f"Kolonnen {quoted(written)} kendes ikke.{_nearest(name, wanted)}"


def _meant(header: tuple[str, ...], kind: Kind) -> Kind | None:
    """Another kind whose columns are exactly these."""
    found = {name.casefold() for name in header}
    return next((other for other in Kind if other is not kind and found == set(columns(other))), None)


def _nearest(name: str, wanted: tuple[str, ...]) -> str:
    near = get_close_matches(name, wanted, n=1)
    return f" Mente I »{near[0]}«?" if near else " Slet den, eller ret navnet."
