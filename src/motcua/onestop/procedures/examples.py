"""Procedures as the tests of this room and of others use them."""

from datetime import date, time

from motcua.ground.calendars.clock import Limit, Unit
from motcua.onestop.procedures.checker import Definition
from motcua.onestop.procedures.rules import (
    Case,
    Fee,
    FeeKind,
    FeeStep,
    LegalBasis,
    Per,
    Requirement,
    ResultKind,
    TimeLimit,
)

APPLICATION = Requirement("Đơn đề nghị", 1, 0, electronic=True, is_required=True, form="Mẫu 01")
DRAWINGS = Requirement("Bản vẽ thiết kế", 2, 0, electronic=False, is_required=True)
BY_PAGE = Fee(
    "",
    "",
    FeeKind.FEE,
    "Phí chứng thực",
    2000,
    Per.PAGE,
    "TT 226/2016",
    (FeeStep(3, 1000),),
    200000,
)


def permit(**changes: object) -> Definition:
    """Return a building permit: two cases of different papers and limits, no known fee."""
    facts: dict[str, object] = {
        "procedure_code": "1.013225",
        "name": "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
        "short_name": "Cấp giấy phép xây dựng",
        "field_code": "hoat-dong-xay-dung",
        "field_name": "Hoạt động xây dựng",
        "level_code": "district",
        "valid_from": date(2015, 1, 1),
        "decision": "56/QĐ-BXD",
        "decided_on": None,
        "note": "",
        "template_edition": "TT 01/2018/TT-VPCP",
        "who_may_apply": ("Công dân Việt Nam", "Doanh nghiệp"),
        "cases": (
            Case("nha-o", "Nhà ở riêng lẻ", (APPLICATION, DRAWINGS)),
            Case("cong-trinh", "Công trình", (APPLICATION,)),
        ),
        "limits": (
            TimeLimit("nha-o", "", Limit(15, Unit.DAY), "bản ghi"),
            TimeLimit("", "", Limit(20, Unit.DAY), "bản ghi"),
        ),
        "fees": (Fee("", "", FeeKind.CHARGE, "Lệ phí", None, Per.DOSSIER, "HĐND tỉnh"),),
        "legal_bases": (LegalBasis("175/2024/NĐ-CP"),),
        "results": (ResultKind("Giấy phép xây dựng", "KQ.G17.000311", "GPXD"),),
        "sources": ("Cổng Dịch vụ công quốc gia",),
        "process_code": "district",
    }
    return Definition(**{**facts, **changes})  # type: ignore[arg-type]


def certified_copy(**changes: object) -> Definition:
    """Return a certified copy: answered the same day, paid by the page up to a cap."""
    return permit(
        **{
            "procedure_code": "2.000815",
            "name": "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
            "short_name": "Chứng thực bản sao từ bản chính",
            "field_code": "chung-thuc",
            "field_name": "Chứng thực",
            "level_code": "commune",
            "cases": (Case("chung", "Giấy tờ do cơ quan Việt Nam cấp", (APPLICATION,)),),
            "limits": (TimeLimit("", "", Limit(0, Unit.SAME_DAY, time(15)), "NĐ 23/2015"),),
            "fees": (BY_PAGE,),
            "process_code": "commune",
            **changes,
        }
    )


def marriage(**changes: object) -> Definition:
    """Return a marriage: free, and asked for by two people as one."""
    return certified_copy(
        **{
            "procedure_code": "1.000894",
            "name": "Thủ tục đăng ký kết hôn",
            "short_name": "Đăng ký kết hôn",
            "fees": (),
            "co_applicant_basis": "Luật Hộ tịch 60/2014/QH13, Điều 18",
            **changes,
        }
    )
