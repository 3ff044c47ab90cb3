"""郵送登録 without its screen: an entry on paper while a clerk types it."""
