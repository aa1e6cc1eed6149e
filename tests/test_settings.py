"""Settings come from keywords over the environment, and refuse what cannot be."""

import pytest

from dragoman.errors import SettingsError
from dragoman.settings import Settings, read_settings


def test_keywords_win_over_the_environment() -> None:
    environ = {"DRAGOMAN_WORKERS": "3", "DRAGOMAN_MIN_CONFIDENCE": "0.4", "DRAGOMAN_STRICT": "yes"}
    assert read_settings(environ, workers=2, batch=None) == Settings(workers=2, min_confidence=0.4, strict=True)


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"DRAGOMAN_WORKERS": "many"}, "DRAGOMAN_WORKERS is 'many'"),
        ({"DRAGOMAN_WORKERS": "0"}, "workers is 0"),
        ({"DRAGOMAN_MIN_CONFIDENCE": "1.5"}, "min_confidence is 1.5"),
        ({"DRAGOMAN_STRICT": "perhaps"}, "DRAGOMAN_STRICT"),
    ],
)
def test_bad_settings_are_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings(environ)
