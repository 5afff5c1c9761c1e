"""What a computed number carries with it: where it comes from, and how it is written in Danish."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Source:
    """Where a number comes from: extract (sha256, hex), form, items and the code version that computed it."""

    extract: str
    instrument: str
    items: tuple[str, ...]
    code_version: str


@dataclass(frozen=True)
class TestResult:
    """One statistical test. `statistic` and `df` are None when the method has none; `p` is two-sided, 0-1.

    `n` counts the observations that entered the test (None where it would give away the n of a withheld row), `groups`
    names the rows that were compared. `unit` is what n counts: responses, of which one person may have given several.
    """

    __test__ = False  # pytest collects classes named Test*

    method: str
    statistic: float | None
    df: float | None
    p: float
    n: int | None
    groups: tuple[str, ...]
    note: str
    source: Source
    unit: str = "besvarelser"

    def printed(self) -> str:
        """The test as one line of a Danish report, e.g. `χ²(6) = 6,9975; p = 0,321`."""
        symbol = {"pearson_chi2": "χ²", "t_test": "t"}.get(self.method, self.method)
        df = "" if self.df is None else f"({danish(self.df, 0 if float(self.df).is_integer() else 1)})"
        statistic = "" if self.statistic is None else f"{symbol}{df} = {danish(self.statistic, 4)}; "
        return f"{statistic}p {'< 0,001' if self.p < 0.0005 else '= ' + danish(self.p, 3)}"


def round_half_up(value: float, decimals: int) -> Decimal:
    """Round as the report does: half up on the shortest decimal form of the number.

    12 decimals are kept first, so that 52.5 computed as 52.49999999999999 is still 52.5.
    """
    exact = Decimal(repr(round(value, 12)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def danish(value: float, decimals: int = 1) -> str:
    """A number with decimal comma and a fixed number of decimals, rounded half up."""
    return str(round_half_up(value, decimals)).replace(".", ",")
