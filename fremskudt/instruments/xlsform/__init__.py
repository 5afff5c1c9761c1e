"""XLSForm: our instruments as a workbook that ODK and Kobo read, and workbooks of any make as instruments."""

from fremskudt.instruments.xlsform.giving import to_xlsform
from fremskudt.instruments.xlsform.taking import from_xlsform

__all__ = ["from_xlsform", "to_xlsform"]
