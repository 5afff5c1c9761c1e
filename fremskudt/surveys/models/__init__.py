from fremskudt.surveys.models.answer import Answer
from fremskudt.surveys.models.delivery import Delivery
from fremskudt.surveys.models.respondent import Respondent
from fremskudt.surveys.models.response import Response
from fremskudt.surveys.models.study import Study
from fremskudt.surveys.models.upload import Upload
from fremskudt.surveys.models.wave import Wave

__all__ = ["Answer", "Delivery", "Respondent", "Response", "Study", "Upload", "Wave"]
