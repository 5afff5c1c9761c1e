from fremskudt.evaluation.models.extract import Extract
from fremskudt.evaluation.models.run import Run

__all__ = ["Extract", "Run"]
