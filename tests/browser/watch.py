"""Listens to everything a browser context does, and says afterwards what it must not have done."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response


class Watch:
    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context, self.home = context, home
        self.errors: list[ConsoleMessage] = []
        self.faults: list[str] = []
        self.answered_no: set[str] = set()
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.faults.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        # A page that is itself an error page is not a fault; what it fails to load is.
        if response.status >= 400 and response.request.is_navigation_request():
            self.answered_no.add(response.url)

    def end(self) -> list[str]:
        """Close the context and tell the faults."""
        try:
            self.context.close()
        except Error as error:
            self.faults.append(f"could not be closed: {error.message}")
        unexpected = [error for error in self.errors if not self._expected(error)]
        return self.faults + [f"console: {error.text} ({error.location['url']})" for error in unexpected]

    def _expected(self, error: ConsoleMessage) -> bool:
        return error.text.startswith("Failed to load resource") and error.location["url"] in self.answered_no
