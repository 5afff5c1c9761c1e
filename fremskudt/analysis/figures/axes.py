"""The two axes of an index picture: levels around the baseline, groups with their base below."""

from collections.abc import Sequence

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.figures import look
from fremskudt.analysis.figures.lettering import wrapped
from fremskudt.analysis.figures.look import LINE_HEIGHT, MUTED, SMALL_SIZE
from fremskudt.analysis.figures.marks import Axis, Label, Layer, rules, texts

_SIZE = 11


def base_text(figure: ProtectedFigure, base: int) -> str:
    return f"Indeks ({figure.groups[0]} = {base})"


def frame(y: Axis, base: int, span: tuple[float, float], title: str) -> list[Layer]:
    """Level lines between the pixels of `span`, the baseline stronger, the title above."""
    reach = max(base - y.low, y.high - base)
    step = 10 if reach <= 40 else 20 if reach <= 80 else 50
    levels = [at for at in range(base - 50 * step, base + 50 * step + 1, step) if y.low <= at <= y.high]
    lines = {at: {"left": span[0], "right": span[1], "top": y.at(at), "bottom": y.at(at)} for at in levels}
    labels = [
        Label(span[0] - 8, y.at(at), (str(at),), "right", look.INK if at == base else MUTED, SMALL_SIZE)
        for at in levels
    ]
    head = Label(0, y.end - 22, (title,), colour=MUTED, size=SMALL_SIZE)
    return [
        rules("grid", [line for at, line in lines.items() if at != base]),
        rules("baseline", [lines[base]], stroke=look.EDGE, thickness=1.5),
        *texts("level", [*labels, head]),
    ]


def group_axis(figure: ProtectedFigure, x: Axis, bottom: float, notes: Sequence[str]) -> tuple[list[Layer], float]:
    """Names and bases of the groups below the points, then `notes`; and how far down it reaches.

    A word that all names begin with (Besvarelse 1, Besvarelse 2 ...) is written once below, so that names are short.
    """
    shared = shared_word(figure.groups)
    step = x.at(1) - x.at(0) if len(figure.groups) > 1 else x.end - x.start
    labels = []
    for at, group in enumerate(figure.groups):
        lines = (*wrapped(group.removeprefix(shared).strip(), step - 4, _SIZE), _base(figure.n[at]))
        labels.append(Label(x.at(at), bottom + 8 + len(lines) * LINE_HEIGHT / 2, lines, "center", MUTED, _SIZE))
    y = bottom + 8 + max(len(label.lines) for label in labels) * LINE_HEIGHT
    if shared:
        labels.append(Label((x.start + x.end) / 2, y + LINE_HEIGHT / 2, (shared,), "center", MUTED, SMALL_SIZE))
        y += LINE_HEIGHT
    for note in notes:
        y += LINE_HEIGHT + 4
        labels.append(Label(0, y - LINE_HEIGHT / 2, (note,), colour=MUTED, size=_SIZE, style="italic"))
    return texts("foot", labels), y + 4


def shared_word(groups: Sequence[str]) -> str:
    """The first word when all groups begin with it and go on, else nothing."""
    first = {group.partition(" ")[0] for group in groups}
    return first.pop() if len(first) == 1 and all(" " in group for group in groups) else ""


def _base(n: int | Suppressed) -> str:
    return "N = –" if isinstance(n, Suppressed) else f"N = {n}"
