"""The analysis plans that come with the product. Copy one, change it, and give it to `fremskudt analyse --plan`."""

from importlib.resources import files

STANDARD = "vive-2025"


def plan_text(name: str) -> str:
    """The YAML text of the plan called `name`."""
    return (files(__name__) / f"{name}.yaml").read_text(encoding="utf-8")
