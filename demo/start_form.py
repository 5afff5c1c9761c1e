"""Start form, one per citizen: figures 3.1 and 4.1-4.5 and the prose of sections 3.3.1, 4.1.1 and 4.1.2.

Where a figure has fewer answers than the 107 forms, the cell is empty or holds a missing code. Two printed numbers are
impossible and are not aimed at: home support 47.5 % (D07; figure 4.5 is followed) and spotted by other actors 21.7 %
(D09; 22 of 103 comes nearest).
"""

from collections.abc import Callable, Mapping, Sequence

from .ages import AGES
from .citizens import MERGED, Citizen
from .dealing import MISSING_CELLS, expand, shuffled, stream
from .files import Row
from .published import count_table, counts
from .ticks import Ticks, ticked, without_empty_forms
from .timeline import Timeline

AREAS = ("Vejle", MERGED, "Randers")  # the order of the rows in figures 4.1, 4.3 and 4.5
FIRST_CONTACT = (
    "outreach_therapist", "skp", "authority_caseworker", "shelter_staff", "other_therapist", "other_nurse_doctor",
    "outreach_nurse_doctor", "gp", "other_peer", "outreach_peer", "social_caretaker", "others",
)  # fmt: skip
N_FIRST_CONTACT = 103
SERVICES = (
    "home_support", "outpatient_psychiatry", "elder_care", "psychiatric_admission", "jobcentre", "somatic",
    "drop_in_community", "others",
)  # fmt: skip
# Own home 69, drop-in centre, shelter and public place together 13, other places 21.
SPOTTED_PLACE = {1: 69, 2: 6, 3: 3, 4: 4, 5: 6, 6: 7, 7: 4, 8: 4}
SPOTTED_BY = {1: 20, 2: 25, 3: 9, 4: 10, 5: 8, 6: 5, 7: 4, 8: 22}
# The third category of figure 4.3 is three answers put together.
UNDECIDED = {"Vejle": {3: 1, 4: 1, 5: 1}, MERGED: {3: 6, 4: 3, 5: 2}, "Randers": {3: 2, 4: 1, 5: 1}}
# Never: 62 of 105. Now: 6-7 % in two municipalities, up to a third in one and about half in one (section 3.2, D27).
SUBSTITUTION = {
    "Randers": {1: 3, 2: 8, 3: 27, 4: 3},
    "Vejle": {1: 2, 2: 7, 3: 20, 4: 2},
    "Helsingør": {1: 7, 2: 2, 3: 12, 4: 2},
    "Odder": {1: 5, 2: 1, 3: 3, 4: 1},
}
N_WITHOUT_OTHER_SERVICES = {"Vejle": 9, MERGED: 17, "Randers": 11}

Cells = dict[str, str]


def rows(citizens: Sequence[Citizen], timeline: Timeline) -> list[Row]:
    """One form per citizen, in the import format."""
    columns = _columns(citizens)
    return [
        {
            "borger_id": citizen.code,
            "runde": "1",
            "dato": timeline.start_form_on(citizen.code).isoformat(),
            "udfyldt": "staff",
            **{name: cells.get(citizen.code, "") for name, cells in columns.items()},
        }
        for citizen in citizens
    ]


def _columns(citizens: Sequence[Citizen]) -> dict[str, Cells]:
    """{column: {citizen: cell}}; a citizen who is not there has an empty cell."""
    sexes = {area: expand({1: men, 2: women}) for area, (men, women) in _by_area("fig-4.1").items()}
    known = {
        area: expand({1: unknown, 2: dropped, **UNDECIDED[area]})
        for area, (unknown, dropped, _) in _by_area("fig-4.3").items()
    }
    other = {
        area: expand({1: sum(row), 0: N_WITHOUT_OTHER_SERVICES[area]}) for area, row in _by_area("fig-4.5").items()
    }
    with_other = _dealt(citizens, "other_services", _area, other)
    return {
        "sex": _dealt(citizens, "sex", _area, sexes),
        "age": _dealt(citizens, "age", _municipality, AGES),
        "spotted_place": _dealt(citizens, "spotted_place", _everyone, {"": expand(SPOTTED_PLACE)}),
        "spotted_by": _dealt(citizens, "spotted_by", _everyone, {"": expand(SPOTTED_BY)}),
        **_tick_columns("first_contact", FIRST_CONTACT, _first_contact(citizens)),
        "known_in_system": _dealt(citizens, "known_in_system", _area, known),
        "substitution": _dealt(
            citizens, "substitution", _municipality, {name: expand(codes) for name, codes in SUBSTITUTION.items()}
        ),
        "other_services": with_other,
        **_tick_columns("services", SERVICES, _services([c for c in citizens if with_other[c.code] == "1"])),
    }


def _dealt(
    citizens: Sequence[Citizen], name: str, group: Callable[[Citizen], str], values: Mapping[str, Sequence[int]]
) -> Cells:
    """Deal the values of each group at random to its citizens; those who get none have a missing cell."""
    random = stream(f"start {name}")
    left = {label: shuffled(codes, f"start {name} {label}") for label, codes in values.items()}
    cells = {}
    for citizen in shuffled(citizens, f"start {name}"):
        pending = left[group(citizen)]
        cells[citizen.code] = str(pending.pop()) if pending else random.choice(MISSING_CELLS)
    return cells


def _first_contact(citizens: Sequence[Citizen]) -> Ticks:
    forms = shuffled([citizen.code for citizen in citizens], "first contact")[:N_FIRST_CONTACT]
    per_option = dict(zip(FIRST_CONTACT, counts("fig-3.1"), strict=True))
    return without_empty_forms("first contact", ticked("first contact", forms, per_option, {}), fixed=())


def _services(citizens: Sequence[Citizen]) -> Ticks:
    """Those with other services; who has home support is decided by figure 4.5."""
    supported = []
    for area, (n_supported, _) in _by_area("fig-4.5").items():
        supported += shuffled([c.code for c in citizens if c.area == area], f"home support {area}")[:n_supported]
    per_option = dict(zip(SERVICES, counts("fig-4.4"), strict=True))
    ticks = ticked("services", [c.code for c in citizens], per_option, {"home_support": supported})
    return without_empty_forms("services", ticks, fixed=("home_support",))


def _tick_columns(item: str, options: Sequence[str], ticks: Ticks) -> dict[str, Cells]:
    return {f"{item}.{option}": {form: str(row[option]) for form, row in ticks.items()} for option in options}


def _by_area(figure: str) -> dict[str, list[int]]:
    return dict(zip(AREAS, count_table(figure), strict=True))


def _area(citizen: Citizen) -> str:
    return citizen.area


def _municipality(citizen: Citizen) -> str:
    return citizen.municipality


def _everyone(_: Citizen) -> str:
    return ""
