"""The picture's colours. Its ground is its own, so that it reads alike in Discord's dark and light."""

GROUND = "#fafaf8"
INK = "#1b1d21"
GREY = "#5c6068"
RULE = "#dcdee2"
EDGE = "#c6c9ce"

BULL = "#0072b2"
BEAR = "#e69f00"
"""Okabe and Ito, "Color Universal Design", 2008. Direction and hatching tell the sides apart too."""
BEAR_LINE = "#7a5200"
"""Outlines and hatches the orange, which alone stands out too little from a light ground."""
