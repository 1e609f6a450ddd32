import csv
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from ketatrack.domain.side_effects import (
    SideEffectVocabulary,
    common_side_effects,
    label_of_effect,
    side_effect_term,
    side_effect_vocabulary,
)

CASES = Path(__file__).parent.parent / "cases"


def test_a_term_is_called_by_its_label_and_own_words_stay_as_they_are():
    assert label_of_effect("dysgeusia") == "Strange taste"
    assert label_of_effect("my teeth felt far away") == "my teeth felt far away"
    assert label_of_effect("Dizziness ") == "Dizziness "


def test_a_term_is_found_by_id_and_by_label_in_any_case():
    by_id = side_effect_term("vision_blurred")

    assert by_id is not None
    assert side_effect_term("BLURRED vision") == by_id
    assert side_effect_term("wobbly") is None


def test_every_side_effect_of_the_courses_in_the_tests_has_a_term():
    effects = set()
    for file in CASES.glob("*/side_effects.csv"):
        with file.open(encoding="utf-8-sig", newline="") as rows:
            effects |= {row["effect"] for row in csv.DictReader(rows)}

    assert effects
    assert {effect for effect in effects if side_effect_term(effect) is None} == set()


FROM_THE_TRIALS = """
    dissociation dizziness sedation headache dysgeusia hypoesthesia anxiety lethargy insomnia nasal_discomfort
    throat_irritation dysarthria euphoric_mood tremor mental_impairment pollakiuria oropharyngeal_pain nausea
    vertigo blood_pressure_increased vomiting diarrhoea feeling_drunk dry_mouth hyperhidrosis constipation
    tachycardia somnolence vision_blurred paraesthesia hypoesthesia_oral confusional_state diplopia
"""
ADDED = """
    fatigue brain_fog palpitations hallucination nightmares crying panic unable_to_move breathing_difficulty
    fainting fall rash urinary_urgency urinary_pain urinary_blood abdominal_pain nosebleed infusion_site_pain
"""


def test_every_term_of_the_trials_and_of_long_courses_is_shipped_under_its_id():
    ids = {term.id for term in side_effect_vocabulary().terms}

    assert {*FROM_THE_TRIALS.split(), *ADDED.split()} - ids == set()


def test_the_side_effects_offered_first_are_few_and_hold_no_emergency_sign():
    offered = common_side_effects()

    assert {"dissociation", "dizziness", "sedation", "nausea", "headache"} <= {term.id for term in offered}
    assert len(offered) <= 14
    assert not any(term.emergency for term in offered)


def test_ids_are_snake_case_and_labels_are_told_apart():
    terms = side_effect_vocabulary().terms

    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", term.id) for term in terms)
    assert len({term.label.casefold() for term in terms}) == len(terms)


def test_a_vocabulary_with_a_repeated_id_or_an_unknown_group_is_refused():
    shipped = side_effect_vocabulary().model_dump()

    with pytest.raises(ValidationError, match="same id"):
        SideEffectVocabulary.model_validate(shipped | {"terms": [shipped["terms"][0]] * 2})
    with pytest.raises(ValidationError, match="no group"):
        SideEffectVocabulary.model_validate(shipped | {"groups": shipped["groups"][1:]})
