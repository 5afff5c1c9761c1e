"""FHIR R5: our instruments as Questionnaire, answers as QuestionnaireResponse, and the way back."""

from fremskudt.instruments.fhir.giving import to_questionnaire
from fremskudt.instruments.fhir.json_file import read_json
from fremskudt.instruments.fhir.responses import BadResponse, Facts, from_response, to_response
from fremskudt.instruments.fhir.taking import from_questionnaire

__all__ = [
    "BadResponse",
    "Facts",
    "from_questionnaire",
    "from_response",
    "read_json",
    "to_questionnaire",
    "to_response",
]
