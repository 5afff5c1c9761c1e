"""Does a run give the numbers that a report has printed? Every number is classified, and every difference explained."""

from fremskudt.analysis.reproduction.compare import Number, Reproduction, compare
from fremskudt.analysis.reproduction.explanation import Explanation, explanations_of, parse_explanations
from fremskudt.analysis.reproduction.statistics import ComparedTest

__all__ = ["ComparedTest", "Explanation", "Number", "Reproduction", "compare", "explanations_of", "parse_explanations"]
