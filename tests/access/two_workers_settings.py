"""The settings of the product, but for the limits that would stop 200 people at one address and one account."""

from fremskudt.config.settings import *  # noqa: F403
from fremskudt.config.settings import ACCOUNT_RATE_LIMITS

ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, "login": "100000/m/ip"}
CODE_RATES = "100000/5m/key"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
