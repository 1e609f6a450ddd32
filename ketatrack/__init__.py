"""KetaTrack keeps a ketamine or esketamine treatment course in one file that its owner holds.

Five layers; imports point only downward, and siblings on one line do not know each other::

       __main__             picks app or cli; the only module that knows both
    5  app  |  cli          start-up; the only modules that know everything
    4  ui                   Qt: journal, fields, forms, tables, pages, dialogs
    3  reports | exchange   the PDF a clinician reads  |  CSV and JSON, in and out
    2  charts  | store      records -> matplotlib Figure  |  records <-> database
    1  domain               what things are and what they mean; pydantic and the standard library

`resources` and `migrations` are the top-level folders of the repository, packaged beside the code and
reached by name through `importlib.resources`. import-linter holds the picture true.
"""

__version__ = "0.1.0"
