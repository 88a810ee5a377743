"""Gamma quantiles agree with scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma

from auditor.score.gamma import gamma_cdf, gamma_quantile


@given(st.floats(0.02, 5_000), st.floats(0, 10_000))
def test_distribution_function(shape: float, x: float) -> None:
    assert gamma_cdf(x, shape) == pytest.approx(gamma.cdf(x, shape), rel=1e-9, abs=1e-12)


@given(st.floats(0.02, 5_000), st.floats(0.001, 0.999))
def test_quantiles(shape: float, probability: float) -> None:
    expected = gamma.ppf(probability, shape)
    assert gamma_quantile(probability, shape) == pytest.approx(expected, rel=1e-9, abs=1e-12)
