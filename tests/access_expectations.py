"""Who sees and may do what, written down by hand: the code is held against this, never the other way round.

Three small tables: who is there (ROLES), who sees and may do what with which thing (SEES, MAY), and what each
address asks (LINES). A new address needs one line in LINES. docs/toegang.md is made from this file.
"""

from dataclasses import dataclass

# Role -> how docs/toegang.md calls it. Everyone is looked at from one file: Zeebuurt in Eskerveen.
ROLES = {
    "anonymous": "niet aangemeld",
    "outsider": "account zonder functie",
    "administrator": "beheerder van Samenspel",
    "coach": "buurtbegeleider met een rol in dit dossier",
    "coordinator": "coördinator van de begeleiding",
    "colleague": "collega-begeleider zonder rol in dit dossier",
    "other_coach": "begeleider van een andere organisatie",
    "official": "ambtenaar van de gemeente, beslissen",
    "clerk": "ambtenaar van de gemeente, meewerken",
    "councillor": "lezer bij de gemeente",
    "manager": "programmamanager van de gemeente, cijfers",
    "elsewhere": "ambtenaar van een andere gemeente",
    "chair": "initiatief, beheren",
    "member": "initiatief, meewerken",
    "reader": "initiatief, lezen",
    "former": "vroeger lid van het initiatief",
    "neighbour": "lid van een ander initiatief in deze gemeente",
    "partner": "partner die in de overeenkomst staat",
    "unnamed_partner": "partner die niet in de overeenkomst staat",
    "other_partner": "partner in een ander dossier",
}

# Who opens every page in test_every_page.py. Whoever decides reads what her colleague who works along reads; so these
# three would add nothing there.
CRAWLERS = tuple(role for role in ROLES if role not in ("clerk", "member", "coordinator"))
NOT_CRAWLED = ("/static/", "/afmelden/", "/beheer/logout/", "/beheer/jsi18n/")


def roles(*names: str) -> frozenset[str]:
    found = frozenset(name for group in names for name in group.split())
    assert found <= ROLES.keys(), f"unknown: {found - ROLES.keys()}"
    return found


EVERYONE = frozenset(ROLES)
SIGNED_IN = EVERYONE - {"anonymous"}
MUNICIPALITY = roles("official clerk councillor")
INITIATIVE = roles("chair member reader")
SUPPORT = roles("coach coordinator")
IN_FILE = MUNICIPALITY | INITIATIVE | SUPPORT
PARTIES_AT_WORK = roles("official clerk chair member")
AT_WORK = PARTIES_AT_WORK | SUPPORT
DECIDERS = roles("official chair")
# Who may write something somewhere, also outside the file of Zeebuurt.
AT_WORK_ANYWHERE = AT_WORK | roles("colleague other_coach elsewhere neighbour")

# Thing -> who sees it. What someone does not see does not exist for her: 404.
SEES = {
    "file": IN_FILE,
    "file, naming the initiative": IN_FILE,
    "ended file": IN_FILE,
    "goal": IN_FILE,
    "activity": IN_FILE,
    "skipped goal": IN_FILE,
    "koppelkans": IN_FILE,
    "open decision": IN_FILE,
    "key of the partner": roles("partner"),
    "seat of the partner": roles("partner"),
    "ending": IN_FILE,
    "reopening": IN_FILE,
    "role of the coach": IN_FILE,
    "role at the initiative": IN_FILE,
    "own to the initiative": INITIATIVE,
    "initiative and coach": INITIATIVE | SUPPORT,
    "of the initiative, for all": IN_FILE,
    "own to the gemeente": MUNICIPALITY,
    "gemeente and coach": MUNICIPALITY | SUPPORT,
    "of the gemeente, for all": IN_FILE,
    "own to the coach": SUPPORT,
    "shared agreement": IN_FILE | roles("partner"),
    "agreement to sign": IN_FILE | roles("partner"),
    "agreement in force": IN_FILE | roles("partner"),
    "promise": IN_FILE,
    "promise for the initiative alone": INITIATIVE,
    "promise to the partner": IN_FILE | roles("partner"),
    "agreement that holds": IN_FILE | roles("partner"),
    "draft of the initiative": INITIATIVE | SUPPORT,
    "draft of the gemeente": MUNICIPALITY | SUPPORT,
    "draft that was stopped": MUNICIPALITY | SUPPORT,
    "agreement made elsewhere": IN_FILE | roles("partner"),
    "mention in policy": IN_FILE,
    "initiative as organisation": INITIATIVE,
    "gemeente as organisation": MUNICIPALITY,
    "format in writing": roles("official"),
}

