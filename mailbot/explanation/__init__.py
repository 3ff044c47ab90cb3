"""Why the robot did what it did: the kept mail read again by the same functions, beside what the register holds.

Nothing is stored for it, and nothing is changed by it.
"""
