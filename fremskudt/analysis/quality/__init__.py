"""The system's own doubts: about a study's answers and figures, and about numbers that are already printed."""

from fremskudt.analysis.quality.answers import check_answers
from fremskudt.analysis.quality.checks import check_printed
from fremskudt.analysis.quality.finding import WHY, Finding
from fremskudt.analysis.quality.printed import PrintedFigure, PrintedNumber, PrintedTest, printed_figures

__all__ = [
    "WHY",
    "Finding",
    "PrintedFigure",
    "PrintedNumber",
    "PrintedTest",
    "check_answers",
    "check_printed",
    "printed_figures",
]
