"""The evaluation report as PDF, Word and HTML."""

from fremskudt.analysis.report.model import Basis, Report
from fremskudt.analysis.report.pdf import write_pdf
from fremskudt.analysis.report.web import write_html
from fremskudt.analysis.report.word import write_word

__all__ = ["Basis", "Report", "write_html", "write_pdf", "write_word"]
