"""The analysis plans that come with the product. Copy one, change it, and give it to `fremskudt analyse --plan`."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

STANDARD = "vive-2025"
PACKAGE = Path(__file__).parents[2]
DEMO = next((folder for folder in (PACKAGE / "demo", PACKAGE.parent / "demo") if folder.is_dir()), None)


def plan_text(name: str) -> str:
    """The YAML text of the plan called `name`."""
    return (files(__name__) / f"{name}.yaml").read_text(encoding="utf-8")


def published(plan_id: str) -> dict[str, Any] | None:
    """The numbers of the report that a plan reproduces; None for a plan of one's own.

    They lie in `demo/`: beside the package in a checkout, inside it in an installed wheel.
    """
    if plan_id != STANDARD or DEMO is None:
        return None
    found: dict[str, Any] = json.loads((DEMO / "published.json").read_text(encoding="utf-8"))
    return found