IN_A_FILE = {
    "figures": IN_FILE,
    "view": IN_FILE,
    "download": IN_FILE,
    "log": AT_WORK,
    "plan": AT_WORK,
    "propose": AT_WORK,
    "draft": AT_WORK,
    "profile": AT_WORK,
    "assign": AT_WORK,
    "give_view": PARTIES_AT_WORK,
    "respond": PARTIES_AT_WORK,
    "decide_for_side": DECIDERS,
    "record_on_paper": SUPPORT,
    "reopen": AT_WORK,
    "succeed": AT_WORK,
    "take_away": AT_WORK,
}
IN_AN_ENDED_FILE = {
    "figures": IN_FILE,
    "view": IN_FILE,
    "download": IN_FILE,
    "respond": PARTIES_AT_WORK,
    "reopen": AT_WORK,
    "succeed": AT_WORK,
    "take_away": AT_WORK,
}
READ_ONLY = {"read": EVERYONE, "download": EVERYONE}

# Thing -> ability -> who has it, among those who see it. Seen but not allowed: 403. Not named here: as in a file.
MAY = {
    "ended file": IN_AN_ENDED_FILE,
    "ending": IN_AN_ENDED_FILE,
    "reopening": IN_AN_ENDED_FILE
    | {"propose": AT_WORK, "decide_for_side": DECIDERS, "record_on_paper": SUPPORT},
    "shared agreement": READ_ONLY
    | {"edit": AT_WORK, "publish": SUPPORT, "stop": SUPPORT, "record": SUPPORT}
    | {
        "discuss": AT_WORK | roles("partner"),
        "offer": PARTIES_AT_WORK | roles("partner"),
        "decide": DECIDERS | roles("partner"),
        "freeze": DECIDERS | SUPPORT | roles("partner"),
        "mandate": AT_WORK | roles("partner"),
        "lay_ready": DECIDERS | SUPPORT | roles("partner"),
        "receive": PARTIES_AT_WORK | roles("partner"),
        "leave": DECIDERS | roles("partner"),
        "come_back": roles(),  # nobody stopped
        "add_party": SUPPORT,
    },
    "agreement to sign": READ_ONLY
    | {
        "mandate": AT_WORK | roles("partner"),
        "name_signer": PARTIES_AT_WORK | roles("partner"),
        "paper": AT_WORK | roles("partner"),
        "answer": DECIDERS | roles("partner"),
        "sign": roles("chair"),  # who was asked to
        "mend": DECIDERS | SUPPORT | roles("partner"),
        "stop": SUPPORT,
        "leave": DECIDERS | roles("partner"),
    },
    "agreement in force": READ_ONLY
    | {"log": AT_WORK, "amend": AT_WORK, "end": AT_WORK, "evaluate": AT_WORK | roles("partner")}
    | {"summarise": AT_WORK, "take_down": PARTIES_AT_WORK | roles("partner")}
    | dict.fromkeys(["notice", "reading"], DECIDERS | roles("partner")),
    "agreement that holds": READ_ONLY
    | {"summarise": AT_WORK, "take_down": PARTIES_AT_WORK | roles("partner")}
    | {"amend": AT_WORK, "end": AT_WORK, "evaluate": AT_WORK | roles("partner")}
    | dict.fromkeys(["notice", "reading"], DECIDERS | roles("partner")),
    "promise to the partner": IN_A_FILE
    | {"view": IN_FILE | roles("partner"), "log": AT_WORK | roles("partner")},
    "seat of the partner": {"view": roles("partner"), "give_view": roles("partner")},
    "key of the partner": {
        "view": roles("partner"),
        "respond": roles("partner"),
        "decide_for_side": roles("partner"),
    },
    "draft of the initiative": READ_ONLY
    | dict.fromkeys(["edit", "publish", "stop", "add_party"], roles("chair member") | SUPPORT),
    "draft of the gemeente": READ_ONLY
    | dict.fromkeys(["edit", "publish", "stop", "add_party"], roles("official clerk") | SUPPORT),
    "draft that was stopped": READ_ONLY,
    "agreement made elsewhere": READ_ONLY | {"correct": AT_WORK, "doubt": roles("chair member partner")},
    "initiative as organisation": {"view": INITIATIVE, "manage": roles("chair")},
    "gemeente as organisation": {"view": MUNICIPALITY},
    "format in writing": {"write": roles("official")},
}


