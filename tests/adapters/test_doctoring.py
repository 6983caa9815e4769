"""What the doctor says of rule books, as the command prints it."""

import pytest

from adapters.doctoring import Diagnosis, diagnose, lines
from tests.bot.authority.doctor.shop import LIMITED_TOP, NO_WAY_UP, changed, findings


@pytest.mark.parametrize(("language", "accepted", "reason"), [("zh", "已接受：", "；理由："), ("en", "accepted: ", "; reason: ")])
def test_what_is_accepted_is_listed_only_on_demand_and_with_its_reason(tmp_path, monkeypatch, language, accepted, reason):
    monkeypatch.chdir(tmp_path)
    diagnosis = diagnose(None, {})

    quiet, everything = (list(lines(diagnosis, language, everything=wanted)) for wanted in (False, True))

    more = [line for line in everything if line not in quiet]
    assert len(more) == sum(one.accepted is not None for one in diagnosis.audit) > 0
    assert all(accepted in line and reason in line for line in more)
    assert str(len(more)) in quiet[-1] and "--all" in quiet[-1]
    assert diagnosis.exit_code == 0


def test_an_error_of_the_audit_ends_with_1_and_says_that_remit_would_start():
    (dead_end,) = [one for one in findings(changed(*NO_WAY_UP, LIMITED_TOP)) if one.kind == "no-approver"]
    diagnosis = Diagnosis(findings=(), audit=(dead_end,))

    told = list(lines(diagnosis, "en"))

    assert diagnosis.exit_code == 1
    assert diagnosis.broken == 0
    assert "Remit starts all the same" in told[-1]
    assert told[0].startswith("shop/rulebook.yaml:1: a request of the head reaches nobody")
