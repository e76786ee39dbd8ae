from django.apps import AppConfig


class SamenspelConfig(AppConfig):
    name = "samenspel"

    def ready(self) -> None:
        from samenspel import checks  # noqa: F401  (registers the system checks)
