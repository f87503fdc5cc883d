"""The tables of an office: each mistake has its sentence, and nothing or all is taken in."""

import csv
import stat
import unicodedata
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate, get_user_model

from motcua.demo import tree
from motcua.ground.agencies import queries
from motcua.ground.agencies.models import Agency, Person, Post
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail.models import Event, Ledger
from motcua.project.chores import founding
from motcua.project.cli.failures import CannotRun
from motcua.project.founding import judgement, plan, samples

NOW = datetime(2015, 4, 20, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WIDE = 250


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    samples.write(tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    """Do what somebody does to a table in a hurry."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[tuple[str, int, str, str]]:
    """Return what is wrong with the tables themselves: file, line, column, sentence."""
    tables = plan.read_all(folder)
    if not any(table.faults for table in tables):
        judgement.judge(tables)
    found = [fault for table in tables for fault in table.faults]
    return [(fault.table, fault.line, fault.column, said(fault.words)) for fault in found]


def take_in(folder: Path, *, only_check: bool = False) -> int:
    return founding.found(
        folder,
        passwords=folder / "mat-khau.csv",
        days=7,
        language="vi",
        only_check=only_check,
        now=NOW,
    )


def test_the_samples_are_without_fault(folder: Path) -> None:
    assert faults(folder) == []


A, S, C = plan.AGENCIES, plan.SEATS, plan.COMPETENCES


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column", "words"),
    [
        (A, "mã;tên;", "ma;ten goi;", 1, "ten goi", "Không có cột tên này. Các cột là: mã, tên,"),
        (A, ";kiểu;", ";loại;", 1, "loại", "Hai cột cùng tên."),
        (S, ";từ ngày", ";nguồn", 1, "nguồn", "Không có cột tên này."),
        (S, ";Lê Thị Tiếp", ";Lê;Thị;Tiếp", 3, "", "Dòng có 10 ô, dòng tên cột có 8."),
        (S, ";Ngô Văn Nhận", ";", 4, "họ và tên", "Ô này để trống. Ghi họ và tên."),
        (S, "Lê Thị Tiếp", "x" * 101, 3, "họ và tên", "Ô này dài 101 ký tự, tối đa 100."),
        (S, "Lê Thị", '"Lê Thị', 3, "", "dấu nháy kép mở mà không đóng"),
        (S, "05/01/2015", "31/02/2015", 2, "từ ngày", "“31/02/2015” không phải ngày. Ghi như"),
        (S, "người tiếp nhận;1", "tiếp tân;1", 3, "vị trí", "Không có vị trí “tiếp tân”. Ghi một"),
        (
            S,
            "người tiếp nhận;2",
            "người tiếp nhận;hai",
            4,
            "số",
            "“hai” không phải số từ 1 đến 99.",
        ),
        (S, "tiepnhan2", "Tiếp Nhận", 4, "tên đăng nhập", "chữ thường không dấu"),
        (S, "xuly@vidu.vn", "xuly@", 7, "thư điện tử", "“xuly@” không phải địa chỉ thư điện tử."),
        (A, "Sở, ban, ngành", "Cục", 3, "loại", "Không có loại “Cục”. Ghi một trong: Ủy ban"),
        (
            A,
            ";sở;tỉnh",
            ";sở;vùng",
            3,
            "cấp",
            "Không có cấp “vùng”. Ghi một trong: tỉnh, huyện, xã.",
        ),
        (A, "BD-SXD;Sở", "BD;Sở", 3, "mã", "“BD” đã có ở dòng 2. Mỗi dòng một mã khác nhau."),
        (A, "huyện;BD;", "huyện;BX;", 4, "mã cấp trên", "Không có cơ quan nào mang mã “BX”."),
        (A, "huyện;BD;", "huyện;;", 4, "mã cấp trên", "Dòng 2 cũng để trống mã cấp trên."),
        (A, "tỉnh;;Tỉnh", "tỉnh;BD-SXD;Tỉnh", 2, "mã cấp trên", "quay lại chính cơ quan này"),
        (A, "sở;tỉnh;BD", "sở;tỉnh;BD-718", 3, "mã cấp trên", "Cấp trên “BD-718” thuộc cấp huyện"),
        (S, "BD-718-QLDT;người", "BD-718-X;người", 7, "mã cơ quan", "Không có cơ quan nào mang mã"),
        (C, "BD-718-QLDT", "BD-718-X", 2, "mã nơi giải quyết", "Không có cơ quan nào mang mã"),
        (
            S,
            "BD;người quản trị",
            "BD;người tiếp nhận",
            2,
            "vị trí",
            "không có vị trí người tiếp nhận",
        ),
        (S, "người tiếp nhận;2", "người tiếp nhận;", 4, "số", "đã có Lê Thị Tiếp giữ ở dòng 3."),
        (
            S,
            "quantri;;05/01/2015",
            "quantri;;31/12/1996",
            2,
            "từ ngày",
            "trước khi có cơ quan: 01/01/1997",
        ),
        (S, ";tiepnhan2", ";tiepnhan1", 4, "tên đăng nhập", "ở dòng 3 là của Lê Thị Tiếp."),
        (S, "vanthu;", "vanthu;xuly@vidu.vn", 7, "thư điện tử", "ở dòng 6 là của Hồ Văn Thư."),
        (S, "quantri;", ";", 0, "vị trí", "Chưa có người quản trị nào có tên đăng nhập."),
        (C, "xay-dung;Xây dựng;BD-718;BD-718-QLDT", "", 0, "", "Tệp không có dòng nào"),
    ],
)
def test_each_mistake_has_its_sentence_at_its_place(
    folder: Path, *, table: str, old: str, new: str, line: int, column: str, words: str
) -> None:
    change(folder / table, old, new)
    told = [fault for fault in faults(folder) if fault[:3] == (table, line, column)]
    assert told, faults(folder)
    assert words in told[0][3]


def test_who_sits_twice_says_the_same_of_himself_twice(folder: Path) -> None:
    change(folder / S, "Vũ Văn Phòng;truongphong;", "Phạm Thị Xử;xuly;khac@vidu.vn")
    (fault,) = faults(folder)
    assert fault[1:3] == (8, "thư điện tử")
    assert "xuly@vidu.vn" in fault[3]


def test_without_a_province_there_is_no_house(folder: Path) -> None:
    text = (folder / A).read_text(encoding="utf-8").replace(";tỉnh;tỉnh;;", ";tỉnh;huyện;;")
    (folder / A).write_text(text, encoding="utf-8")
    assert "Chưa có cơ quan nào của tỉnh" in " ".join(words for *_, words in faults(folder))


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_another_encoding_is_called_what_it_is(folder: Path, encoding: str) -> None:
    text = (folder / A).read_text(encoding="utf-8-sig")
    bare = unicodedata.normalize("NFD", text) if encoding == "cp1258" else text
    (folder / A).write_bytes(bare.encode(encoding, errors="replace"))
    assert faults(folder)[0][3].startswith("Tệp không phải UTF-8.")


def test_a_table_that_is_not_there_is_missed(folder: Path) -> None:
    (folder / S).unlink()
    (folder / C).unlink()
    (fault,) = faults(folder)
    assert fault[:3] == (S, 0, "")


@pytest.mark.django_db(transaction=True)
class TestTakingIn:
    def test_everything_comes_in_with_its_events_and_passwords(self, folder: Path) -> None:
        assert take_in(folder) == 0
        assert (Agency.objects.count(), Post.objects.count()) == (5, 7)
        kept = folder / "mat-khau.csv"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        with kept.open(encoding="utf-8-sig", newline="") as lines:
            passwords = {row["tên đăng nhập"]: row for row in csv.DictReader(lines, delimiter=";")}
        user = authenticate(username="tiepnhan1", password=passwords["tiepnhan1"]["mật khẩu tạm"])
        assert user is not None
        assert user.temporary_until is not None
        (grant,) = queries.actor_of(user.pk, "", on=NOW.date()).grants
        assert grant.right is PostKind.RECEIVER
        names = list(Event.objects.values_list("name", flat=True))
        assert sorted(names) == ["account.opened"] * 7 + ["house.founded"]
        assert {event.actor_name for event in Event.objects.all()} == {"motcua init"}

    def test_a_second_time_changes_nothing(self, folder: Path) -> None:
        take_in(folder)
        (folder / "mat-khau.csv").unlink()
        before = Event.objects.count()
        assert take_in(folder) == 0
        assert Event.objects.count() == before
        assert not (folder / "mat-khau.csv").exists()

    def test_what_stands_otherwise_is_told_and_kept(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(founding.console, "width", WIDE)
        take_in(folder)
        change(folder / A, "Sở Xây dựng;", "Sở XD;")
        change(folder / S, "Ngô Văn Nhận;tiepnhan2", "Ngô Thị Khác;tiepnhan2")
        assert take_in(folder) == 1
        printed = capsys.readouterr().out
        assert "Hệ thống đang ghi “Sở Xây dựng”" in printed
        assert "Hệ thống đang ghi “Ngô Văn Nhận”" in printed
        assert "chưa ghi gì vào hệ thống" in printed
        assert Agency.objects.filter(short_name="Sở XD").count() == 0

    def test_a_check_writes_nothing(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert take_in(folder, only_check=True) == 0
        assert "Sẽ thêm 5 cơ quan, 7 vị trí, 7 tài khoản" in capsys.readouterr().out
        assert not Agency.objects.exists()
        assert not (folder / "mat-khau.csv").exists()

    def test_one_mistake_keeps_all_of_it_out(self, folder: Path) -> None:
        change(folder / S, "Hồ Văn Thư", "")
        assert take_in(folder) == 1
        assert not Agency.objects.exists()
        assert not get_user_model().objects.exists()

    def test_passwords_that_cannot_be_kept_keep_all_of_it_out(self, folder: Path) -> None:
        (folder / "mat-khau.csv").touch()
        with pytest.raises(CannotRun):
            take_in(folder)
        assert not Agency.objects.exists()

    def test_one_person_may_sit_twice(self, folder: Path) -> None:
        change(folder / S, "Vũ Văn Phòng;truongphong;", "Phạm Thị Xử;xuly;xuly@vidu.vn")
        assert take_in(folder) == 0
        assert Person.objects.filter(name="Phạm Thị Xử").count() == 1
        user = get_user_model().objects.get(username="xuly")
        rights = {grant.right for grant in queries.actor_of(user.pk, "", on=NOW.date()).grants}
        assert rights == {PostKind.HANDLER, PostKind.HEAD}

    def test_a_demonstration_is_left_alone(self, folder: Path) -> None:
        Ledger.objects.update(is_demo=True)
        with pytest.raises(CannotRun):
            take_in(folder)

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_the_128_agencies_of_2015_come_in(self, folder: Path, separator: str) -> None:
        """As a spreadsheet on a Mac writes them: letters decomposed, headings of the sources."""
        rows = [row for row in tree.table("agencies-2015") if row["kind"] != "office"]
        with (folder / A).open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file, delimiter=separator)
            table.writerow(rows[0])
            table.writerows(
                [unicodedata.normalize("NFD", cell) for cell in row.values()] for row in rows
            )
        change(folder / S, "BD-718-QLDT;người xử lý", "BD-SXD;người xử lý")
        change(folder / S, "BD-718-QLDT;lãnh đạo", "BD-SXD;lãnh đạo")
        change(folder / C, "BD-718-QLDT", "BD-SXD")
        assert take_in(folder) == 0
        assert Agency.objects.count() == 128
        assert (
            queries.by_code("BD-718-25747", NOW.date()).name == "Ủy ban nhân dân phường Phú Cường"
        )


def test_a_sample_is_never_written_over(folder: Path) -> None:
    with pytest.raises(CannotRun):
        founding.sample(folder, language="vi")
