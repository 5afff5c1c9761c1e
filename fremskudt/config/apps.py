from django.apps import AppConfig


class Config(AppConfig):
    name = "fremskudt.config"

    def ready(self) -> None:
        from fremskudt.config import checks  # noqa: F401  registers the system checks
