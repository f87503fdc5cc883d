"""django-viewflow: a process of handled tasks, completed one by one."""

import os
from collections import deque

import django
from answering import answer
from django.conf import settings

settings.configure(
    SECRET_KEY="unused",  # noqa: S106 - nothing is signed here
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["PEER_HOST"],
            "NAME": os.environ["PEER_DATABASE"],
            "USER": os.environ["PEER_USER"],
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "viewflow",
        "viewflow.workflow",
        "permit",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402 - after settings
from django.db import transaction  # noqa: E402
from permit.flows import Permit  # noqa: E402
from viewflow.workflow.models import Task  # noqa: E402

call_command("migrate", verbosity=0)
waiting: deque[int] = deque()


def intake() -> None:
    """Start a process."""
    with transaction.atomic():
        waiting.append(Permit.start.run().pk)


def step() -> None:
    """Complete the task that waits."""
    with transaction.atomic():
        task = Task.objects.get(process=waiting.popleft(), status="NEW")
        Permit.visit.run(task)


answer(intake=intake, step=step)
