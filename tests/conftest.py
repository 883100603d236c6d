"""What all tests share: how hard Hypothesis tries, by profile.

How: `default` for every day, `ci` for each change, `release` before a version goes out; choose with
`pytest --hypothesis-profile=release`. Cost: about one, five and thirty minutes.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Pages are large values, and the machine may be busy: neither says anything about the library.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "default", max_examples=100, deadline=None, suppress_health_check=_SLOW, print_blob=True
)
settings.register_profile("ci", settings.get_profile("default"), max_examples=500)
settings.register_profile("release", settings.get_profile("default"), max_examples=5000)
settings.load_profile("default")
