"""A year of the office rehearsed: a story, what must come of it by another reckoning, and the program that plays it.

The story says what businesses, clerks and the machine do (`story`, written by `author`); the reckoning (`reckoning`)
says from the story alone which letters must leave, when and to whom. It shares no rule with the program: it has a
calendar of its own (`almanac`). `play` lets the program live through the story; `ledger` compares.
"""
