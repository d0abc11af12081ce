"""What a call brings: JSON, form, query or multipart, read into one shape."""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

Json: TypeAlias = dict[str, Any]


class ApiError(Exception):
    """The call is refused; becomes the envelope with ok:false."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


def bad(description: str) -> ApiError:
    """400, worded the way the real server words it («S5»)."""
    return ApiError(400, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart body."""

    name: str
    mime: str
    content: bytes


class Params:
    """The parameters of one call. A form brings strings where JSON brings values."""

    __slots__ = ("files", "values")

    def __init__(self, values: Json, files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise bad(f'field "{name}" must be of type String')
        return value

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f'field "{name}" must be a Number') from None

    def clamped(self, name: str, default: int, low: int, high: int) -> int:
        value = self.number(name)
        return max(low, min(high, default if value is None else value))

    def flag(self, name: str) -> bool:
        return self.values.get(name) in (True, "true", "True", "1", 1)

    def value(self, name: str) -> object:
        """A nested object: as it is in a JSON body, as a JSON string in a form («C3.1c»)."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat_id(self) -> int | None:
        try:
            return self.number("chat_id")
        except ApiError:
            return None


def listed(words: str) -> frozenset[str]:
    """A set of words, written as a line of them."""
    return frozenset(words.split())


async def read_params(request: web.BaseRequest) -> Params:
    """Every way of passing parameters that the documentation names («C3.1c»)."""
    values: Json = dict(request.query) if request.query_string else {}
    files: dict[str, Upload] = {}
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(await request.multipart(), values, files)
    elif request.can_read_body:
        body = await request.read()
        values.update(_read_json(body) if kind == "application/json" else _read_form(body))
    _refuse_unspeakable(values)
    return Params(values, files)


def _read_json(body: bytes) -> Json:
    if not body:
        return {}
    try:
        values = json.loads(body)
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad("object expected")
    return values


def _read_form(body: bytes) -> Json:
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None


async def _read_multipart(reader: MultipartReader, values: Json, files: dict[str, Upload]) -> None:
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad("can't parse the multipart body")
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = content.decode("utf-8")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, mime, content)


def _refuse_unspeakable(value: object) -> None:
    """«C3.2a»: a lone surrogate is no UTF-8, and NUL ends a string in what stands behind."""
    if isinstance(value, str):
        if "\0" in value or not _speaks_utf8(value):
            raise bad("strings must be encoded in UTF-8")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _refuse_unspeakable(key)
            _refuse_unspeakable(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_unspeakable(inner)


def _speaks_utf8(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
