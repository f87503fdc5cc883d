"""caluma: a case of five simple tasks, through its Python interface."""

import os
from collections import deque

import django
from answering import answer

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "caluma.settings.django",
    "ENV": "dev",
    "DEBUG": "0",
    "SECRET_KEY": "unused",
    "DATABASE_HOST": os.environ["PEER_HOST"],
    "DATABASE_NAME": os.environ["PEER_DATABASE"],
    "DATABASE_USER": os.environ["PEER_USER"],
    "DATABASE_PASSWORD": "",
}
django.setup()

from caluma.caluma_user.models import BaseUser  # noqa: E402 - after settings
from caluma.caluma_workflow import api, models  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

STEPS = ("visit", "draft", "approve", "sign", "issue")

call_command("migrate", verbosity=0)
tasks = [models.Task.objects.create(slug=slug, name=slug, type="simple") for slug in STEPS]
workflow = models.Workflow.objects.create(slug="permit", name="permit", is_published=True)
workflow.start_tasks.add(tasks[0])
for task, following in zip(tasks, STEPS[1:], strict=False):
    leads = models.Flow.objects.create(next=f"'{following}'|task")
    models.TaskFlow.objects.create(workflow=workflow, task=task, flow=leads)
user = BaseUser(username="bench", group="bench")
waiting: deque[object] = deque()


def intake() -> None:
    """Start a case."""
    with transaction.atomic():
        waiting.append(api.start_case(workflow=workflow, user=user).pk)


def step() -> None:
    """Complete the work item that waits."""
    with transaction.atomic():
        item = models.WorkItem.objects.get(case=waiting.popleft(), status="ready")
        api.complete_work_item(work_item=item, user=user)


answer(intake=intake, step=step)
