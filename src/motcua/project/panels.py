"""What stands on the officer's home: queries of the rooms, in the order of the page."""

from motcua.ground.agencies import panels as agencies
from motcua.ground.calendars import panels as calendars
from motcua.ground.kernel.panels import PanelOf
from motcua.ground.notifications import panels as notifications
from motcua.onestop.dossiers import panels as dossiers
from motcua.onestop.procedures import panels as procedures

PANELS: tuple[PanelOf, ...] = (
    dossiers.holderless,
    dossiers.counter,
    dossiers.my_work,
    dossiers.taken_from,
    dossiers.withdrawals,
    dossiers.to_assign,
    dossiers.to_take_in,
    dossiers.to_collect,
    dossiers.inspection,
    dossiers.headless,
    agencies.house,
    calendars.undecided,
    procedures.too_short,
    notifications.stuck,
    notifications.letters,
)
