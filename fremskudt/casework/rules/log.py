"""A long log comes a part at a time, the newest first."""

LARGEST = 2**63 - 1


def line_number(asked: str) -> int:
    """The number of a line somebody asked to go on from; 0, which is the newest, for anything else."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 20 and int(asked) <= LARGEST else 0
