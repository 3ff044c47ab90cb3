"""All workbooks of the corpus, in the order of their numbers."""

from tests.sheets.sample import Sample
from tests.sheets.samples import answers, hands, laws, layouts, programs, workbooks

SAMPLES: tuple[Sample, ...] = (
    *answers.SAMPLES,
    *laws.SAMPLES,
    *layouts.SAMPLES,
    *workbooks.SAMPLES,
    *programs.SAMPLES,
    *hands.SAMPLES,
)
