"""Printing slips after the act that they tell of was committed; tidying what was not finished."""

import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from motcua.ground.documents import inspection, pictures, press, queries, rules, writes
from motcua.ground.documents.models import Slip, StoredFile
from motcua.ground.documents.rules import NotPrinted
from motcua.ground.documents.slips.slip import SlipFacts
from motcua.ground.documents.storage import ContentAddressedStorage

logger = logging.getLogger(__name__)


def print_slip(*, facts: SlipFacts, event_id: int, now: datetime) -> StoredFile:
    """
    Return the slip that tells of this event, printed now if it never was before.

    A slip once printed is given out again as it was, whatever the facts are by then.
    The press runs outside any transaction: it holds no lock, and a slip that fails
    undoes nothing.

    :raises NotPrinted: if the press failed.
    """
    form, edition = facts.form, facts.edition
    printed = queries.printed(form=form, edition=edition, event_id=event_id)
    if printed:
        return printed
    slip = inspect(ContentFile(pressed(facts), name=facts.file_name))
    return _keep_first(form=form, edition=edition, event_id=event_id, slip=slip, now=now)


def pressed(facts: SlipFacts) -> bytes:
    """
    Return a slip as it comes out of the press; it is kept nowhere.

    :raises NotPrinted: if the press failed.
    """
    try:
        return press.render(facts.form, facts.edition, facts.words())
    except press.PressFailed as failure:
        logger.exception("%s %s was not printed", facts.form, facts.edition)
        raise NotPrinted from failure


def inspect(
    upload: "File[bytes]", *, kinds: tuple[rules.FileType, ...] = rules.KEPT
) -> writes.Inspected:
    """
    Look into a file that is to be kept, before any transaction: it holds no lock meanwhile.

    :param kinds: what is kept in the place that it is for.
    :raises EmptyFile: if it has no content.
    :raises TooLarge: if it is over the limit.
    :raises WrongType: if its content is of no such type, or not what its name says.
    :raises FileBroken, FileLocked, FileRuns, FileUnfolds, PictureTooLarge: see `inspection`.
    """
    rules.check_size(upload.size, settings.UPLOAD_LIMIT_BYTES)
    kind = rules.check_type(upload.name or "", rules.sniffed(cast("BinaryIO", upload)), kinds)
    found = writes.Inspected(upload, kind)
    upload.seek(0)
    inspection.check(found.name, kind, upload.read())
    return found


def bind(uploads: Sequence["File[bytes]"]) -> "File[bytes]":
    """
    Return what was scanned as one file: several pictures as the pages of a PDF, in their order.

    The press runs outside any transaction, before the act that keeps the file.

    :raises EmptyFile, TooLarge: of one that no file may be; it is not opened.
    :raises TooManyPages, NotAPicture, PictureTooLarge, PicturesTooLarge: of what is not bound.
    :raises PictureBroken: if one of them cannot be opened.
    """
    if len(uploads) == 1:
        return uploads[0]
    for upload in uploads:
        rules.check_size(upload.size, settings.UPLOAD_LIMIT_BYTES)
    pages = [_picture(upload) for upload in uploads]
    pictures.check(pages)
    try:
        bound = press.bind([page.content for page in pages])
    except press.PressFailed as failure:
        logger.info("pictures were not bound: %s", failure)
        raise pictures.PictureBroken from failure
    stem = PurePath(rules.file_name(pages[0].name, rules.PDF)).stem
    return ContentFile(bound, name=f"{PurePath(stem).stem}.pdf")


def _picture(upload: "File[bytes]") -> pictures.Picture:
    upload.seek(0)
    content = upload.read()
    kind = rules.sniffed(BytesIO(content)) if content else None
    return pictures.Picture(upload.name or "", kind, content)


@transaction.atomic(durable=True)
def _keep_first(
    *, form: str, edition: str, event_id: int, slip: writes.Inspected, now: datetime
) -> StoredFile:
    """Keep the slip, unless another counter kept its own first: then that one is it."""
    stored = writes.store(slip, now=now)
    made = Slip(form=form, edition=edition, event_id=event_id, file=stored, printed_at=now)
    Slip.objects.bulk_create([made], ignore_conflicts=True)
    kept = Slip.objects.select_related("file").get(form=form, edition=edition, event_id=event_id)
    return kept.file


def drop_unfinished(*, before: datetime) -> int:
    """
    Remove the bytes of files whose writing ended with a machine; return of how many.

    :param before: what was written later may still be on its way.
    """
    return ContentAddressedStorage().drop_unfinished(before=before.timestamp())
