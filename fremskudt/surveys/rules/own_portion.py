"""What the citizen is asked today: a small portion of one bite, and where in it somebody is.

Source: screens.md C2 (»2 af 3 i dag«); ideas.md section 8: one to four questions at a time.
"""

from collections.abc import Collection, Sequence

MOST = 4
SECONDS_EACH = 20


def portion(left: Sequence[str]) -> tuple[str, ...]:
    """The first four of what is left in a bite (ids of items, in the form's order); none of none."""
    return tuple(left[:MOST])


def place(shown: Sequence[str], left: Collection[str], number: str) -> int:
    """Which question of the portion is shown, counted from 0. `number` is what stands in the address, from 1.

    Without a number that fits, the first that is left; the first where none is. `shown` must hold something.
    """
    if number.isdecimal() and len(number) <= 2 and 1 <= int(number) <= len(shown):
        return int(number) - 1
    return next((at for at, id in enumerate(shown) if id in left), 0)


def after(shown: Sequence[str], left: Collection[str], done: str) -> int | None:
    """The next to ask once `done` is done, counted from 0: what follows it, else what is left; None: it is over.

    What is not in the portion any more (hidden by another answer) is followed by what is left.
    """
    if done in shown and shown.index(done) + 1 < len(shown):
        return shown.index(done) + 1
    return next((at for at, id in enumerate(shown) if id in left), None)


def minutes(n: int) -> int:
    """How many whole minutes so many questions take, at least one."""
    return max(1, -(-n * SECONDS_EACH // 60))
