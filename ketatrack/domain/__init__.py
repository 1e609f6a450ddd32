"""What a treatment course consists of and what its figures mean.

Knows no database, no screen and no file format. The rooms, each read from left to right::

    a record             record  record_fields  identity  provenance  words  plan_words  measures  moments
                         wall_clock  parsing  plausibility  problems  errors  language
    what it was before   history  past_records
    what is recorded     records  course_records  session_records  followed_records  after_records
                         score_records  plan_records  rhythm_records  caregiver_records  followed_words
    one course           courses  course_plan  course_following  corrections  phases  periods  selection
                         epochs
    questionnaires       instruments  scales  scores  score_words  item9
    response             baseline_choice  response  episodes  intervals  standing  standing_words  spread
    sessions, pressure   sessions  session_readings  session_pressure  resting_pressure  route_fields
                         side_effects  effect_counts
    the long run         effect_horizons  long_term_watch  to_mention
    followed sessions    followed  session_start  observed  checkpoints  session_clock  board_words
                         session_setup  limits  guided_measuring  leaving  sitter_mode  reviews
    after a session      after_session  check_ins  integration
    the plan             protocols  planned  plan_lines  next_words  agreements  authorisations  ledger
    rhythms, reminders   rhythms  rhythm_words  suggested_rhythms  putting_off  reminders
    for others           handover  hand_over_log  sheets  care_plan  caregiver_notes  calendar_choices
                         discreet  deidentifying  own_words
    in an emergency      safety  crisis_services
    tables and pages     summary  course_tables  wording  entry_words  field_words
    files                shipped  whole_file  spreadsheets
    backups              backup_words  thinning
    nobody gets in       passphrase  recovery_code  pin

`records` lists the kinds that a journal keeps, `courses` holds everything of one course; most of the others
compute or say one thing of it, and a module that ends in `_words` says in words what its neighbour knows.
"""
