"""What all sheets of one agenda share: the office, the round, the profile, the words."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from mailbot.wiring import Office
from rules.agenda.items import Item, Profile
from rules.agenda.paper import AgendaPaper
from rules.agenda.veil import Veil
from rules.model import OutcomeKind, Round
from rules.record import Struct
from rules.tables import Reason
from store import config
from store.agendafile import COMMITTEE


class Folder(Struct, frozen=True, kw_only=True):
    desk: Office
    round: Round
    profile: Profile
    paper: AgendaPaper
    reasons: Sequence[Reason]
    outside: str
    """How a municipality that is none of the region's is called: 圏域外."""
    now: datetime

    @property
    def office(self) -> config.Office:
        return self.desk.config.office

    @property
    def zone(self) -> tzinfo:
        return self.desk.calendar.zone

    @property
    def decisions(self) -> Sequence[OutcomeKind]:
        return COMMITTEE

    @property
    def reason_cells(self) -> str:
        """Where the guide lists the reasons, for the drop-down."""
        from mailbot.agenda.guide import REASONS

        return f"'{self.paper.guide_sheet}'!$A${REASONS}:$A${REASONS + len(self.reasons) - 1}"

    def veil(self, item: Item) -> Veil:
        return Veil.over(item, self.profile, self.paper)

    def foot(self, sheet: Any) -> None:
        """Margins, and at the foot of each page whose paper it is and which page."""
        paper = self.paper
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.45, 0.55, 0.2, 0.25
        sheet.oddFooter.left.text = paper.public if self.profile is Profile.PUBLIC else paper.confidential
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = "&P / &N ページ"
        for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right):
            part.size = 8
