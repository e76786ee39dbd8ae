"""Which addresses are about people and organisations?"""

from django.urls import path

from contacts import views, views_invitation

app_name = "contacts"
urlpatterns = [
    path("organisaties/<uuid:uuid>/", views.organisation, name="organisation"),
    path("organisaties/<uuid:uuid>/mensen/toevoegen/", views.add_function, name="add-function"),
    path("organisaties/<uuid:uuid>/functies/<uuid:function>/uitnodigen/", views.invite, name="invite"),
    path(
        "organisaties/<uuid:uuid>/functies/<uuid:function>/toegang/",
        views.change_access,
        name="change-access",
    ),
    path(
        "organisaties/<uuid:uuid>/functies/<uuid:function>/beeindigen/",
        views.end_function,
        name="end-function",
    ),
    path(
        "organisaties/<uuid:uuid>/uitnodigingen/<uuid:invitation>/intrekken/",
        views.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("uitnodiging/<str:token>/", views_invitation.invitation, name="invitation"),
]
