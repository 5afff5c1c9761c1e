"""How large a questionnaire may be. Asked for before anything of it is understood."""

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 12
MAX_QUESTIONS = 500
MAX_OPTIONS = 5_000  # in all
MAX_TEXT = 5_000  # signs in one text
FEW = 4  # questions in one bite, where the file does not say
