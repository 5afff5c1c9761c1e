"""The entrance for a web server. An unsafe production setting stops it here, before the first request."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fremskudt.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from fremskudt.config.checks import refuse_unsafe_settings  # noqa: E402  the checks need the apps that were just loaded

refuse_unsafe_settings()
