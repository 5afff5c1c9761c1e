"""Which bases a printed percentage can have: whole numbers out of which some count rounds to it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from fremskudt.analysis.quality.printed import PrintedNumber


def fits(number: PrintedNumber, n: int) -> bool:
    """True when some whole count out of `n` gives the printed percentage at its printed decimals (half up)."""
    unit = Decimal(1).scaleb(-number.decimals)
    near = int(number.value * n / 100)
    return any(
        (Decimal(100 * count) / n).quantize(unit, ROUND_HALF_UP) == number.value
        for count in (near, near + 1)
        if count <= n
    )


def shared_bases(numbers: Sequence[PrintedNumber], n: int) -> list[int]:
    """Bases between half and one and a half times `n` that fit every one of the numbers, the nearest to `n` first."""
    candidates = [base for base in range(max(1, n // 2), n * 3 // 2 + 1) if all(fits(one, base) for one in numbers)]
    return sorted(candidates, key=lambda base: (abs(base - n), base))
