"""The letters that this room itself writes: to people about their accounts."""

from motcua.ground.kernel.words import mark
from motcua.ground.notifications.rules import FOOT, Template, Wording, add_template

RESET = add_template(
    "account_reset",
    Template(
        title=mark("Đặt lại mật khẩu"),
        wording=Wording(
            subject=mark("Đặt lại mật khẩu Một Cửa"),
            lines=(
                mark("Có người xin đặt lại mật khẩu của tài khoản ghi địa chỉ thư này."),
                "",
                mark("Để đặt mật khẩu mới, mở {link}"),
                mark("Đường dẫn dùng một lần, trước {due}."),
                "",
                mark("Không xin thì bỏ qua thư này: mật khẩu giữ nguyên."),
                "",
                FOOT,
            ),
        ),
        tells=frozenset({"link", "due_at"}),
    ),
)
