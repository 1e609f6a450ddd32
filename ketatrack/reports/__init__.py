"""The pages that a person hands to their clinician."""
