"""Start Django for a command: settings, safety, database and static files."""

import os
import sys
from io import StringIO
from pathlib import Path
from typing import NoReturn

from fremskudt.config.cli import CommandError


def django_ready() -> None:
    """Load the settings of the environment; an odd or unsafe one is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fremskudt.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from fremskudt.config.env import SettingError

    try:
        django.setup()
        from fremskudt.config.checks import refuse_unsafe_settings

        refuse_unsafe_settings()
    except (ImproperlyConfigured, SettingError) as error:
        raise CommandError(str(error)) from error


def prepare_site(*, static: bool = True) -> None:
    """Bring database and static files up to date."""
    django_ready()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    private_folder(settings.DATA_DIR)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("clearsessions")
    call_command("createcachetable", verbosity=0)
    right_keys()
    try:  # a command that is called from code skips its checks, so they are asked for by name
        call_command("check", databases=["default"], stdout=StringIO())  # says nothing where nothing is wrong
    except SystemCheckError as error:
        raise CommandError(str(error)) from error
    if static:
        from fremskudt.ui import assets

        assets.copy()
        call_command("collectstatic", verbosity=0, interactive=False)


def right_keys() -> None:
    """Go on only with the key file that belongs to this database."""
    from django.core.exceptions import ImproperlyConfigured

    from fremskudt.config.checks import refuse_wrong_keys

    try:
        refuse_wrong_keys()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error


def private_folder(folder: Path) -> None:
    """Make the folder, for its owner alone: it will hold people's answers."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def serve(host: str, port: int) -> NoReturn:
    """Serve until stopped. The server takes the place of this process, so that a signal reaches it."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
    place = ["--host", host, "--port", str(port), "--no-ws", "--log-level", "warning"]
    sys.stdout.flush()
    os.execv(sys.executable, [*granian, *place, "fremskudt.config.wsgi:application"])  # noqa: S606  own words only


def needs_evaluation_stack() -> None:
    """The evaluator's desk needs more packages than field work does; say which command brings them."""
    from importlib.util import find_spec

    missing = [name for name in ("ibis", "duckdb", "pyarrow", "scipy", "vl_convert", "docx") if not find_spec(name)]
    if missing:
        raise CommandError(
            f"Pakkerne til evaluering mangler ({', '.join(missing)}). Kør: pip install 'fremskudt[evaluation]'"
        )
