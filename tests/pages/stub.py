"""A server of a few dozen lines with a scripted talk, to play the chat's page against.

It keeps the contract of the web chat's JSON and nothing else: no database, no person but the
cookie, and one conversation from the consent to the receipt.
"""

import asyncio
import json
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from handlers.pages import CHAT_CSP, chat_files, chat_page

CONSENT = (
    "Chào bạn! Đây là kênh gửi ý kiến tới buổi đối thoại của Chủ tịch UBND phường Quang Trung "
    "với thanh niên, Thứ Năm, 18/03/2027.\n"
    "Cán bộ văn phòng đọc ý kiến của bạn; chi đoàn Khu phố 3 chỉ nhắc bạn hạn gửi.\n"
    "Bạn rút lại hoặc xoá lúc nào cũng được, ngay tại đây."
)
CHOICES = [
    "Đồng ý, mình từ 16 tuổi",
    "Không đồng ý",
    "Mình dưới 16",
    "Không phải chi đoàn mình",
]
CARD = ["Gửi", "Đổi nhóm", "Ghi tên", "Bỏ"]
ASK = (
    "Bạn muốn thay đổi điều gì, và ở đâu? Viết một tin là đủ.\n"
    "Cán bộ không thấy tên bạn, trừ khi bạn chọn ghi tên."
)
RECEIPT = (
    "Đã nhận ý kiến của bạn. Mã biên nhận: QT-27-K7M2P.\n"
    "Văn phòng trả lời tại đây sau buổi đối thoại Thứ Năm, 18/03/2027."
)
REFUSED = "Mình đã không lưu gì cả. Khi nào muốn, bạn cứ nhắn lại nhé."

Row = dict[str, Any]


@dataclass
class Person:
    agreed: bool = False
    words: str = ""
    words_row: Row | None = None
    rows: list[Row] = field(default_factory=list)
    events: set[str] = field(default_factory=set)


