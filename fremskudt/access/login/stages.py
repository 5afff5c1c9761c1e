"""The step between the first factor and being logged in."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from fremskudt.access.login.proof import vouched


class SecondFactorStage(AuthenticateStage):
    """The library's step, skipped when the municipality's own log-in vouches for two factors."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        return not vouched(request, records) and super()._should_handle(request)
