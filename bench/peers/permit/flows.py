"""The flow of a permit for django-viewflow, which wants it in an app of its own."""

from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process


class Permit(flow.Flow):
    """A permit on its way."""

    process_class = Process
    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle(this.begin).Next(this.visit)
    visit = flow.Handle(this.done).Next(this.draft)
    draft = flow.Handle(this.done).Next(this.approve)
    approve = flow.Handle(this.done).Next(this.sign)
    sign = flow.Handle(this.done).Next(this.issue)
    issue = flow.Handle(this.done).Next(this.end)
    end = flow.End()

    def begin(self, activation):
        """Return the process that has begun."""
        activation.process.data = {"code": "000.12.21.H09-150420-0001"}
        return activation.process

    def done(self, activation):
        """Nothing is computed."""
