"""Where do parties write what neighbours read, and where do neighbours read it?"""

from django.urls import path

from agreements.neighbours import public, views
from agreements.neighbours.words import DUTCH, ENGLISH

urlpatterns = [
    path("overeenkomsten/<uuid:uuid>/buurt/", views.neighbours, name="neighbours"),
    path("overeenkomsten/<uuid:uuid>/buurt/schrijven/", views.write, name="neighbours-write"),
    path("overeenkomsten/<uuid:uuid>/buurt/voorleggen/", views.propose, name="neighbours-propose"),
    path("overeenkomsten/<uuid:uuid>/buurt/weghalen/", views.take_down, name="neighbours-take-down"),
    # without an account
    path("buurt/", public.index, {"language": DUTCH}, name="neighbours-index"),
    path("buurt/en/", public.index, {"language": ENGLISH}, name="neighbours-index-en"),
    path("buurt/<slug:slug>/", public.summary, {"language": DUTCH}, name="neighbours-public"),
    path("buurt/<slug:slug>/en/", public.summary, {"language": ENGLISH}, name="neighbours-public-en"),
]