@dataclass(frozen=True)
class Line:
    """What one address asks.

    only, there: after the ability, a rule of the page itself: others get 403, or find nothing (404).
    post_by: who may send the form of a page that more people may read; post_needs: with which ability.
    in_words: htmx gets a refusal as a sentence (422) instead of a 403.
    """

    mark: str
    ability: str = ""
    on: tuple[str, ...] = ()
    methods: str = "GET POST"
    only: dict[str, frozenset[str]] | None = None
    there: frozenset[str] | None = None
    post_by: frozenset[str] | None = None
    post_needs: str = ""
    in_words: bool = False


def public(methods: str = "GET POST", post_by: frozenset[str] | None = None) -> Line:
    return Line("public", methods=methods, post_by=post_by)


def signed_in(methods: str = "GET POST", post_by: frozenset[str] | None = None) -> Line:
    return Line("signed_in", methods=methods, post_by=post_by)


def admin(methods: str = "GET POST", post_by: frozenset[str] | None = None) -> Line:
    return Line("administrator", methods=methods, post_by=post_by)


def needs(ability: str, *on: str, methods: str = "GET POST", **rules: object) -> Line:
    return Line("needs", ability, on, methods, **rules)  # type: ignore[arg-type]


FILE = ("file", "ended file")
SIGNED = ("shared agreement", "agreement to sign", "agreement in force")
LIVES = ("shared agreement", "agreement in force")
PROMISES = ("promise", "promise for the initiative alone", "promise to the partner")
ITS_SIDES = {
    "promise": PARTIES_AT_WORK,
    "promise for the initiative alone": PARTIES_AT_WORK,
    "promise to the partner": roles("official clerk partner"),
}
NOTES = (
    "own to the initiative",
    "initiative and coach",
    "of the initiative, for all",
    "own to the gemeente",
    "gemeente and coach",
    "of the gemeente, for all",
    "own to the coach",
)
OWNERS = {note: MUNICIPALITY if "gemeente" in note else INITIATIVE for note in NOTES} | {
    "own to the coach": SUPPORT
}
AGREEMENTS = (
    "shared agreement",
    "draft of the initiative",
    "draft of the gemeente",
    "draft that was stopped",
)
EDITED = tuple(
    thing for thing in AGREEMENTS if thing != "draft of the gemeente"
)  # goes as that of the initiative
TOLD = ("agreement that holds",)
ORGANISATION = ("initiative as organisation",)

