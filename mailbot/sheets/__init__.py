"""What businesses attach, read: workbooks as cells, cells as entries, pledges and pictures as far as they show."""
