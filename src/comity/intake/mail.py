"""E-mail (RFC 5322, MIME: RFC 2045-2049)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import cast

from comity.intake import report, web
from comity.intake.archive import Budget
from comity.intake.document import Content, Header, IntakeError, Limits, Marked, Part
from comity.intake.text import bounded, decode, one_line

_SHOWN = ("From", "To", "Cc", "Subject", "Date")
_ALSO = ("Message-ID", "Reply-To", "X-Originating-IP")


def read(path: Path, limits: Limits) -> Content:
    """The main header fields, then the body: as plain text if the sender gave one, else HTML."""
    message = _parse(path)
    body, encoding = _body(message)
    lines: list[str] = []
    fields: list[tuple[str, Marked]] = []
    at = 0
    for name in _SHOWN:
        if value := _field(message, name):
            start = at + len(name) + 2
            fields.append((name.lower(), Marked(value, start, start + len(value))))
            lines.append(f"{name}: {value}")
            at = start + len(value) + 1
    others = [(name.lower(), Marked(value)) for name in _ALSO if (value := _field(message, name))]
    if not (body.strip() or fields):
        raise IntakeError("is a broken e-mail with neither header nor text: ask for it again")
    head = "\n".join(lines) + "\n\n"
    text = bounded(head + body, limits)
    header = replace(_header(dict(fields)), outlet=_outlet(body, len(head)))
    return Content(text=text, encoding=encoding, header=header, fields=(*fields, *others))


def attachments(path: Path, folder: Path, budget: Budget) -> Iterator[Part]:
    """The files attached, written into ``folder`` under names of our own."""
    message = _parse(path)
    chosen = _chosen(message)
    for number, (part, alternative) in enumerate(_leaves(message), 1):
        if part is chosen or _is_body(part, alternative=alternative):
            continue
        budget.file()
        name = _file_name(part) or f"part-{number}"
        try:
            data = _attached(part)
        except Exception as error:  # the e-mail library raises much on broken input
            yield Part(name, trouble=f"is a broken attachment ({type(error).__name__})")
            continue
        budget.bytes(len(data))
        target = folder / str(number)
        target.write_bytes(data)
        yield Part(name, target)


def _parse(path: Path) -> EmailMessage:
    data = path.read_bytes().lstrip(b"\xef\xbb\xbf\r\n")
    return message_from_bytes(data, policy=policy.default)


def _field(message: EmailMessage, name: str) -> str:
    """A header field, decoded, on one line; of a broken one, as it stands."""
    try:
        return one_line(message[name])
    except Exception:  # the parser of structured fields raises much on broken input
        raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
        return one_line(raw)


def _outlet(body: str, offset: int) -> Marked | None:
    """The outlet that a forwarded report names."""
    found = report.header(body).outlet
    return found and Marked(found.value, found.start + offset, found.end + offset)


def _header(fields: dict[str, Marked]) -> Header:
    published = None
    if (date := fields.get("date")) and (day := _day(date.value)):
        published = Marked(day, date.start, date.end)
    return Header(fields.get("subject"), _author(fields.get("from")), None, published)


def _author(sender: Marked | None) -> Marked | None:
    """The sender's name, or address if no name is given."""
    if sender is None:
        return None
    name, address = next(iter(getaddresses([sender.value])), ("", ""))
    value = name or address or sender.value
    at = sender.value.find(value)
    return Marked(value, sender.start + at, sender.start + at + len(value)) if at >= 0 else sender


def _day(value: str) -> str | None:
    """The day of a header's date, in the sender's own time zone."""
    try:
        moment: datetime = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment.date().isoformat()


def _leaves(message: EmailMessage) -> Iterator[tuple[EmailMessage, bool]]:
    """The parts that hold no parts, and whether each is one of several forms of the same; a
    forwarded message counts as one part."""
    waiting = [(message, False)]
    while waiting:
        part, alternative = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            alternative |= part.get_content_subtype() == "alternative"
            inner = cast(list[EmailMessage], payload)
            waiting.extend((p, alternative) for p in reversed(inner))
        else:
            yield part, alternative


def _chosen(message: EmailMessage) -> EmailMessage | None:
    """The part that is the body: the first plain text, else the first HTML."""
    leaves = [part for part, _ in _leaves(message) if not _is_attached(part)]
    for kind in ("text/plain", "text/html"):
        for part in leaves:
            if part.get_content_type() == kind and _bytes(part).strip():
                return part
    return None


def _is_attached(part: EmailMessage) -> bool:
    return "attachment" in _field(part, "Content-Disposition").lower() or bool(_file_name(part))


def _is_body(part: EmailMessage, *, alternative: bool) -> bool:
    """Whether a part only says the body over again, or nothing."""
    if _is_attached(part) or part.get_content_type() == "message/rfc822":
        return False
    again = alternative and part.get_content_type() in {"text/plain", "text/html"}
    return again or not _bytes(part).strip()


def _body(message: EmailMessage) -> tuple[str, str | None]:
    part = _chosen(message)
    if part is None:
        return "", None
    text, encoding = decode(_bytes(part), _charset(part))
    return (web.content(text).text if part.get_content_type() == "text/html" else text), encoding


def _charset(part: EmailMessage) -> str | None:
    try:
        return part.get_content_charset()
    except Exception:  # broken parameters
        return None


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attached(part: EmailMessage) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list) and inner:  # message/rfc822
        return cast(EmailMessage, inner[0]).as_bytes()
    return _bytes(part)


def _file_name(part: EmailMessage) -> str:
    try:
        return one_line(part.get_filename())
    except Exception:  # broken parameters
        found = re.search(r'name="?([^";]+)', _field(part, "Content-Disposition"))
        return found[1] if found else ""
