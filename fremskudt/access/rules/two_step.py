"""How somebody proves that it is them, told from what is kept; never the secret itself."""

from enum import StrEnum

from fremskudt.basics.words import gettext_noop as _


class TwoStep(StrEnum):
    KEY_AND_APP = "key_and_app"
    KEY = "key"
    APP = "app"
    MUNICIPAL = "municipal"
    DEVICE = "device"
    MISSING = "missing"


TWO_STEP_NAMES = {
    TwoStep.KEY_AND_APP: _("nøgle og app"),
    TwoStep.KEY: _("nøgle"),
    TwoStep.APP: _("app"),
    TwoStep.MUNICIPAL: _("kommunens login"),
    TwoStep.DEVICE: _("link på kendt enhed"),
    TwoStep.MISSING: _("mangler totrinslogin"),
}


def two_step(*, key: bool, app: bool, municipal: bool, device: bool, light: bool) -> TwoStep:
    """The strongest way in. A known device counts only when all roles are `light` (screens of low content)."""
    ways = (
        (key and app, TwoStep.KEY_AND_APP), (key, TwoStep.KEY), (app, TwoStep.APP), (municipal, TwoStep.MUNICIPAL),
        (device and light, TwoStep.DEVICE),
    )  # fmt: skip
    return next((way for holds, way in ways if holds), TwoStep.MISSING)
