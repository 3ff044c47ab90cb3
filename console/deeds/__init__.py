"""What the keys of each place do to the register: a deed of `store.desk`, its label, and how it went as a Report.

A module for each matter; no screen is known here.
"""
