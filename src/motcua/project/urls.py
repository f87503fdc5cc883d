"""The addresses of the whole house: each room's own, under the roof."""

from django.urls import URLPattern, URLResolver, path

from motcua.project import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
