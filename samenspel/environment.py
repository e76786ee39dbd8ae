"""How is what the surroundings say read?"""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class Env(environ.Env):
    """The environment, where a value that cannot be read is told with its name."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as wrong:
            raise ImproperlyConfigured(f"De waarde van {var} is niet te lezen. Zie .env.example.") from wrong
