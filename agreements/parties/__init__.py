"""Which parties take part in an agreement, and how one comes or goes while it is made."""
