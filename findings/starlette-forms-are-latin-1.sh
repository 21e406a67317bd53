#!/usr/bin/env bash
# Starlette reads the bytes of a URL-encoded form as Latin-1 where they are not percent-encoded, whatever
# charset the form declares. Browsers encode them, but `curl -d 'q=会议'`, as manuals of APIs show it, sends
# UTF-8 as it stands: the server gets `ä¼è®®`, without an error. Flask and Django read UTF-8.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q starlette==1.10.0 python-multipart==0.0.34
"$folder/venv/bin/python" - <<'PY'
import asyncio

from starlette.requests import Request

BODY = "q=会议".encode()


async def read(kind: bytes) -> str:
    async def receive():
        return {"type": "http.request", "body": BODY, "more_body": False}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind)]}
    async with Request(scope, receive).form() as form:
        return str(form["q"])


for kind in (b"application/x-www-form-urlencoded", b"application/x-www-form-urlencoded; charset=utf-8"):
    got = asyncio.run(read(kind))
    print(kind.decode(), "->", ascii(got))
    assert got == "会议".encode().decode("latin-1")
PY
