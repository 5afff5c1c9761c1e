"""What was not kept, and whom to tell the same day (F58)."""

from collections.abc import Collection


def whom_to_tell(owner: int, followers: Collection[int], by: int) -> list[int]:
    """Who gets word (ids of users): the owner, or all who follow when the owner does so no more; never who said it."""
    told = [owner] if owner in followers else sorted(followers)
    return [one for one in told if one != by]
