"""How does a rule say no, in words for the user?"""


class DomainError(Exception):
    """A rule said no. `message` is a Dutch sentence that says what to do next; `field` names the form field."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleRevision(DomainError):
    """Somebody else saved first. `current` is the text that stands now, for the page that shows both."""

    def __init__(self, message: str, *, current: object, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.current = current
