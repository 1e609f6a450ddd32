"""The window: everything that knows Qt, except start-up.

The folders stand on each other in this order, from the ground up: fields and tables; dialogs and after;
history; forms and plan; board; pages; sitter. None of them knows what shows it: `middle`, and above that
`workspace`, where everything comes together. The rooms::

    in the middle        pages  forms  dialogs  fields  tables  history  plan  board  after  sitter
    parts of them        layout  fold  chart_canvas  tab_order
    the frame            main_window  rail  header  course_header  notice  first_paint  theme  looks
    the journal on it    workspace  middle  connected_pages  journal  written_step  opening  read_store
                         new_journal  reading_only_card  one_window
    what is asked for    actions  urgent_keys  window_listener  helping
    locked or hidden     locking  left_place  putting_away  cover  idle  desktop_lock  passphrase_change
    one page alone       alone  sitting
    nothing is lost      backup_keeper  restoring  unopened  unopened_card  damage_watch  damage_card
    noticed meanwhile    baseline_watch  reminders  tray  autostart
    what leaves          ways_out  hand_over_log  plan_files  care_file  printing  paper
    beside all that      background  remembered
"""
