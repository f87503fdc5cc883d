"""What a panel says of itself."""

from motcua.ground.kernel.panels import Figure, Panel
from motcua.ground.kernel.words import Words


def test_nothing_counted_is_not_worth_a_word() -> None:
    figures = (Figure(0, "{count} trễ"), Figure(3, "{count} còn hạn"))
    panel = Panel(Words("Việc"), Words("Xem"), "/viec/", figures, (), Words("Không có việc."))
    assert [str(figure.words) for figure in panel.counted] == ["3 còn hạn"]
