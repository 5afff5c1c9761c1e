"""Questions with several ticks (figures 3.1, 3.2 and 4.4): 0 or 1 for every option."""

from collections.abc import Collection, Mapping, Sequence
from random import Random

from .dealing import stream

Ticks = dict[str, dict[str, int]]


def ticked(name: str, forms: Sequence[str], counts: Mapping[str, int], given: Mapping[str, Collection[str]]) -> Ticks:
    """{form: {option: 0 or 1}} with the given number of ticks per option; `given` fixes the forms of an option."""
    random = stream(f"ticks {name}")
    result: Ticks = {form: dict.fromkeys(counts, 0) for form in forms}
    for option, count in counts.items():
        for form in given.get(option) or random.sample(list(forms), count):
            result[form][option] = 1
    return result


def without_empty_forms(name: str, ticks: Ticks, fixed: Collection[str]) -> Ticks:
    """Move ticks from forms with several to forms with none, leaving the number per option and the `fixed` options."""
    random = stream(f"empty forms {name}")
    for form in [form for form, options in ticks.items() if not any(options.values())]:
        giver, option = _spare_tick(ticks, fixed, random)
        ticks[giver][option] = 0
        ticks[form][option] = 1
    return ticks


def _spare_tick(ticks: Ticks, fixed: Collection[str], random: Random) -> tuple[str, str]:
    spare = [
        (form, option)
        for form, options in ticks.items()
        if sum(options.values()) > 1
        for option, tick in options.items()
        if tick and option not in fixed
    ]
    return random.choice(spare)