LINES = {
    # start, help and whether the site is alive
    "home": public("GET"),
    "help": public("GET"),
    "help-role": public("GET"),
    "privacy": public("GET"),
    "accessibility": public("GET"),
    "livez": public("GET"),
    "readyz": public("GET"),
    # signing in
    "account_login": public(),
    "account_confirm_login_code": public(),
    "account_request_login_code": public("GET"),
    "account_inactive": public("GET"),
    "account_signup": public(),
    "account_logout": public(),
    "account_change_password": signed_in(),
    "account_set_password": signed_in(),
    "account_reset_password": public(),
    "account_reset_password_done": public("GET"),
    "account_reset_password_from_key": public(),
    "account_reset_password_from_key_done": public("GET"),
    # about yourself
    "accounts:profile": signed_in(),
    "accounts:theme": signed_in("POST"),
    "accounts:sign-out-everywhere": signed_in("POST"),
    "accounts:own-data": signed_in("GET"),
    # your organisation
    "contacts:organisation": needs("view", *ORGANISATION, methods="GET"),
    "contacts:add-function": needs("manage", *ORGANISATION),
    "contacts:invite": needs("manage", *ORGANISATION),
    "contacts:change-access": needs("manage", *ORGANISATION),
    "contacts:end-function": needs("manage", *ORGANISATION),
    "contacts:withdraw-invitation": needs("manage", *ORGANISATION, methods="POST"),
    "contacts:invitation": public(post_by=roles("anonymous")),  # it is for a new address
    # gemeenten
    "municipalities:list": signed_in("GET"),
    "municipalities:search": signed_in("GET"),
    "municipalities:detail": signed_in("GET"),
    "municipalities:statement": signed_in(post_by=roles("official")),
    "initiatives:support-requests": signed_in("GET"),
    # all your files
    "insights:my-work": signed_in(post_by=AT_WORK_ANYWHERE),
    "insights:progress": signed_in("GET"),
    "insights:progress-export": signed_in("GET"),
    "initiatives:list": signed_in("GET"),
    "initiatives:board": signed_in("GET"),
    "initiatives:export": signed_in("GET"),
    "initiatives:register": signed_in(post_by=AT_WORK_ANYWHERE),
    # how a gemeente looks at itself: nobody else finds it
    "initiatives:self-check-before": needs(
        "view", "gemeente as organisation", post_by=roles("official clerk")
    ),
    "initiatives:self-check": needs("view", *FILE, post_needs="plan", there=MUNICIPALITY),
    # the same work in other words: reference, the same for everyone
    "initiatives:crosswalk": public("GET"),
    "initiatives:words-choose": public("POST"),
    # one file
    "insights:overview": needs("view", *FILE, methods="GET"),
    "initiatives:profile": needs("profile", *FILE),
    "initiatives:plan": needs("view", *FILE, methods="GET"),
    "initiatives:phase": needs("view", *FILE, methods="GET"),
    "initiatives:guidance": needs("view", *FILE, methods="GET"),
    "initiatives:plan-renewal": needs("plan", *FILE),
    "initiatives:grid": needs("view", *FILE, methods="GET"),
    "initiatives:cell": needs("view", *FILE, methods="GET"),
    "initiatives:item-add": needs("plan", *FILE),
    "initiatives:timeline": needs("view", *FILE, methods="GET"),
    # the coach's five steps
    "insights:five-steps": needs("view", *FILE, methods="GET"),
    "insights:five-steps-line": needs("view", *FILE, methods="GET"),
    "insights:step-answer": needs("plan", *FILE),
    "insights:step-guidance": needs("plan", *FILE, only=dict.fromkeys(FILE, SUPPORT)),
    # roles and room
    "initiatives:room": needs("view", *FILE, methods="GET"),
    "initiatives:room-topic": needs("view", *FILE, post_needs="give_view"),
    "initiatives:ladder-add": needs("plan", *FILE),
    "initiatives:ladder-item": needs("view", "koppelkans", post_needs="plan"),
    "initiatives:ladder-step": needs("plan", "koppelkans", methods="POST"),
    # one goal or activity
    "initiatives:item": needs("view", "goal", "activity", "skipped goal", methods="GET"),
    "initiatives:goal-view": needs("give_view", "goal", methods="POST"),
    "initiatives:view-record": needs("record_on_paper", "goal"),
    "initiatives:activity-change": needs("plan", "activity", methods="POST"),
    "initiatives:item-skip": needs("plan", "goal"),
    "initiatives:item-take-back": needs("plan", "skipped goal", methods="POST"),
    "initiatives:item-reword": needs("plan", "goal"),
    "initiatives:item-move": needs("plan", "goal", methods="POST"),
    "initiatives:evidence-add": needs("log", "goal"),
    "initiatives:evidence-share": needs("log", *NOTES, only=OWNERS),
    # what it yielded
    "initiatives:results": needs("view", *FILE, post_needs="log"),
    "initiatives:stand-behind": needs(
        "give_view", *FILE, methods="POST", only={"file": INITIATIVE, "ended file": INITIATIVE}
    ),
    # deciding together
    "initiatives:phase-step-propose": needs("propose", *FILE),
    "initiatives:pause": needs("decide_for_side", *FILE),
    "initiatives:resume": needs("decide_for_side", *FILE),
    "initiatives:end": needs("decide_for_side", *FILE),
    "initiatives:reopen": needs("reopen", *FILE),
    "initiatives:successor": needs("succeed", *FILE),
    "initiatives:go-along": needs("view", *FILE, methods="POST", only=dict.fromkeys(FILE, SUPPORT)),
    "initiatives:part-step-propose": needs("propose", *FILE),
    "initiatives:layer": needs("plan", *FILE),
    "initiatives:period-correct": needs("plan", *FILE),
    "initiatives:course": needs("view", *FILE, methods="GET"),
    "initiatives:decision": needs("view", "open decision", "ending", "reopening", methods="GET"),
    "initiatives:key-turn": needs("decide_for_side", "open decision", "ending", "reopening", methods="POST"),
    "initiatives:partner-goals": needs("view", "seat of the partner", post_needs="give_view"),
    "initiatives:partner-key": needs("view", "key of the partner", post_needs="decide_for_side"),
    "initiatives:partner-key-ask": needs("respond", "key of the partner", methods="POST"),
    "initiatives:partner-key-contest": needs("respond", "key of the partner", methods="POST"),
    "initiatives:partner-contest-settle": needs("respond", "key of the partner", methods="POST"),
    "initiatives:partner-key-proof": needs("view", "key of the partner", methods="GET"),
    "initiatives:question-ask": needs("propose", "open decision", "ending", "reopening", methods="POST"),
    "initiatives:question-answer": needs("propose", "open decision", "ending", "reopening", methods="POST"),
    "initiatives:key-take": needs(
        "propose",
        "open decision",
        "ending",
        "reopening",
        methods="POST",
        only=dict.fromkeys(["open decision", "ending", "reopening"], PARTIES_AT_WORK),
    ),
    "initiatives:record-on-paper": needs("record_on_paper", "open decision", "ending", "reopening"),
    "initiatives:key-contest": needs("respond", "open decision", there=MUNICIPALITY),
    "initiatives:contest-settle": needs("respond", "open decision", methods="POST", there=MUNICIPALITY),
    "initiatives:decision-withdraw": needs(
        "propose",
        "open decision",
        "reopening",
        only={"open decision": SUPPORT, "reopening": SUPPORT},
    ),
    "initiatives:afterwords": needs("respond", "open decision", "ending"),
    "initiatives:reading-add": needs("respond", "open decision", "ending", methods="POST"),
    # contact, files and people
    "initiatives:contact-log": needs("view", *FILE, post_needs="log"),
    "initiatives:contact-share": needs("log", *NOTES, only=OWNERS),
    "initiatives:minutes-propose": needs("propose", *NOTES),
    "initiatives:upload": needs("download", *NOTES, methods="GET"),
    "initiatives:upload-remove": needs("take_away", *NOTES, only=OWNERS),
    "initiatives:people": needs("view", *FILE, methods="GET"),
    "initiatives:contact-person-add": needs(
        "assign",
        "file, naming the initiative",
        only={"file, naming the initiative": roles("chair member") | SUPPORT},
    ),
    "initiatives:assign": needs("assign", *FILE),
    "initiatives:unassign": needs(
        "assign",
        "role of the coach",
        "role at the initiative",
        only={"role of the coach": SUPPORT, "role at the initiative": INITIATIVE},
    ),
    "initiatives:hand-over": needs(
        "assign",
        "role of the coach",
        "role at the initiative",
        only={"role of the coach": SUPPORT, "role at the initiative": INITIATIVE},
    ),
    "initiatives:invite": needs("assign", *FILE),
    "initiatives:invitation-refuse": needs("assign", *FILE, methods="POST"),
    "initiatives:partner-add": needs("draft", *FILE),
    # agreements
    "agreements:list": needs("view", *FILE, methods="GET"),
    "agreements:start": needs("draft", *FILE),
    "agreements:agreement": needs(
        "read", *AGREEMENTS, "agreement in force", "agreement made elsewhere", methods="GET"
    ),
    "agreements:rename": needs("edit", *EDITED),
    "agreements:parties": needs("edit", *EDITED),
    "agreements:choose-articles": needs("edit", *EDITED),
    "agreements:publish": needs("publish", *AGREEMENTS),
    "agreements:stop": needs("stop", *AGREEMENTS),
    "agreements:leave": needs("leave", "shared agreement", "agreement to sign"),
    "agreements:come-back": needs("come_back", "shared agreement"),
    "agreements:add-party": needs("add_party", *AGREEMENTS),
    "agreements:file-differences": needs("edit", *AGREEMENTS, methods="GET"),
    "agreements:promises": needs("edit", *AGREEMENTS, methods="GET"),
    "agreements:all": needs("edit", *AGREEMENTS),
    "agreements:renewal": needs("edit", "shared agreement"),
    "agreements:article": needs("edit", *EDITED),
    "agreements:own-text": needs("edit", *EDITED),
    "agreements:drop": needs("edit", *EDITED),
    "agreements:field": needs("edit", *EDITED, methods="POST", in_words=True),
    "agreements:take-from-file": needs("edit", *EDITED, methods="POST", in_words=True),
    # annexes: written by who edits, opened by who reads
    "agreements:annexes": needs("edit", *AGREEMENTS, methods="GET"),
    "agreements:annex-add": needs("edit", *AGREEMENTS),
    "agreements:annex": needs("edit", *AGREEMENTS),
    "agreements:annex-remove": needs("edit", *AGREEMENTS),
    "agreements:annex-move": needs("edit", *AGREEMENTS, methods="POST"),
    "agreements:annex-renew": needs("edit", *AGREEMENTS),
    "agreements:annex-file": needs("download", *AGREEMENTS, methods="GET"),
    "agreements:version-annex": needs("download", "shared agreement", methods="GET"),
    # settling it, article by article
    "agreements:settle": needs("read", *AGREEMENTS, methods="GET"),
    "agreements:publish-partial": needs("freeze", *EDITED),
    "agreements:settle-article": needs("read", *EDITED, methods="GET"),
    "agreements:give-stance": needs("decide", *EDITED, methods="POST"),
    "agreements:stance-on-paper": needs("record", *EDITED),
    "agreements:propose-text": needs("offer", *EDITED),
    "agreements:propose-change": needs("offer", *EDITED),
    "agreements:withdraw-text": needs("offer", "shared agreement", methods="POST"),
    "agreements:park": needs("offer", *EDITED, methods="POST"),
    "agreements:unpark": needs("offer", *EDITED, methods="POST"),
    "agreements:say": needs("discuss", *EDITED, methods="POST"),
    # deciding on it, and signing
    "agreements:signing": needs("read", *SIGNED, methods="GET"),
    "agreements:mandate": needs("mandate", *SIGNED),
    "agreements:lay-ready": needs("lay_ready", *SIGNED, methods="POST"),
    "agreements:name-signers": needs("name_signer", *SIGNED),
    "agreements:sign": needs("sign", *SIGNED),
    "agreements:sign-code": needs("sign", *SIGNED, methods="POST"),
    "agreements:decline": needs("answer", *SIGNED),
    "agreements:take-up": needs("answer", *SIGNED, methods="POST"),
    "agreements:mend": needs("mend", *SIGNED),
    "agreements:sheet-add": needs("paper", *SIGNED),
    "agreements:sheet": needs("paper", "agreement to sign"),
    # made elsewhere, and named in policy
    "agreements:elsewhere-add": needs("draft", *FILE),
    "agreements:elsewhere-correct": needs("correct", "agreement made elsewhere"),
    "agreements:elsewhere-withdraw": needs("correct", "agreement made elsewhere"),
    "agreements:elsewhere-doubt": needs("doubt", "agreement made elsewhere"),
    "agreements:policy-add": needs("log", *FILE),
    "agreements:policy-version": needs("log", "mention in policy"),
    "agreements:policy-answer": needs("give_view", "mention in policy"),
    "agreements:policy-documents": signed_in("GET"),
    # living with one that holds
    "agreements:evaluate": needs("evaluate", *LIVES),
    "agreements:evaluation-plan": needs("evaluate", *LIVES),
    "agreements:amend": needs("amend", *LIVES),
    "agreements:end-together": needs("end", *LIVES),
    "agreements:give-notice": needs("notice", *LIVES),
    "agreements:notice-take-back": needs("notice", *LIVES),
    "agreements:ending-reading": needs("reading", *LIVES),
    # what neighbours read of it
    "agreements:neighbours": needs("read", *AGREEMENTS, *TOLD, methods="GET"),
    "agreements:neighbours-write": needs("summarise", "shared agreement", *TOLD),
    "agreements:neighbours-propose": needs("summarise", "shared agreement", *TOLD, methods="POST"),
    "agreements:neighbours-take-down": needs("take_down", "shared agreement", *TOLD),
    "agreements:neighbours-index": public("GET"),
    "agreements:neighbours-index-en": public("GET"),
    "agreements:neighbours-public": public("GET"),
    "agreements:neighbours-public-en": public("GET"),
    # versions and their documents
    "agreements:check": public(),
    "agreements:check-en": public(),
    "agreements:version": needs("read", "shared agreement", methods="GET"),
    "agreements:compare": needs("read", "shared agreement", methods="GET"),
    "agreements:version-status": needs("read", "shared agreement", methods="GET"),
    "agreements:render-retry": needs("download", "shared agreement", methods="POST"),
    "agreements:pdf": needs("download", "shared agreement", methods="GET"),
    "agreements:word": needs("download", "shared agreement", methods="GET"),
    "agreements:ask-for-word": needs("download", "shared agreement", methods="POST"),
    "agreements:word-status": needs("read", "shared agreement", methods="GET"),
    "agreements:changes": needs("download", "shared agreement", methods="GET"),
    "agreements:ask-for-changes": needs("download", "shared agreement", methods="POST"),
    "agreements:changes-status": needs("read", "shared agreement", methods="GET"),
    "agreements:compared": needs("download", "shared agreement", methods="GET"),
    "agreements:ask-for-compared": needs("download", "shared agreement", methods="POST"),
    "agreements:compared-status": needs("read", "shared agreement", methods="GET"),
    "agreements:print": needs("download", "shared agreement", methods="GET"),
    "agreements:sealed": needs("download", "shared agreement", methods="GET"),
    "agreements:ask-for-sealed": needs("download", "shared agreement", methods="POST"),
    "agreements:sealed-status": needs("read", "shared agreement", methods="GET"),
    "agreements:receive": needs("receive", "shared agreement", methods="POST"),
    "agreements:receipt": needs("read", "shared agreement", methods="GET"),
    # what they promised each other
    "promises:register": needs("view", *FILE, methods="GET"),
    "promises:add": needs("log", *FILE),
    "promises:partner": needs("view", "seat of the partner", methods="GET"),
    "promises:promise": needs("view", *PROMISES, methods="GET"),
    "promises:say": needs("log", *PROMISES, methods="POST", only=ITS_SIDES),
    "promises:share": needs("log", *PROMISES, methods="POST", only=dict.fromkeys(PROMISES, INITIATIVE)),
    "promises:withdraw": needs("log", *PROMISES, methods="POST", only=dict.fromkeys(PROMISES, INITIATIVE)),
    "promises:take": needs("log", "agreement in force", "shared agreement", "draft of the gemeente"),
    # the formats of agreements: what is published is read by all, and written by who speaks for its owner
    "agreements:formats": signed_in("GET"),
    "agreements:format-draft": signed_in("POST", post_by=roles("administrator official elsewhere")),
    "agreements:format": signed_in("GET"),
    "agreements:format-preview": signed_in("GET"),
    "agreements:format-difference": signed_in("GET"),
    "agreements:format-publish": needs("write", "format in writing"),
    "agreements:format-discard": needs("write", "format in writing"),
    "agreements:format-take-over": needs("write", "format in writing"),
    "agreements:format-restore": needs("write", "format in writing", methods="POST"),
    "agreements:format-clause-add": needs("write", "format in writing"),
    "agreements:format-clause": needs("write", "format in writing"),
    "agreements:format-clause-change": needs("write", "format in writing", methods="POST"),
    "agreements:format-field-add": needs("write", "format in writing"),
    "agreements:format-field": needs("write", "format in writing"),
    # the stappenplan itself
    "initiatives:formats": admin("GET"),
    "initiatives:format-draft": admin("POST"),
    "initiatives:format-phase": admin("GET"),
    "initiatives:format-difference": admin("GET"),
    "initiatives:format-publish": admin(),
    "initiatives:format-discard": admin(),
    "initiatives:format-item-add": admin(),
    "initiatives:format-intro": admin(),
    "initiatives:format-item": admin(),
    "initiatives:format-item-remove": admin("POST"),
    "initiatives:format-item-restore": admin("POST"),
    "initiatives:format-item-move": admin("POST"),
    # the administration: accounts, people and organisations; never what is in a file
    "admin:index": admin(),
    "admin:login": admin(),
    "admin:logout": admin(post_by=EVERYONE),  # signs out whoever asks
    "admin:password_change": admin(),
    "admin:password_change_done": admin(),
    "admin:autocomplete": admin(),
    "admin:jsi18n": admin(),
    "admin:view_on_site": admin(),
    "admin:app_list": admin(),
    "admin:": admin(),
    "admin:accounts_user_changelist": admin(),
    "admin:accounts_user_change": admin(),
    "admin:accounts_user_history": admin(),
    "admin:accounts_user_add": admin("-"),
    "admin:accounts_user_delete": admin("-"),
    "admin:contacts_organisation_changelist": admin(),
    "admin:contacts_organisation_add": admin(),
    "admin:contacts_organisation_change": admin(),
    "admin:contacts_organisation_history": admin(),
    "admin:contacts_organisation_delete": admin("-"),
    "admin:contacts_person_changelist": admin(),
    "admin:contacts_person_change": admin(),
    "admin:contacts_person_history": admin(),
    "admin:contacts_person_add": admin("-"),
    "admin:contacts_person_delete": admin("-"),
    "admin:contacts_function_changelist": admin(),
    "admin:contacts_function_change": admin("GET"),
    "admin:contacts_function_history": admin(),
    "admin:contacts_function_add": admin("-"),
    "admin:contacts_function_delete": admin("-"),
    "admin:contacts_invitation_changelist": admin(),
    "admin:contacts_invitation_change": admin("GET"),
    "admin:contacts_invitation_history": admin(),
    "admin:contacts_invitation_add": admin("-"),
    "admin:contacts_invitation_delete": admin("-"),
}


def verdict(line: Line, thing: str, role: str, method: str = "GET") -> str:
    """open, sign in, unseen (404) or forbidden (403), for who asks with this method."""
    if line.mark == "public":
        return "open" if method == "GET" or line.post_by is None or role in line.post_by else "forbidden"
    if role == "anonymous":
        return "sign in"
    if line.mark == "administrator":
        return "open" if role == "administrator" or role in (line.post_by or ()) else "forbidden"
    if line.mark == "needs":
        if role not in SEES[thing]:
            return "unseen"
        asked = [line.ability, line.post_needs] if method == "POST" and line.post_needs else [line.ability]
        may = MAY.get(thing, IN_A_FILE)
        if any(role not in may.get(ability, frozenset()) for ability in asked):
            return "forbidden"
        if line.only is not None and role not in line.only[thing]:
            return "forbidden"
        if line.there is not None and role not in line.there:
            return "unseen"
    if method == "POST" and line.post_by is not None and role not in line.post_by:
        return "forbidden"
    return "open"
