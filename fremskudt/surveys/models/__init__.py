from fremskudt.surveys.models.answer import Answer
from fremskudt.surveys.models.delivery import Delivery
from fremskudt.surveys.models.given import Correction, Given, Sheet
from fremskudt.surveys.models.instrument import InstrumentCopy, LicenceYes
from fremskudt.surveys.models.invitation import Hold, Invitation, NoAnswer, TeamReminder
from fremskudt.surveys.models.respondent import Respondent
from fremskudt.surveys.models.response import Response
from fremskudt.surveys.models.study import Study
from fremskudt.surveys.models.study_form import StudyForm
from fremskudt.surveys.models.upload import Upload
from fremskudt.surveys.models.wave import Wave

__all__ = [
    "Answer",
    "Correction",
    "Delivery",
    "Given",
    "Hold",
    "InstrumentCopy",
    "Invitation",
    "LicenceYes",
    "NoAnswer",
    "Respondent",
    "Response",
    "Sheet",
    "Study",
    "StudyForm",
    "TeamReminder",
    "Upload",
    "Wave",
]
