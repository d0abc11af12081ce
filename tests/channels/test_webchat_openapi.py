"""The description of the web chat says what the web chat does."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from bot.channels.webchat import bodies
from bot.channels.webchat.api import AT_ONCE
from bot.channels.webchat.cookie import Cookie
from bot.channels.webchat.stream import KEEP_ALIVE
from storage.database import Unavailable
from storage.messages import Attachment, Letter, Outgoing
from tests.channels.web_site import HTTPS, Browser, Site
from tests.house import YES, House

FILE = Path(__file__).parents[2] / "docs" / "webchat.openapi.json"
DESCRIBED = json.loads(FILE.read_text(encoding="utf-8"))
SERVERS_OWN = {"/healthz", "/readyz"}
LAMPS = "Ngõ 12 khu phố 3 tối quá, xin thêm đèn đường"
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
}
KNOWN_WORDS = {
    *("$ref", "type", "description", "required", "properties", "additionalProperties", "items"),
    *("oneOf", "enum", "const", "pattern", "maxItems", "maxLength", "minimum"),
}


@pytest.fixture
async def site(house: House) -> AsyncIterator[Site]:
    async with Site(house, url=HTTPS, origin=HTTPS).plays() as played:
        yield played


# --- a reader of the part of JSON Schema that the description uses ---


def there(reference: str) -> Any:  # noqa: ANN401
    """What a reference points to."""
    found = DESCRIBED
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def wrong(value: object, schema: dict[str, Any], at: str = "it") -> list[str]:
    """What of a value is not as the schema says."""
    if "$ref" in schema:
        return wrong(value, there(schema["$ref"]), at)
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        return [f"{at} is no {schema['type']}"]
    found = [*_plainly(value, schema, at)]
    if isinstance(value, dict):
        found += _in_object(value, schema, at)
    if isinstance(value, list) and "items" in schema:
        found += [
            w for n, one in enumerate(value) for w in wrong(one, schema["items"], f"{at}[{n}]")
        ]
    return found


def _plainly(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:  # noqa: ANN401
    checks: dict[str, Callable[[Any], bool]] = {
        "const": lambda said: value == said,
        "enum": lambda said: value in said,
        "pattern": lambda said: re.search(said, value) is not None,
        "maxItems": lambda said: len(value) <= said,
        "maxLength": lambda said: len(value) <= said,
        "minimum": lambda said: value >= said,
        "oneOf": lambda said: sum(not wrong(value, one) for one in said) == 1,
    }
    for word, holds in checks.items():
        if word in schema and not holds(schema[word]):
            yield f"{at} is not as {word} says"


def _in_object(value: dict[str, Any], schema: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{at} has no {key}" for key in schema.get("required", ()) if key not in value)
    for key, inner in value.items():
        if key in properties:
            yield from wrong(inner, properties[key], f"{at}.{key}")
        elif schema.get("additionalProperties") is False:
            yield f"{at} has {key}, which is not described"


def schemas(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Every schema inside a schema."""
    if "properties" in part or "type" in part or "oneOf" in part or "$ref" in part:
        yield part
    inner = [*part.get("properties", {}).values(), *part.get("oneOf", ())]
    for each in [*inner, *([part["items"]] if "items" in part else [])]:
        yield from schemas(each)


def described(path: str, method: str, answer: httpx.Response) -> Any:  # noqa: ANN401
    """The schema of an answer, which must be described."""
    responses = DESCRIBED["paths"][path][method]["responses"]
    found = responses[str(answer.status_code)]
    found = there(found["$ref"]) if "$ref" in found else found
    kind = answer.headers["content-type"].partition(";")[0]
    return found["content"][kind]["schema"]


def test_the_reader_finds_what_is_wrong() -> None:
    entry = there("#/components/schemas/MyEvent")
    good = {"id": 1, "text": "", "key": "a", "at": "2027-03-01T02:00:00.000Z"}
    assert wrong(good, entry) == []
    assert wrong({**good, "more": 1}, entry) == ["it has more, which is not described"]
    assert wrong({**good, "id": "1"}, entry) == ["it.id is no integer"]
    assert wrong({"id": 1}, entry) == ["it has no text", "it has no key", "it has no at"]
    assert wrong({**good, "at": "today"}, entry) == ["it.at is not as pattern says"]


