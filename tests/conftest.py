"""What all tests share: how hard Hypothesis tries, by profile.

How: `default` for every day; `quick` where only the surroundings are new (the installed wheel, the
oldest versions); `mutation`, see `mutation/`; `ci` and `release` to look harder, as CI does once a
week. Choose with `pytest --hypothesis-profile=release`. Cost of all tests: `default` about five
minutes, `quick` half of it, `mutation` somewhat more than `quick`, `ci` a quarter of an hour,
`release` hours.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

# Pages are large values, and the machine may be busy: neither says anything about the library.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "default", max_examples=100, deadline=None, suppress_health_check=_SLOW, print_blob=True
)
settings.register_profile("quick", settings.get_profile("default"), max_examples=10)
settings.register_profile("ci", settings.get_profile("default"), max_examples=500)
settings.register_profile("release", settings.get_profile("default"), max_examples=5000)
# One of a thousand runs, each on a changed program: the same examples each time, and no shrinking.
settings.register_profile(
    "mutation",
    settings.get_profile("default"),
    max_examples=20,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("default")
