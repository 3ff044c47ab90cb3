"""Words of 確認済: what stands beside a case has been read."""

SEEN = ("確認済", "かくにんずみ ずみ kakuninzumi zumi seen")
DID_SEEN = "確認済に"