def test_the_description_uses_no_word_that_the_reader_passes_over() -> None:
    for schema in DESCRIBED["components"]["schemas"].values():
        for each in schemas(schema):
            assert set(each) <= KNOWN_WORDS


def test_every_reference_leads_somewhere() -> None:
    for reference in re.findall(r'"\$ref": "([^"]+)"', FILE.read_text(encoding="utf-8")):
        assert there(reference)


# --- what is described is what there is ---


def test_every_route_is_described_and_every_description_is_routed(house: House) -> None:
    mounted = {
        (route.path, method.lower())
        for route in Site(house).routes
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }
    told = {
        (path, method)
        for path, methods in DESCRIBED["paths"].items()
        if path not in SERVERS_OWN
        for method in methods
    }
    assert told == mounted


def test_the_numbers_are_those_of_the_code() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert there("#/components/schemas/History")["properties"]["messages"]["maxItems"] == AT_ONCE
    assert f"at most {AT_ONCE} entries" in text
    assert f"{bodies.LARGEST // 1024} KiB" in text
    assert f"every {KEEP_ALIVE:.0f} seconds" in text
    assert f"within {bodies.WITHIN:.0f} seconds" in text
    assert (
        there("#/components/schemas/Said")["properties"]["id"]["pattern"]
        == f"^{bodies._ID.pattern}$"
    )
    assert (
        DESCRIBED["components"]["securitySchemes"]["browser"]["name"] == Cookie(secure=False).name
    )


async def test_answers_are_as_described(site: Site) -> None:
    lan = site.browser()
    session, messages = "/chat/api/session", "/chat/api/messages"
    checked = [
        (messages, await lan.posts(id="a", text="chào")),
        (session, await lan.opens("b-KP3")),
        (session, await lan.client.post(session, content=b"[")),
        (session, await lan.client.post(session, json={}, headers={"Origin": "null"})),
        (messages, await lan.posts(id="a", text="a" * 70_000)),
        (messages, await lan.posts(id="a")),
        (messages, await lan.posts(id="a", text="chào")),
    ]
    site.trouble = Unavailable()
    checked.append((messages, await lan.posts(id="b", text="chào")))
    for path, answer in checked:
        schema = described(path, "post", answer)
        value = answer.text if answer.headers["content-type"].startswith("text") else answer.json()
        assert wrong(value, schema) == []
    assert [answer.status_code for _, answer in checked] == [401, 201, 400, 403, 413, 400, 202, 503]


async def test_a_whole_chat_is_as_described(site: Site) -> None:
    lan = site.browser()
    await lan.opens("b-KP3")
    await lan.taps(YES)
    await lan.says(LAMPS)
    await lan.taps("Gửi")
    await sends_a_file(site)
    answer = await lan.client.get("/chat/api/history?after=0")
    assert wrong(answer.json(), described("/chat/api/history", "get", answer)) == []
    refused = await site.browser().client.get("/chat/api/history")
    assert wrong(refused.json(), described("/chat/api/history", "get", refused)) == []


async def test_the_events_of_a_stream_are_as_described(house: House) -> None:
    async with Site(house).plays() as site, site.serves() as served:
        lan: Browser = served.browser()
        await lan.opens("b-KP3")
        await lan.taps(YES)
        await sends_a_file(site)
        told = await lan.history()
        async with lan.streams(after=0) as heard:
            for _ in told:
                name, data = await heard.next()
                schema = {"message": "BotEvent", "me": "MyEvent"}[name]
                assert wrong(data, there(f"#/components/schemas/{schema}")) == []


async def sends_a_file(site: Site) -> None:
    body = Outgoing(text="Tệp đây", file=Attachment("0" * 32, "tổng hợp.xlsx"))
    await site.web.send(
        Letter(
            id=1,
            channel="web",
            address=site.came[-1].address,
            person=1,
            kind="answer",
            priority=1,
            body=body,
        )
    )
