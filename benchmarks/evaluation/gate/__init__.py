"""The gate, measured: right sentences that it refuses, and corrupted and invented ones that it lets through."""
