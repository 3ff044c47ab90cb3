"""確認済: one key where sentences stand beside a case that a person should read."""

from console.screens.place import PlaceScreen


class Heeding(PlaceScreen):
    def do_seen(self) -> None:
        from console.deeds import attention

        if chosen := self.sight().cases:
            self.finish(
                attention.read(self.session, chosen),
                (lambda now: attention.read(self.session, [now])) if len(chosen) == 1 else None,
            )
