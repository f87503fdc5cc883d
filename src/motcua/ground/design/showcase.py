"""Every component in every state, and pages made of them: for developers, tests and browsers."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.template.loader import render_to_string

from motcua.ground.design import fields, icons
from motcua.ground.design.parts import (
    Bar,
    Chip,
    Colour,
    DayKind,
    Fact,
    KeyLine,
    Month,
    Reason,
    Slice,
    SliceKind,
    Stage,
    State,
    Step,
    Way,
    YearDay,
)

PAGES = ("components", "counter", "dossier", "follow", "form", "home", "worklist")
NOON = datetime(2026, 11, 19, 9, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DUE = NOON.replace(day=27, hour=17, minute=0)


class Everything(forms.Form):
    """One field of each sort."""

    name = fields.NameField(label="Họ và tên", help_text="Như trên giấy tờ tùy thân.")
    number = fields.IdentityField(label="Số định danh")
    phone = fields.PhoneField(label="Điện thoại", required=False)
    born_on = fields.DateField(label="Ngày sinh", what="ngày sinh", example=fields.A_BIRTHDAY)
    fee = fields.MoneyField(label="Lệ phí")
    channel = forms.ChoiceField(
        label="Cách nhận kết quả",
        choices=[("desk", "Tại quầy"), ("post", "Bưu chính")],
        widget=forms.RadioSelect,
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ",
        choices=[("a", "Tờ khai đăng ký khai sinh"), ("b", "Giấy chứng sinh")],
        widget=forms.CheckboxSelectMultiple,
    )
    case = forms.ChoiceField(label="Trường hợp", choices=[("", "Chọn"), ("1", "Chủ hộ là cá nhân")])
    note = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}))
    draft = forms.FileField(label="Dự thảo", help_text="PDF, tối đa 20 MB.")
    scan = fields.FilesField(
        label="Bản quét",
        help_text="PDF hoặc ảnh, tối đa 20 MB.",
        widget=fields.FilesInput(attrs={"accept": ".pdf,image/jpeg,image/png"}),
    )
    password = forms.CharField(
        label="Mật khẩu", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    agreed = forms.BooleanField(label="Đã đối chiếu bản chính")


def entry(label: str, *, is_current: bool = False, count: int | None = None) -> SimpleNamespace:
    """Return a line of a menu."""
    return SimpleNamespace(label=label, href="#", is_current=is_current, count=count)


def frame() -> SimpleNamespace:
    """Return what the roof hands to every page."""
    return SimpleNamespace(
        demo=True,
        province="tỉnh Bình Dương",
        language="vi",
        menu=[
            entry("Việc của tôi", is_current=True, count=20),
            entry("Tiếp nhận"),
            entry("Sổ theo dõi"),
        ],
        public_menu=[entry("Thủ tục"), entry("Tra cứu hồ sơ", is_current=True), entry("Cơ quan")],
        footer=[SimpleNamespace(label="Công khai", entries=[entry("Lời hứa và kết quả")])],
        other_language=SimpleNamespace(label="English", href="#", code="en"),
        here="/design/",
        foot=[entry("Hướng dẫn")],
        actor=SimpleNamespace(name="Lê Nguyễn Thùy Trang"),
        seat="Phòng Quản lý đô thị TP. Thủ Dầu Một",
        search_href="/tim/",
        lock_href="/khoa/",
        sign_out_href="/dang-xuat/",
        printed_at=NOON,
    )


def bar() -> Bar:
    """Return a clock that stood still once."""
    return Bar(
        [
            Slice(SliceKind.COUNTED, 4, "4 ngày", "02/11"),
            Slice(SliceKind.PAUSED, 10, "dừng 10 ngày", "06/11"),
            Slice(SliceKind.COUNTED, 3, "3 ngày", "16/11"),
            Slice(SliceKind.LEFT, 8, "còn 8 ngày", "19/11"),
        ],
        ends="27/11",
        now=3,
    )


def late_bar() -> Bar:
    """Return a clock whose promise was broken and made anew."""
    return Bar(
        [
            Slice(SliceKind.COUNTED, 15, "15 ngày theo luật", "03/11"),
            Slice(SliceKind.LATE, 1.4, "trễ", "18/11"),
            Slice(SliceKind.LEFT, 4.6, "hẹn lại", "19/11"),
        ],
        ends="24/11",
        now=2,
    )


def kept_bar() -> Bar:
    """Return a clock that ended before its promise."""
    run = Slice(SliceKind.COUNTED, 11, "11 ngày", "02/11")
    return Bar([run, Slice(SliceKind.LEFT, 4, "sớm 4 ngày", "17/11")], ends="23/11")


REASONS = [
    Reason("thứ Hai 02/11", "Ngày nhận không tính.", "0 ngày", "BLDS 2015, Điều 147"),
    Reason("03/11 – 06/11", "Thẩm định hồ sơ, kiểm tra thực địa.", "4 ngày", "1.013225: 15 ngày"),
    Reason("06/11 – 16/11", "Chờ ông/bà bổ sung mặt cắt móng.", "không tính", "quy trình bản 2"),
    Reason("17/11 – 27/11", "Phần còn lại của thời hạn.", "11 ngày", "lịch Bình Dương, bản 3"),
]
STEPS = [
    Step("Phó Chủ tịch ký, trả kết quả", "trước 27/11", stage=Stage.NEXT),
    Step("Thẩm định tiếp", "16/11 09:20", NOON, "Lê Nguyễn Thùy Trang", Stage.NOW),
    Step("Nhận bổ sung: mặt cắt móng, 2 bộ", "16/11 09:05", NOON, "Trần Thị Ngọc Ánh"),
    Step(
        "Yêu cầu bổ sung mặt cắt móng.",
        "06/11 14:30",
        NOON,
        "Lê Nguyễn Thùy Trang. Lý do: “bản vẽ thiếu mặt cắt móng trục 2-2”",
        Stage.WAIT,
        Way("Xem phiếu", "#"),
    ),
    Step(
        "Tiếp nhận tại quầy 2, in giấy tiếp nhận",
        "02/11 08:14",
        NOON,
        "Trần Thị Ngọc Ánh",
        struck="“Mất điện từ 7 giờ”",
        right="đính chính: “Mất điện từ 7 giờ 30”",
    ),
]
ROWS = [
    ("late", "Trễ 1 ngày 2 giờ", "Công ty TNHH Một thành viên Xây dựng Thương mại Dịch vụ Nguyễn"),
    ("today", "Còn 5 giờ 18 phút", "Đặng Thị Thùy Dương"),
    ("", "Còn 2 ngày 5 giờ", "Phan Thị Ánh Nguyệt"),
]

DAYS = [
    (DayKind.WORKED, "", "ngày làm việc"),
    (DayKind.HOLIDAY, "lễ", "nghỉ lễ"),
    (DayKind.IN_LIEU, "bù", "nghỉ bù"),
    (DayKind.SWAPPED_OFF, "đổi", "nghỉ hoán đổi"),
    (DayKind.OWN_HOURS, "giờ", "làm việc theo giờ riêng"),
    (DayKind.MADE_UP, "làm", "làm bù"),
    (DayKind.WEEKLY_OFF, "", "nghỉ hằng tuần"),
    (DayKind.UNDECIDED, "chờ", "chờ quyết định, tính như ngày thường"),
    (DayKind.NO_HOURS, "–", "chưa có giờ làm việc"),
]
STATUSES = [
    ("blue", "Đang xử lý"),
    ("amber", "Chờ bổ sung"),
    ("amber", "Chờ nộp tiền"),
    ("purple", "Xin rút"),
    ("red", "Từ chối"),
    ("grey", "Dừng"),
    ("green", "Có kết quả"),
    ("green", "Đã trả"),
]


def month() -> Month:
    """Return a month with a day of each kind; those with more to say lead somewhere."""
    days = [
        YearDay(date(2026, 6, number), kind, sign, words, "#" if sign else "")
        for number, (kind, sign, words) in enumerate(DAYS, start=1)
    ]
    return Month("Tháng 6", (tuple(days[:7]), (*days[7:], *[None] * 5)))


def context(**more: Any) -> dict[str, Any]:
    """Return everything that the pages show."""
    return {
        "page": frame(),
        "messages": ["Đã tiếp nhận hồ sơ 000.00.21.H09-261102-0037, hẹn trả 17:00, thứ Sáu"],
        "form": Everything(),
        "small": Everything(prefix="nho"),
        "wrong": Everything({"number": "07401234567", "born_on": "30/02/2015"}, prefix="sai"),
        "bar": bar(),
        "late_bar": late_bar(),
        "kept_bar": kept_bar(),
        "reasons": REASONS,
        "total": Reason("Cộng", "đúng thời hạn luật định", "15 ngày"),
        "steps": STEPS,
        "facts": [
            Fact("Chủ hồ sơ", "Nguyễn Thị Phương Uyên"),
            Fact("Số định danh", "074 189 004 712"),
            Fact("Người nộp hồ sơ", "Nguyễn Hoàng Khánh Duy", "giấy ủy quyền 30/10"),
            Fact("Điện thoại", ""),
            Fact("Địa chỉ", "128/7/15 đường Nguyễn Văn Tiết, phường Phú Cường", is_wide=True),
        ],
        "states": [
            State("Hồ sơ", "Đang xử lý", Colour.BLUE),
            State("Lệ phí", "Chưa có dữ liệu"),
            State("Trả kết quả", "Tại quầy"),
            State("Cổng quốc gia", "Đã đồng bộ 16/11", Colour.GREEN),
        ],
        "statuses": STATUSES,
        "months": [month()],
        "key": [KeyLine(kind, sign, words, 1) for kind, sign, words in DAYS],
        "tabs": [entry("Của tôi", is_current=True, count=20), entry("Chờ người nhận", count=6)],
        "chips": [
            Chip("Thủ tục", "Giấy phép xây dựng nhà ở riêng lẻ", "#"),
            Chip("Thời hạn", "Trễ hạn", "#"),
        ],
        "whole_href": "#",
        "rows": ROWS,
        "first": Way("Trình kết quả", "#"),
        "others": [
            Way("Yêu cầu bổ sung", "#", "file-plus", "Lần hai: cần lý do, người duyệt."),
            Way("Chuyển lại bước trước", "#", "undo-2"),
        ],
        "way": Way("Xem 6 việc chờ người nhận", "#"),
        "crumbs": [entry("Trang đầu"), entry("Cơ quan")],
        "due": DUE,
        "choices": [{"value": "7", "label": "Đăng ký hộ kinh doanh", "note": "1.001612"}],
        "nothing": [],
        "pages": PAGES,
        "icons": sorted(icons.NAMES),
        **more,
    }


def render(name: str, **more: Any) -> str:
    """Render one of the pages."""
    return render_to_string(f"design/showcase/{name}.html", context(**more))


def suggestions(choices: list[dict[str, str]]) -> str:
    """Render what an address of suggestions answers."""
    return render_to_string("design/components/_suggestions.html", {"choices": choices})
