"""Ages at the start: figure 4.2 and the means and the t-test of section 4.1.1.

The 98 ages were found by a random search that moves ages inside the four bands of figure 4.2 and swaps them between
municipalities until every printed statement holds: mean 49.4 in Odder and 37.7 in Randers, about 41 in the other two,
40.5 for all; Odder against Randers p = 0.03 (0.027 with equal variances, 0.030 by Welch); every other pair p > 0.09.
"""

AGES: dict[str, tuple[int, ...]] = {
    "Odder": (27, 41, 48, 49, 49, 57, 60, 64),
    "Helsingør": (
        18, 18, 27, 28, 31, 33, 34, 35, 37, 41, 41, 41, 41, 42, 45, 46, 50, 50, 51, 54, 55, 60, 64,
    ),
    "Vejle": (
        19, 22, 23, 25, 27, 28, 28, 28, 30, 32, 33, 37, 37, 37, 40, 41, 41, 42, 42, 47, 48, 49, 49, 49, 50, 56, 56, 57,
        57, 60, 61, 63,
    ),
    "Randers": (
        18, 18, 18, 23, 26, 26, 27, 27, 29, 29, 29, 30, 30, 30, 31, 31, 32, 34, 34, 36, 38, 38, 44, 45, 47, 48, 49, 49,
        51, 53, 55, 57, 61, 63, 64,
    ),
}  # fmt: skip
