"""All settings, read from the environment. FREMSKUDT_MODE decides how strict the start is (see checks.py)."""

from email.utils import formataddr
from pathlib import Path

from csp.constants import NONE, SELF

from fremskudt.config import demo_people, env

MODE = env.choice("FREMSKUDT_MODE", ("production", "demo", "development", "test"), "production")
DATA_DIR = Path(env.text("FREMSKUDT_DATA", "var")).resolve()
SITE_NAME = env.text("FREMSKUDT_SITE_NAME", "Aftaler")
CONTACT = env.text("FREMSKUDT_CONTACT")  # who answers about accessibility; stands on the statement's page
EXIT_TO = env.text("FREMSKUDT_EXIT_TO")  # where »Luk hurtigt« leads; a page of our own that says farewell when empty

# The demo's log-in page offers its invented people; on any other site there are none.
DEMO_PEOPLE = demo_people.EMAILS if MODE == "demo" else []

DEBUG = MODE == "development"
# A fixed key keeps people logged in between starts of a demo. Production refuses it (checks.py) and must bring its own.
SECRET_KEY = env.secret("SECRET_KEY") or f"insecure-key-for-{MODE}-{'x' * 40}"
PSEUDONYM_KEY = env.secret("PSEUDONYM_KEY") or "insecure-pseudonym-key-for-demo-only"
# Master, log and index keys; never in a backup.
KEY_FILE = Path(env.text("KEY_FILE") or DATA_DIR / "keys.json").resolve()
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or ([] if MODE == "production" else ["localhost", "127.0.0.1", "testserver"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "fremskudt.config",
    "fremskudt.evaluation",
    "fremskudt.surveys",
    "fremskudt.casework",
    "fremskudt.partnership",
    "fremskudt.access",
    "fremskudt.ui",
    "allauth",  # after our rooms, so that our own templates are found first
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with a random length in each answer, so that none tells of its content
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fremskudt.ui.middleware.NoStoreMiddleware",
    "fremskudt.access.middleware.AuditMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fremskudt.access.login.age.LogInAgeMiddleware",
    "fremskudt.access.lock.LockMiddleware",
    "fremskudt.access.language.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fremskudt.access.reach.ReachMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fremskudt.ui.middleware.NotNowMiddleware",
]
ROOT_URLCONF = "fremskudt.config.urls"
WSGI_APPLICATION = "fremskudt.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fremskudt.ui.context.site",
            ],
            "builtins": ["fremskudt.ui.templatetags.parts", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": env.database(env.secret("DATABASE_URL"), DATA_DIR / "fremskudt.sqlite3")}
if MODE == "test" and DATABASES["default"]["ENGINE"].endswith("sqlite"):
    # A file, as on a site: one in memory would be one connection for all threads of the browser's server.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fremskudt.access.login.passwords.MaximumLengthValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "access:login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3600

# Log-in (docs/decisions/0013-log-in.md). The library is asked for what it does well; its weak defaults are replaced.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "fremskudt.access.adapters.LoginAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # there is no sign-up; the library wants to know all the same
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody who is not a user is ever written to
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Seconds after which it is asked again who one is. The demo's people have nothing to answer with.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 3600 if MODE == "demo" else 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "fremskudt.access.forms.login.LoginForm",
    "reauthenticate": "fremskudt.access.forms.login.ConfirmForm",
    "change_password": "fremskudt.access.forms.password.ChangePasswordForm",
    "reset_password": "fremskudt.access.forms.password.ForgottenForm",
    "reset_password_from_key": "fremskudt.access.forms.password.NewPasswordForm",
}
MFA_ADAPTER = "fremskudt.access.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = MODE != "production"  # http://localhost
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_FORMS = {
    "authenticate": "fremskudt.access.forms.factors.CodeForm",
    "reauthenticate": "fremskudt.access.forms.factors.ConfirmCodeForm",
    "activate_totp": "fremskudt.access.forms.factors.AppForm",
    "add_webauthn": "fremskudt.access.forms.factors.PasskeyForm",
    "edit_webauthn": "fremskudt.access.forms.factors.PasskeyNameForm",
    "authenticate_webauthn": "fremskudt.access.forms.factors.PasskeyCodeForm",
    "login_webauthn": "fremskudt.access.forms.factors.PasskeyLoginForm",
    "reauthenticate_webauthn": "fremskudt.access.forms.factors.ConfirmPasskeyForm",
}

