"""`mailbot demo`: the whole job on made-up mails, with both mail servers inside this process."""

from mailbot.demo.play import CLERK, NOTICE, demo

__all__ = ["CLERK", "NOTICE", "demo"]
