"""Lines for the log of the server, without the secrets that stand in the addresses of links."""

import logging
import re

# Exactly the shape of links.new_token(): 32 random bytes as 43 letters, after a slash (or one written as %2F).
SECRET = re.compile(r"(/|%2[Ff])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class ScrubbedFormatter(logging.Formatter):
    """Formats as usual, tracebacks included, and then takes the secrets out."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))
