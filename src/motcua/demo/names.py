"""Names that nobody bears in particular: invented, plausible, of both sexes."""

from dataclasses import dataclass
from random import Random

FAMILY = (
    *("Nguyễn",) * 10,
    *("Trần",) * 4,
    *("Lê", "Phạm", "Huỳnh") * 3,
    *("Phan", "Võ", "Đặng", "Bùi") * 2,
    *("Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Trương", "Đinh", "Mai", "Tô", "Lâm"),
)
"""Family names, each as often as it is common in the south-east."""

MEN = ("Văn", "Văn", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Công", "Hoàng", "Thành", "Tấn")
MEN_GIVEN = (
    *("An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hùng", "Khánh", "Kiệt", "Lâm"),
    *("Lộc", "Long", "Nam", "Nghĩa", "Phát", "Phong", "Phúc", "Quân", "Sơn", "Tài", "Tâm"),
    *("Thắng", "Thịnh", "Tín", "Trí", "Trung", "Tuấn", "Tùng", "Vinh"),
)
WOMEN = ("Thị", "Thị", "Thị Thu", "Thị Ngọc", "Thị Kim", "Ngọc", "Thanh", "Thị Mỹ", "Thị Hồng")
WOMEN_GIVEN = (
    *("Ánh", "Châu", "Chi", "Diễm", "Dung", "Duyên", "Hà", "Hạnh", "Hiền", "Hoa", "Hương"),
    *("Lan", "Liên", "Linh", "Loan", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phượng"),
    *("Quyên", "Thảo", "Thúy", "Trang", "Trinh", "Tuyết", "Vân", "Yến"),
)


@dataclass(frozen=True, slots=True)
class Invented:
    """A person of the demo, who does not exist."""

    name: str
    is_woman: bool


def invent(random: Random, *, is_woman: bool | None = None) -> Invented:
    """Return the next person that the dice give, of the sex that is said or of either."""
    if is_woman is None:
        is_woman = random.random() < 0.5  # noqa: PLR2004 - as many women as men
    middle, given = (WOMEN, WOMEN_GIVEN) if is_woman else (MEN, MEN_GIVEN)
    parts = (random.choice(FAMILY), random.choice(middle), random.choice(given))
    return Invented(" ".join(parts), is_woman)
