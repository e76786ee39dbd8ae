"""What happens when an agreement is started, filled, worded anew, published as concept, or stopped?"""

from agreements.actions.answers import save_field, take_from_file
from agreements.actions.drafts import start
from agreements.actions.ending import stop
from agreements.actions.publication import publish
from agreements.actions.shape import (
    MAX_FUNCTION,
    PartyDetails,
    add_article,
    change_parties,
    change_party,
    drop_article,
    rename,
    word_anew,
)

__all__ = [
    "MAX_FUNCTION",
    "PartyDetails",
    "add_article",
    "change_parties",
    "change_party",
    "drop_article",
    "publish",
    "rename",
    "save_field",
    "start",
    "stop",
    "take_from_file",
    "word_anew",
]
