"""What each place shows, from the register to words, lines and rows. Nothing here knows Textual."""
