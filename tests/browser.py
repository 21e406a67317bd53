"""A real browser without a window, spoken to through the DevTools protocol.

Commands go through a pipe, so no test needs a socket, and the browser itself finds no network.
The protocol: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import json
import select
import shutil
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), "")
"""Empty where no browser is installed."""

_PATIENCE = 60  # seconds for any one answer
_KEYS = {
    **{"Tab": 9, "Enter": 13, "Escape": 27, " ": 32},
    **{"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40},
}
_TYPED = {"Enter": "\r", " ": " "}
_COMMAND = (
    *(PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    *("--disable-extensions", "--no-proxy-server", "--remote-debugging-pipe"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Browser:
    """A running browser; what it answers is read when something is asked."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin and process.stdout
        self._in, self._out = process.stdin, process.stdout
        self._rest = b""
        self._count = 0
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """One command and its answer; what happens meanwhile is kept in `events`."""
        self._count += 1
        command = {"id": self._count, "method": method, "params": parameters}
        if session:
            command["sessionId"] = session
        self._in.write(json.dumps(command).encode() + b"\0")
        self._in.flush()
        while True:
            message = self._read()
            if message.get("id") == self._count:
                assert "error" not in message, f"{method}: {message['error']}"
                return dict(message["result"])
            self.events.append(message)

    def wait_for(self, event: str, session: str) -> None:
        """Until something has happened since `events` was last emptied."""
        known = 0
        while not any(_is(one, event, session) for one in self.events[known:]):
            known = len(self.events)
            self.events.append(self._read())

    def _read(self) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._out], [], [], deadline - time.monotonic())
            more = self._out.read1(1 << 20) if ready else b""  # type: ignore[attr-defined]
            assert more, "the browser does not answer"
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))


class Page:
    """A tab with one file in it, or what a server on 127.0.0.1 has at an address."""

    def __init__(
        self, browser: Browser, path: Path | str, width: int, *, is_dark: bool = False
    ) -> None:
        self._browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self._call(f"{domain}.enable")
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.show_as("screen", is_dark=is_dark)
        browser.events.clear()
        self._call("Page.navigate", url=path if isinstance(path, str) else path.as_uri())
        browser.wait_for("Page.loadEventFired", self._session)
        # The event may be that of the blank page before it.
        self.wait_until("location.href !== 'about:blank' && document.readyState === 'complete'")

    def show_as(self, media: str, *, is_dark: bool = False) -> None:
        """As on a ``screen`` or in ``print``."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self._call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def evaluate(self, expression: str) -> Any:
        """What a piece of JavaScript comes to."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str, *, is_control: bool = False, is_shift: bool = False) -> None:
        """A key down and up."""
        code = _KEYS[key]
        typed = {"text": _TYPED[key]} if key in _TYPED and not is_control else {}
        for kind in ("keyDown" if typed else "rawKeyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code="Space" if key == " " else key,
                windowsVirtualKeyCode=code,
                modifiers=2 * is_control + 8 * is_shift,
                **(typed if kind == "keyDown" else {}),
            )

    def type(self, text: str) -> None:
        """Text, where the focus is."""
        self._call("Input.insertText", text=text)

    def choose_files(self, selector: str, *paths: Path) -> None:
        """What a person does in the window in which files are chosen."""
        root = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._call("DOM.setFileInputFiles", nodeId=node, files=[str(path) for path in paths])

    def choose_with_keys(self, path: Path) -> None:
        """The same after Enter, with the focus on the button for it."""
        self._call("Page.setInterceptFileChooserDialog", enabled=True)
        self._browser.events.clear()
        self.press("Enter")
        self._browser.wait_for("Page.fileChooserOpened", self._session)
        (asked,) = (one for one in self._events() if one["method"] == "Page.fileChooserOpened")
        node = asked["params"]["backendNodeId"]
        self._call("DOM.setFileInputFiles", backendNodeId=node, files=[str(path)])

    def wait_until(self, expression: str) -> None:
        """Until a piece of JavaScript comes to something true."""
        end = time.monotonic() + _PATIENCE
        while not self.evaluate(f"Boolean({expression})"):
            assert time.monotonic() < end, f"never: {expression}"
            time.sleep(0.05)

    def download_to(self, folder: Path) -> None:
        """Where downloads go."""
        path = str(folder)
        self._browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=path)

    def point_at(self, selector: str, *, is_clicking: bool = False) -> None:
        """Move the mouse onto the first element that fits, and click if asked to."""
        x, y = self.evaluate(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)});"
            "one.scrollIntoView({block: 'center'}); const box = one.getClientRects()[0];"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        kinds = ["mouseMoved", *(("mousePressed", "mouseReleased") if is_clicking else ())]
        for kind in kinds:
            button = {"button": "left", "clickCount": 1} if kind != "mouseMoved" else {}
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    def accessible(self) -> list[tuple[str, str]]:
        """Role and name of everything that a screen reader is told of."""
        nodes = self._call("Accessibility.getFullAXTree")["nodes"]
        return [
            (one["role"]["value"], one.get("name", {}).get("value", ""))
            for one in nodes
            if not one["ignored"]
        ]

    def complaints(self) -> list[str]:
        """Errors and warnings: of scripts, of the policy, of the page itself."""
        kinds = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        return [json.dumps(one) for one in self._events() if one["method"] in kinds]

    def requests(self) -> list[str]:
        """Every address asked for, other than the data that the page itself holds."""
        sent = (one for one in self._events() if one["method"] == "Network.requestWillBeSent")
        addresses = [str(one["params"]["request"]["url"]) for one in sent]
        return [one for one in addresses if not one.startswith("data:")]

    def picture(self) -> bytes:
        """PNG of the whole page."""
        return b64decode(self._call("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def pdf(self) -> bytes:
        """The page on A4 paper."""
        self.show_as("print")
        size = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
        return b64decode(self._call("Page.printToPDF", printBackground=False, **size)["data"])

    def _events(self) -> Iterator[dict[str, Any]]:
        return (one for one in self._browser.events if one.get("sessionId") == self._session)

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **parameters)


@contextmanager
def running(profile: Path) -> Iterator[Browser]:
    """A browser with an empty profile."""
    # The browser talks through descriptors 3 and 4.
    swap = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1'
    command = ["sh", "-c", swap, "sh", *_COMMAND, f"--user-data-dir={profile}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        browser = Browser(process)
        try:
            yield browser
            browser.call("Browser.close")
        finally:
            process.kill()


def _is(message: dict[str, Any], event: str, session: str) -> bool:
    return message.get("method") == event and message.get("sessionId") == session
