"""A headless Chromium, driven over its DevTools protocol: enough to picture one element of a page."""

import asyncio
import shutil
import tempfile
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--remote-debugging-port=0",
)
SCALE = 2
WINDOW = (1300, 4200)
"""CSS pixels: the page keeps its own columns beside a message, and no message is higher."""
PATIENCE = 30
"""Seconds that starting, or a page, may take."""


class Tab:
    """One tab of the browser."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse) -> None:
        self._wire = wire
        self._numbers = count(1)

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A DevTools command's result. Errors: RuntimeError where the browser refuses it."""
        number = next(self._numbers)
        await self._wire.send_json({"id": number, "method": method, "params": parameters})
        while True:
            reply = await self._wire.receive_json()
            if reply.get("id") == number:
                break
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['error']}")
        return dict(reply["result"])

    async def value(self, expression: str) -> Any:
        result = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return result["result"].get("value")

    async def open(self, url: str, until: str) -> None:
        """Go to a page and wait until an expression is true. Errors: TimeoutError."""
        width, height = WINDOW
        # A page that differs only behind the # would not be loaded anew.
        await self.call("Page.navigate", url="about:blank")
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=SCALE, mobile=False
        )
        await self.call("Page.navigate", url=url)
        look = f"new Promise(done => {{const look = () => {until} ? done() : setTimeout(look, 50); look()}})"
        async with asyncio.timeout(PATIENCE):
            await self.call("Runtime.evaluate", expression=look, awaitPromise=True)

    async def picture(self, selector: str) -> bytes:
        """The element as a PNG, two pixels to the CSS pixel."""
        box = await self.value(
            f"(({{x, y, width, height}}) => ({{x, y, width, height}}))"
            f"(document.querySelector('{selector}').getBoundingClientRect())"
        )
        shot = await self.call("Page.captureScreenshot", format="png", clip={**box, "scale": 1})
        return b64decode(shot["data"])


def found() -> str | None:
    """The browser's path, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def open_tab(browser: str) -> AsyncIterator[Tab]:
    """A browser of our own with a new profile, ended and removed behind us."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            browser, *FLAGS, f"--user-data-dir={profile}", stderr=asyncio.subprocess.DEVNULL
        )
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(await _address(session, Path(profile)), max_msg_size=0) as wire,
            ):
                yield Tab(wire)
        finally:
            process.terminate()
            await process.wait()


async def _address(session: aiohttp.ClientSession, profile: Path) -> str:
    """Of a new tab's wire. The browser writes its port down once it listens."""
    written = profile / "DevToolsActivePort"
    async with asyncio.timeout(PATIENCE):
        while not (written.exists() and "\n" in written.read_text()):  # noqa: ASYNC110  # it tells us nothing else
            await asyncio.sleep(0.05)
    [port, *_] = written.read_text().split()
    async with session.put(f"http://127.0.0.1:{port}/json/new") as reply:
        return str((await reply.json())["webSocketDebuggerUrl"])
