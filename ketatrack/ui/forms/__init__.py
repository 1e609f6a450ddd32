"""Forms: each fills from a record, builds one, and says beside a field what is wrong with it."""
