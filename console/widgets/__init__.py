"""Own widgets: each draws its lines itself from `Shown` text, so nothing a stranger wrote is ever markup."""
