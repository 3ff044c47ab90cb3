"""Words of 「同じ事業者です」: a mail from another address that asks to be about a case."""

SAME = ("同じ事業者です", "おなじじぎょうしゃ onaji same")
OTHER = ("別の事業者です", "べつのじぎょうしゃ betsu other")
NOBODY_ASKS = "同じ事業者かどうか、判断を待っているメールはありません。"
NO_SENDER = "このメールには、信用できる差出人のアドレスがありません。"
TAKING = "別のアドレスからのメールを、同じ事業者のものとして受け付けています。"
TAKEN = "{number}: 別のアドレスを事業者に加え、メールを受け付けました。"
GIVEN_UP = "受け付けるのをやめました。"
DID_OTHER = "{number} を別の事業者のメールと"
