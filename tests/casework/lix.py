"""LIX, the readability of Danish: words a sentence, and the share of words of seven letters or more."""

import re


def lix(text: str) -> float:
    """Words/sentences + 100 x long words/words. A line of its own is a sentence. 0 for no words."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = [part for part in re.split(r"[.:;?!\n]+", text) if re.search(r"\w", part)]
    long = [word for word in words if len(word) > 6]
    return len(words) / len(sentences) + 100 * len(long) / len(words) if words else 0.0
