"""A leg that no phone is at: an application's document answers it. Two ends of one RTP path stand for the line."""

from ringback.media import Leg as MediaLeg
from ringback.switch.leg import Leg, PickedUp


class ApplicationLeg(Leg):
    """`media` is where the document speaks and listens; `far_media` is what its caller is bridged to."""

    _far: MediaLeg | None = None

    @property
    def far_media(self) -> MediaLeg:
        if self._far is None:
            self._far = self.room.engine.open_leg(lambda event: None)
            ip = self.room.media_ip
            self._far.connect(address=(ip, self.media.port), codec="PCMU", payload_type=0, dtmf_payload_type=101)
            self.media.connect(address=(ip, self._far.port), codec="PCMU", payload_type=0, dtmf_payload_type=101)
        return self._far

    def pick_up(self) -> None:
        """Answers at once."""
        assert self.far_media is not None
        self._answered()
        self.watch(PickedUp(self))

    def _close_media(self):  # type: ignore[no-untyped-def]
        if self._far is not None:
            self._far.close()
        return super()._close_media()
