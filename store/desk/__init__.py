"""What a clerk may do. One function is one deed: a transaction with its audit events, and a way back.

Both programs act through here. A refusal comes back as a value; `seen` is the version that the clerk saw, and Stale
is raised for another one.
"""

from store.desk.clerk import Desk as Desk, login as login
