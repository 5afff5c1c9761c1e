from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "fremskudt.access"
