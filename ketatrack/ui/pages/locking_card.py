"""When the journal is locked by itself, and whether the window is called by a name that says nothing."""

from dataclasses import replace

from PySide6.QtCore import QSettings, Signal

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.ui.actions import keys_of
from ketatrack.ui.desktop_lock import can_hear_desktop
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.layout import Card, quiet
from ketatrack.ui.main_window import NEUTRAL_NAME
from ketatrack.ui.remembered import (
    IDLE_MINUTES,
    has_neutral_title,
    lock_choices,
    remember_lock_choices,
    remember_neutral_title,
)

_NEVER = 0


class LockingCard(Card):
    """Choices of this computer, kept as soon as they are made."""

    chosen = Signal()

    def __init__(self, *, can_lock: bool) -> None:
        """Offer what goes with a journal that has a passphrase, or only what goes with any."""
        super().__init__(_("Locking"))
        self._settings: QSettings | None = None
        off_on = [(False, _("Off")), (True, _("On"))]
        minutes = [(n, ngettext("{n} minute", "{n} minutes", n).format(n=n)) for n in IDLE_MINUTES]
        self.idle = SegmentField(_("When nobody touched the window for"), [(_NEVER, _("Off")), *minutes])
        self.minimised = SegmentField(_("When the window is minimised"), off_on)
        self.with_screen = SegmentField(_("With the screen, and before the computer sleeps"), off_on)
        self.neutral = SegmentField(_("Call the window “{name}”").format(name=NEUTRAL_NAME), off_on)
        if can_lock:
            self._offer_locking()
        else:
            self.column.addWidget(
                quiet(_("This journal opens without a passphrase, so that it cannot be locked."))
            )
        self.column.addWidget(self.neutral)
        self.column.addWidget(
            quiet(
                _("{keys} puts the window away at once: locked, or covered until you come back.").format(
                    keys=keys_of("hide")
                )
            )
        )
        for field in (self.idle, self.minimised, self.with_screen, self.neutral):
            field.edited.connect(self._keep)

    def _offer_locking(self) -> None:
        self.column.addWidget(
            quiet(
                _(
                    "{keys} locks the journal, and it is locked by itself as you choose here. What you were "
                    "typing is kept; your passphrase brings it back."
                ).format(keys=keys_of("lock"))
            )
        )
        self.column.addWidget(self.idle)
        self.column.addWidget(self.minimised)
        if can_hear_desktop():
            self.column.addWidget(self.with_screen)
            self.column.addWidget(
                quiet(_("With the screen works where the desktop tells when it locks, as most do."))
            )
        else:
            self.column.addWidget(quiet(_("This system does not tell when its screen is locked.")))

    def remember_in(self, settings: QSettings) -> None:
        """Show what was chosen for this computer, and keep there what is chosen."""
        self._settings = None
        choices = lock_choices(settings)
        self.idle.set_value(choices.idle_minutes or _NEVER)
        self.minimised.set_value(choices.minimised)
        self.with_screen.set_value(choices.with_screen)
        self.neutral.set_value(has_neutral_title(settings))
        self._settings = settings

    def _keep(self) -> None:
        settings = self._settings
        if settings is None:
            return
        before = lock_choices(settings)
        kept = replace(
            before,
            idle_minutes=before.idle_minutes if self.idle.value() is None else self.idle.value() or None,
            minimised=_or(self.minimised, before=before.minimised),
            with_screen=_or(self.with_screen, before=before.with_screen),
        )
        remember_lock_choices(settings, kept)
        remember_neutral_title(settings, wanted=_or(self.neutral, before=has_neutral_title(settings)))
        self.remember_in(settings)  # one of each it is
        self.chosen.emit()


def _or(field: SegmentField, *, before: bool) -> bool:
    chosen: bool | None = field.value()
    return before if chosen is None else chosen
