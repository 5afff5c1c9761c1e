"""Which browser on which device, in words short enough for a list. Exact versions are nobody's business."""

# The first that fits: others' marks also stand in the text of the later ones.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
            ("SamsungBrowser/", "Samsung Internet"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("CrOS", "Chromebook"), ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip
UNKNOWN = "Browser"


def browser_words(agent: str) -> str:
    """»Chrome · Android« from what the browser says about itself; »Browser« when it says nothing we know."""
    return " · ".join(word for word in (_first(agent, BROWSERS), _first(agent, SYSTEMS)) if word) or UNKNOWN


def _first(agent: str, marks: tuple[tuple[str, str], ...]) -> str:
    return next((word for mark, word in marks if mark in agent), "")
