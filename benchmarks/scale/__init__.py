"""`make bench-scale`: how the product grows, with the store and with a channel, beside what else one would build on."""
