"""Which addresses do the people, contact and the timeline have?"""

from django.urls import path

from initiatives.views import minutes, notes, people, timeline, uploads

urlpatterns = [
    path("initiatieven/<uuid:uuid>/contact/", notes.contact_log, name="contact-log"),
    path("contact/<uuid:uuid>/delen/", notes.contact_share, name="contact-share"),
    path("contact/<uuid:uuid>/vaststellen/", minutes.minutes_propose, name="minutes-propose"),
    path("bestanden/<uuid:uuid>/", uploads.upload, name="upload"),
    path("bestanden/<uuid:uuid>/weghalen/", uploads.upload_remove, name="upload-remove"),
    path("initiatieven/<uuid:uuid>/mensen/", people.people, name="people"),
    path(
        "initiatieven/<uuid:uuid>/mensen/contactpersoon/",
        people.contact_person_add,
        name="contact-person-add",
    ),
    path("initiatieven/<uuid:uuid>/mensen/rol/", people.assign, name="assign"),
    path("rollen/<uuid:uuid>/beeindigen/", people.unassign, name="unassign"),
    path("rollen/<uuid:uuid>/overdragen/", people.hand_over, name="hand-over"),
    path("initiatieven/<uuid:uuid>/mensen/uitnodigen/", people.invite, name="invite"),
    path(
        "initiatieven/<uuid:uuid>/mensen/uitnodigingen/<uuid:invitation>/intrekken/",
        people.invitation_refuse,
        name="invitation-refuse",
    ),
    path("initiatieven/<uuid:uuid>/mensen/partner/", people.partner_add, name="partner-add"),
    path("initiatieven/<uuid:uuid>/tijdlijn/", timeline.timeline, name="timeline"),
]
