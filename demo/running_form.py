"""Running form, filled in by the therapist in four waves: figures 3.2 and 4.6-4.10 and the prose of section 4.2.1.

Forms per wave and municipality are those of appendix table 1.1, at most one per citizen and wave. The figures count
forms, not citizens (D12), and their bases differ (D13-D16): the bases that the printed percentages need are used here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .citizens import Citizen
from .dealing import deal, expand, shuffled, stream
from .files import Row
from .published import column, counts
from .ticks import ticked
from .timeline import RUNNING_WAVES, Timeline

ACTIVITIES = (
    "communities", "coordination", "accompaniment", "network", "employment", "self_help", "bridging", "others",
)  # fmt: skip
PLACE = {1: {1: 31, 2: 7, 3: 6, 5: 3}, 2: {1: 81, 2: 6, 3: 3, 4: 4, 5: 3}, 3: {1: 5, 4: 4}}
READINESS = {
    "ready_safe": {0: 46, 1: 7, 2: 9, 3: 16, 4: 12},
    "ready_prepared": {0: 57, 1: 16, 2: 11, 3: 6, 4: 3},
    "ready_attend": {0: 46, 1: 19, 2: 15, 3: 9, 4: 5},
    "ready_positive": {0: 12, 1: 15, 2: 24, 3: 27, 4: 16},
    "ready_stable": {0: 14, 1: 12, 2: 26, 3: 29, 4: 18},
}
ATTEMPTS = {1: 41, 2: 51, 3: 22, 4: 12, 5: 7}
CONTACTS = {1: 33, 2: 64, 3: 24, 4: 9, 5: 6, 6: 7, 7: 5}
N_CONTACTS_UNKNOWN = 6  # answered "don't know": 154 forms, but the percentages are of 148 (D16)
# Phase 1 has few plans, for the plan puts the citizen in phase 2; one form in each group has no answer.
PLAN_MADE = {True: {1: 4, 0: 42}, False: {1: 104, 0: 3}}


@dataclass(frozen=True)
class Form:
    citizen: Citizen
    wave: int

    @property
    def code(self) -> str:
        return self.citizen.code

    @property
    def key(self) -> str:
        return f"{self.citizen.code} {self.wave}"


def rows(citizens: Sequence[Citizen], timeline: Timeline) -> tuple[list[Row], dict[str, int]]:
    """The forms in the import format, and the phase of every citizen's last form."""
    forms = _forms(citizens, timeline)
    phases = _ranked(forms, dict(zip((1, 2, 3), counts("fig-4.6"), strict=True)), "phase", weight=0.5)
    columns = _columns(forms, phases)
    result = [
        {
            "borger_id": form.code,
            "runde": str(form.wave),
            "dato": timeline.running_on(form.code, form.wave).isoformat(),
            "udfyldt": "staff",
            **{name: cells.get(form, "") for name, cells in columns.items()},
        }
        for form in forms
    ]
    return result, {form.code: phases[form] for form in sorted(forms, key=lambda form: form.wave)}


def _forms(citizens: Sequence[Citizen], timeline: Timeline) -> list[Form]:
    """Citizens who answer the progression form about the same time are taken first."""
    forms = []
    for area in ("Randers", "Vejle", "Helsingør og Odder"):
        people = [citizen for citizen in citizens if citizen.area == area]
        for wave, count in zip(RUNNING_WAVES, column("bilagstabel-1.1", area)[1:], strict=True):
            random = stream(f"running {area} {wave}")
            luck = {
                citizen: random.random() - _near(timeline.waves.get(citizen.code, []), 2 * wave) for citizen in people
            }
            forms += [Form(citizen, wave) for citizen in sorted(people, key=luck.__getitem__)[:count]]
    return forms


def _near(waves: Sequence[int], wave: int) -> float:
    return 0.6 if waves and min(waves) - 1 <= wave <= max(waves) + 1 else 0.0


def _columns(forms: Sequence[Form], phases: Mapping[Form, int]) -> dict[str, dict[Form, str]]:
    """{column: {form: cell}}; a form that is not there has an empty cell."""
    later = [form for form in forms if phases[form] > 1]
    return {
        "phase": {form: str(phase) for form, phase in phases.items()},
        "place": _places(forms, phases),
        **{item: _readiness(later, item, phases) for item in READINESS},
        "attempts": _some(forms, ATTEMPTS, "attempts", ("", "-1", "-2")),
        "contacts": _some(forms, {**CONTACTS, -2: N_CONTACTS_UNKNOWN}, "contacts", ("-1",)),
        "plan_made": _plans(forms, phases),
        **_activities(forms),
    }


def _places(forms: Sequence[Form], phases: Mapping[Form, int]) -> dict[Form, str]:
    """A citizen tends to be met in the same place: the places are dealt by a level that the citizen keeps."""
    cells: dict[Form, str] = {}
    for phase, places in PLACE.items():
        of_phase = [form for form in forms if phases[form] == phase]
        present = shuffled(of_phase, f"place {phase}")[: sum(places.values())]
        habit = {form: stream(f"habit {form.code}").random() for form in present}
        cells |= {form: str(code) for form, code in deal(expand(places), present, habit.__getitem__).items()}
        cells |= dict.fromkeys([form for form in of_phase if form not in habit], "-1")
    return cells


def _readiness(later: Sequence[Form], item: str, phases: Mapping[Form, int]) -> dict[Form, str]:
    """Asked in phases 2 and 3; higher for those who are doing well, late in the course and in phase 3."""
    present = shuffled(later, item)[: sum(READINESS[item].values())]
    values = _ranked(present, READINESS[item], item, weight=0.2, bonus=lambda form: 1.5 * (phases[form] == 3))
    random = stream(f"missing {item}")
    cells = {form: random.choice(("-2", "-2", "-1", "")) for form in later}
    return cells | {form: str(value) for form, value in values.items()}


def _ranked(
    forms: Sequence[Form],
    values: Mapping[int, int],
    name: str,
    weight: float,
    bonus: Callable[[Form], float] = lambda _: 0.0,
) -> dict[Form, int]:
    """Deal the values by the citizen's level, the wave and some luck."""
    luck = {form: stream(f"{name} {form.key}").gauss(0, 0.6) for form in forms}
    return deal(
        expand(values), forms, lambda form: form.citizen.wellbeing + weight * form.wave + bonus(form) + luck[form]
    )


def _some(forms: Sequence[Form], values: Mapping[int, int], name: str, missing: Sequence[str]) -> dict[Form, str]:
    """Deal the values at random; the forms that are left get one of the missing cells."""
    random = stream(f"running {name}")
    pending = expand(values)
    return {
        form: str(pending.pop()) if pending else random.choice(missing) for form in shuffled(forms, f"running {name}")
    }


def _plans(forms: Sequence[Form], phases: Mapping[Form, int]) -> dict[Form, str]:
    cells: dict[Form, str] = {}
    for in_phase_1, values in PLAN_MADE.items():
        of_group = [form for form in forms if (phases[form] == 1) == in_phase_1]
        cells |= _some(of_group, values, f"plan {in_phase_1}", ("-1",))
    return cells


def _activities(forms: Sequence[Form]) -> dict[str, dict[Form, str]]:
    """All forms but one; many have no activity at all."""
    by_key = {form.key: form for form in shuffled(forms, "activities")[:-1]}
    ticks = ticked("activities", list(by_key), dict(zip(ACTIVITIES, counts("fig-3.2"), strict=True)), {})
    return {
        f"activities.{option}": {by_key[key]: str(row[option]) for key, row in ticks.items()} for option in ACTIVITIES
    }
