"""What both programs share: configuration, the register, raw mail, the outbox, the audit, the office's texts."""