# How often something may be tried. The counts are kept where all workers see them; an address behind so many proxies
# of our own is read from X-Forwarded-For, and from nowhere else. The 429 page tells how long to wait (login/limits.py).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # the usual 300 could be pushed out by trying 300 addresses
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 1 if env.flag("BEHIND_PROXY", default=False) else 0)
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole house of offices may share one address
    "login_failed": "5/5m/key,50/5m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
CODE_RATES = "5/5m/key,30/d/key"  # the second factor: whoever gets this far knows the password

# A municipality's own log-in (OpenID Connect), only where it is set up (docs/how-to/single-sign-on.md).
OIDC_NAME = env.text("OIDC_NAME", "kommunens login")
OIDC_LEVEL_CLAIM = env.text("OIDC_LEVEL_CLAIM", "acr")
OIDC_STRONG_LEVELS = env.names("OIDC_STRONG_LEVELS")
OIDC_TRUST_EMAIL = env.flag("OIDC_TRUST_EMAIL", default=False)
OIDC_ISSUER = env.web_address("OIDC_ISSUER")
OIDC_ORIGINS = env.names("OIDC_ORIGINS") or env.origin(OIDC_ISSUER)
SOCIALACCOUNT_ADAPTER = "fremskudt.access.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = env.openid_connect(OIDC_ISSUER, OIDC_NAME)

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "ui" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE in {"production", "demo"}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Not in a cookie: a word on what was just done may name an alias.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE = MODE == "production"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE and env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
# Whether a whole domain goes on the browsers' own list is for its owner to say, so nobody is warned of it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],  # the log-in form is answered with a way on to the provider
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# Mail. Without EMAIL_HOST a demo or a developer finds the mails as files; production then sends none and shows links.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587, 1)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_PASSWORD")
EMAIL_TLS = env.choice("EMAIL_TLS", ("starttls", "tls", "no"), "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_TLS == "starttls", EMAIL_TLS == "tls"
EMAIL_TIMEOUT = 10  # seconds
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_FROM = env.text("EMAIL_FROM", "" if EMAIL_HOST else "ingen-svar@example.org")
if "@" not in EMAIL_FROM:
    raise env.SettingError("EMAIL_FROM is missing. Write the address that mails come from, since EMAIL_HOST is set.")
DEFAULT_FROM_EMAIL = formataddr((SITE_NAME, EMAIL_FROM))
MAIL_IS_ON = bool(EMAIL_HOST) or MODE != "production"
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if EMAIL_HOST else "filebased.EmailBackend" if MAIL_IS_ON else "dummy.EmailBackend"
)

# Messages to citizens' phones: files for a program of the site's own (in a demo: to be read), mails to number@domain of
# a provider, or none. A site that has not been told writes to nobody.
SMS_GATEWAY = env.choice("FREMSKUDT_SMS", ("file", "mail", "no"), "no" if MODE == "production" else "file")
SMS_DOMAIN = env.host("FREMSKUDT_SMS_DOMAIN", needed=SMS_GATEWAY == "mail")
SMS_FOLDER = Path(env.text("FREMSKUDT_SMS_FOLDER") or DATA_DIR / "sms").resolve()
# The number that somebody who wrote STOP may still ring; stands in the last message they get.
SMS_CALL = env.phone("FREMSKUDT_SMS_CALL", "20 00 00 44" if MODE != "production" else "", needed=SMS_GATEWAY != "no")
if SMS_GATEWAY == "mail" and not MAIL_IS_ON:
    raise env.SettingError("FREMSKUDT_SMS is mail: then EMAIL_HOST must be set, too.")

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "fremskudt.access.scrub.ScrubbedFormatter",  # no line holds the secret of a link
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},  # the library's own handlers would write unscrubbed
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
