"""A phone's own passkeys, as the browser's test tool plays them."""

from playwright.sync_api import Page


def give_keys(page: Page) -> None:
    """The device of this page can make and use passkeys, and its owner always says yes."""
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": options})
