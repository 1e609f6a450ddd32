"""Records to database and back: a journal is one file, opened, saved to, watched over and kept whole.

The only package that speaks SQL. The rooms, each read from left to right::

    the file             header  key  engine  new_file  holding  at_rest  replacing
    its tables           tables  rows  checksums  refusals
    an open journal      journal_file  open_file  drafts_and_settings  past_versions  finding  changes
                         store
    from older versions  fingerprint  upgrade
    with a passphrase    sealing  keepsakes  remembered_key  strength
    a file looked into   looking_into  comparing  foreign_journal
    backups              backups  backup_places  keeping  scheduled_backups  backup_survey  open_backups
                         known_backups  restoring
    damage               first_look  damage  findings
    what is left of it   pages  cells  trees  found  salvage  places  judging  rescue

`store` is what the other layers open. What is damaged is found in two ways, both judged by `judging`:
`damage` asks the database for every row of a file that it can read, `salvage` reads the pages of one that it
cannot.
"""
