"""Which addresses does the register of promises have?"""

from django.urls import path

from promises import views

app_name = "promises"
urlpatterns = [
    path("initiatieven/<uuid:uuid>/toezeggingen/", views.register, name="register"),
    path("initiatieven/<uuid:uuid>/toezeggingen/nieuw/", views.add, name="add"),
    path("meedoen/<uuid:uuid>/toezeggingen/", views.partner, name="partner"),
    path("toezeggingen/<uuid:uuid>/", views.promise, name="promise"),
    path("toezeggingen/<uuid:uuid>/zeggen/", views.say, name="say"),
    path("toezeggingen/<uuid:uuid>/delen/", views.share, name="share"),
    path("toezeggingen/<uuid:uuid>/weg/", views.withdraw, name="withdraw"),
    path("overeenkomsten/<uuid:uuid>/toezeggingen/", views.take, name="take"),
]
