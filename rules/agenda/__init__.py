"""会議資料: what the committee sees of a round's products, and how its answer is read. Pure, as all rules."""
