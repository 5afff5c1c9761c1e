"""Lines for the log of the server, without the secrets that stand in the addresses of links."""

import logging
import re

from fremskudt.basics.codes import ALPHABET

# Exactly the shape of links.new_token(): 32 random bytes as 43 letters, after a slash (or one written as %2F).
LINK = r"(/|%2[Ff])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])"
# The code of a sheet of paper, where it is scanned: whoever has it may answer.
SHEET = rf"((?:/|%2[Ff])k(?:/|%2[Ff]))[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"
SECRET = re.compile(f"{LINK}|{SHEET}")


class ScrubbedFormatter(logging.Formatter):
    """Formats as usual, tracebacks included, and then takes the secrets out."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1\2…", super().format(record))
