"""What looks further than the suite: `python -m tests.soak [KIND...] --minutes 10 --seed 1`.

A kind is a module with `run(seed, bounds)`, which says in one line what it tried and lists what failed. The suite runs
a short slice of each (`tests/soak/test_slices.py`).
"""