@dataclass
class Stub:
    """What the tests look at and turn: `down` answers 503, `refuse` answers 413 to any message.

    A stream without a `Last-Event-ID` starts with what is new, or with everything if it `replays`.
    """

    people: dict[str, Person] = field(default_factory=dict)
    posts: list[Row] = field(default_factory=list)
    starts: list[str | None] = field(default_factory=list)
    down: bool = False
    refuse: bool = False
    replays: bool = False
    echo_held: bool = True
    base: str = ""
    last: int = 0

    def add(self, person: Person, sender: str, text: str, **more: object) -> Row:
        self.last += 1
        row: Row = {"id": self.last, "from": sender, "text": text, "options": [], "files": []}
        row["at"] = datetime.now(UTC).isoformat()
        row.update(more)
        person.rows.append(row)
        return row

    def bot(
        self,
        person: Person,
        text: str,
        labels: Sequence[str] = (),
        question: str = "q",
        hold: bool = False,
        files: Sequence[Row] = (),
    ) -> None:
        options = [
            {"choice": f"{question}:{n}", "label": label} for n, label in enumerate(labels, 1)
        ]
        self.add(person, "bot", text, options=options, hold=hold, files=list(files))

    def anyone(self) -> Person:
        (person,) = self.people.values()
        return person

    def consent(self, person: Person) -> None:
        self.bot(person, CONSENT, CHOICES, question="consent", hold=True)

    def hear(self, person: Person, post: Row) -> None:
        if post["id"] in person.events:
            return
        person.events.add(post["id"])
        if "choice" in post:
            self.tap(person, post)
        elif person.agreed:
            person.words_row = self.add(person, "me", post["text"], key=post["id"])
            self.card(person, post["text"])
        else:
            self.consent(person)

    def tap(self, person: Person, post: Row) -> None:
        question, number = post["choice"].split(":")
        if question == "consent":
            self.add(person, "me", CHOICES[int(number) - 1], key=post["id"])
            self.answer_consent(person, number, post.get("held"))
        elif question == "card":
            self.add(
                person, "me", ["Gửi", "Đổi nhóm", "Ghi tên", "Bỏ"][int(number) - 1], key=post["id"]
            )
            if person.words_row:
                person.words_row["text"] = "(đã gửi)"
            files = [
                {"name": "lich-doi-thoai.ics", "url": "/chat/files/a1.ics"},
                {"name": "khong-mo.pdf", "url": "https://elsewhere.example/x.pdf"},
            ]
            self.bot(person, RECEIPT, files=files)

    def answer_consent(self, person: Person, number: str, held: str | None) -> None:
        if number != "1":
            self.bot(person, REFUSED)
            return
        person.agreed = True
        if not held:
            self.bot(person, ASK)
            return
        if self.echo_held:
            person.words_row = self.add(person, "me", held)
        self.card(person, held)

    def card(self, person: Person, text: str) -> None:
        person.words = text
        self.bot(
            person,
            f"Bạn xem lại nhé:\n«{text}»\nNhóm: Hạ tầng, giao thông\nTới: phường Quang Trung\nTên: không ghi",
            CARD,
            question="card",
        )

    # The routes

    async def page(self, _: Request) -> Response:
        return Response(
            chat_page(), media_type="text/html", headers={"Content-Security-Policy": CHAT_CSP}
        )

    async def file(self, request: Request) -> Response:
        file = chat_files()[request.path_params["name"]]
        return Response(file.body, media_type=file.media_type)

    async def download(self, _: Request) -> Response:
        return Response(
            "BEGIN:VCALENDAR\n", headers={"Content-Disposition": "attachment; filename=lich.ics"}
        )

    def who(self, request: Request) -> Person | None:
        return self.people.get(request.cookies.get("chat", ""))

    async def session(self, request: Request) -> Response:
        if self.down:
            return Response(status_code=503)
        start = (await request.json()).get("start")
        self.starts.append(start)
        token = request.cookies.get("chat", "")
        if token not in self.people:
            token = secrets.token_hex(16)
            self.people[token] = Person()
        if start:
            self.consent(self.people[token])
        answer = Response(status_code=201)
        answer.set_cookie("chat", token, httponly=True, samesite="lax")
        return answer

    async def messages(self, request: Request) -> Response:
        post = await _post(request)
        self.posts.append(post)
        person = self.who(request)
        if self.down or self.refuse or person is None:
            return Response(status_code=503 if self.down else 413 if self.refuse else 401)
        self.hear(person, post)
        return JSONResponse({}, status_code=202)

    async def history(self, request: Request) -> Response:
        person = self.who(request)
        if person is None:
            return Response(status_code=401)
        after = int(request.query_params.get("after", 0))
        return JSONResponse({"messages": [row for row in person.rows if row["id"] > after]})

    async def stream(self, request: Request) -> Response:
        person = self.who(request)
        if self.down or person is None:
            return Response(status_code=503 if self.down else 401)
        after = int(request.headers.get("last-event-id", 0 if self.replays else self.last))
        return StreamingResponse(
            self.events(person, after),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    async def events(self, person: Person, after: int) -> AsyncIterator[str]:
        yield "retry: 500\n\n"
        while not self.down:
            for row in [row for row in person.rows if row["id"] > after]:
                after = row["id"]
                kind = "message" if row["from"] == "bot" else "me"
                yield f"id: {after}\nevent: {kind}\ndata: {json.dumps(row)}\n\n"
            await asyncio.sleep(0.02)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/chat", self.page),
                Route("/chat/static/{name}", self.file),
                Route("/chat/files/{name}", self.download),
                Route("/chat/api/session", self.session, methods=["POST"]),
                Route("/chat/api/messages", self.messages, methods=["POST"]),
                Route("/chat/api/history", self.history),
                Route("/chat/api/stream", self.stream),
            ]
        )


async def _post(request: Request) -> Row:
    """What was said; of files how many there are."""
    if not request.headers["content-type"].startswith("multipart/form-data"):
        said: Row = await request.json()
        return said
    async with request.form() as form:
        files = form.getlist("files")
        said = {key: str(form[key]).replace("\r\n", "\n") for key in form if key != "files"}
        return {**said, "files": len(files)}


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """Serves in a thread, so that a test may block in the browser."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        stub.base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            stub.app(), log_level="error", ws="none", lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield stub
        finally:
            stub.down = True
            server.should_exit = True
            thread.join()
