"""Long lists come a page at a time."""

SHOWN = 25  # rows a page
LAST = 999


def page_number(asked: str) -> int:
    """The page somebody asked for in an address: 1 to 999, and 1 for anything else."""
    return max(1, min(int(asked), LAST)) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def span(page: int) -> slice:
    """The rows of a page, and one more by which it is known whether there are others after it."""
    start = (page - 1) * SHOWN
    return slice(start, start + SHOWN + 1)
