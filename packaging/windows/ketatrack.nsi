; The installer for Windows, for one person and without an administrator's rights.
;
;   python packaging\build.py
;   makensis -DVERSION=0.1.0 -DFOLDER=..\..\dist\ketatrack -DINSTALLER=..\..\dist\ketatrack-setup.exe packaging\windows\ketatrack.nsi
;
; Tried: the tests compile it on Linux over a folder that stands in for the program's. Not tried: PyInstaller's
; folder and the installer itself on Windows; nothing is signed.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\KetaTrack"
!define CLASSES "Software\Classes"
!define CLASS "KetaTrack.Journal"

Name "KetaTrack"
OutFile "${INSTALLER}"
InstallDir "$LOCALAPPDATA\Programs\KetaTrack" ; a place of its own: there is no choice that could hold other files
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "KetaTrack"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "KetaTrack"
VIAddVersionKey LegalCopyright "Apache-2.0"

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\ketatrack.exe"
  Delete "$INSTDIR\ketatrack-console.exe"
!macroend

Section "KetaTrack"
  !insertmacro RemoveProgram ; nothing of an older version stays between the files of this one
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\KetaTrack.lnk" "$INSTDIR\ketatrack.exe"

  WriteRegStr HKCU "${CLASSES}\.ketatrack" "" "${CLASS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "Treatment journal"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\ketatrack.exe,0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\ketatrack.exe" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "KetaTrack"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\ketatrack.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; The program alone: journals, their backups and the window's settings belong to the person and stay. So does
  ; a file that somebody put beside the program: its folder goes only when it is empty.
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\KetaTrack.lnk"
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
  DeleteRegValue HKCU "${CLASSES}\.ketatrack" ""
  DeleteRegKey /ifempty HKCU "${CLASSES}\.ketatrack"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
