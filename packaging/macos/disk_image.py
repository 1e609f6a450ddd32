"""The disk image for macOS, as settings of dmgbuild: the program beside the folder it is dragged to.

On a Mac, after `python packaging/build.py` and `pip install dmgbuild`:

    dmgbuild -s packaging/macos/disk_image.py KetaTrack dist/KetaTrack.dmg
    dist/KetaTrack.app/Contents/MacOS/ketatrack report --demo course.pdf

Never tried on a Mac. Nothing is signed or notarised, for which Apple's own tools and an account are needed:
without, macOS opens the program only after “Open Anyway” in its privacy settings.
"""

files = ["dist/KetaTrack.app"]
symlinks = {"Applications": "/Applications"}
format = "UDZO"  # noqa: A001 # dmgbuild reads this name
icon_locations = {"KetaTrack.app": (140, 120), "Applications": (500, 120)}
window_rect = ((100, 100), (640, 280))
default_view = "icon-view"
