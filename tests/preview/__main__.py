"""Plays every scene and pictures the reply. With names of scenes behind it, only those."""

import asyncio
import sys
from io import BytesIO
from pathlib import Path
from typing import cast

import click
from PIL import Image, ImageOps

from tests.preview.chromium import Tab, found, open_tab
from tests.preview.scenes import SCENES, Scene
from tests.preview.stage import staged

FOLDER = Path(__file__).parents[2] / "docs" / "preview"
WIDTH = 700
AIR = 16
LARGEST = 150_000
"""Bytes of a picture."""
PALETTES = (128, 64, 32)
Colour = tuple[int, ...]
READY = "window.simcordPreview?.ready === true"


def main(names: list[str]) -> int:
    browser = found()
    if browser is None:
        click.echo("make preview needs Chromium; on Debian: apt-get install chromium", err=True)
        return 1
    asyncio.run(picture([one for one in SCENES if not names or one.name in names], browser))
    return 0


async def picture(scenes: list[Scene], browser: str) -> None:
    async with open_tab(browser) as tab:
        for scene in scenes:
            path = FOLDER / f"{scene.name}.png"
            path.write_bytes(_packed(await pictured(scene, tab)))
            click.echo(f"{path.relative_to(Path.cwd())}  {path.stat().st_size // 1024} kB")


async def pictured(scene: Scene, tab: Tab) -> bytes:
    async with staged(scene.model) as community:
        reply = await scene.play(community)
        viewed = community.env.preview(
            community.channel, viewers=[reply.viewer], display="fixed", width=WIDTH, height=3000
        )
        async with viewed as preview:
            await preview.show(reply.shown)
            await tab.open(preview.url, READY)
            return await tab.picture("#focused-content")


def _packed(png: bytes) -> bytes:
    """The picture with some air above and below, in as many colours as there is room for."""
    with Image.open(BytesIO(png)) as shot:
        ground = shot.convert("RGB")
    aired = ImageOps.expand(ground, border=(0, AIR), fill=cast(Colour, ground.getpixel((0, 0))))
    for colours in PALETTES:
        packed = BytesIO()
        few = aired.quantize(palette=_palette(aired, colours), dither=Image.Dither.NONE)
        few.save(packed, format="PNG", optimize=True)
        if packed.tell() <= LARGEST:
            break
    return packed.getvalue()


def _palette(picture: Image.Image, colours: int) -> Image.Image:
    """The colours that cover most: the grounds stay exactly what they are, and text keeps its edges."""
    counted = cast(list[tuple[int, Colour]], picture.getcolors(picture.width * picture.height) or [])
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in sorted(counted, reverse=True)[:colours] for part in colour])
    return palette


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
