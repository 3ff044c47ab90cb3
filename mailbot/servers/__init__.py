"""The two mail servers: the mailbox over IMAP, letters over SMTP, and stand-ins inside this process."""
