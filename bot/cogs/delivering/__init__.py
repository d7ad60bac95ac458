"""What `delivery.py` has beside its clock: where a digest is put, and how one that was put there is known again."""
