"""`casebook digest`: what came in, for people and for scripts."""

from tests.cli.conftest import BEAR, BULL, Terminal
from tests.cli.test_contract import CITATION

POINT = {"point_id", "side", "aspect", "text", "people", "answered_by", "citations"}


def test_the_document_names_subjects_points_and_what_is_cited(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=f"{BULL}\n")
    casebook("ingest", "-", stdin=f"Harbour Ledger\n2026.03.02 09:15\n\n{BEAR}\n")
    ran = casebook("digest", "--since", "1d", "--json")
    assert (ran.status, ran.err) == (0, "")
    digest = ran.document
    assert {"since", "until", "subjects", "new_points", "answered", "quiet"} <= digest.keys()
    assert digest["quiet"] is False
    assert digest["since"].endswith("+00:00")
    subjects = {one["subject"]: one for one in digest["subjects"]}
    assert set(subjects) == {"Nvidia", "Costco"}
    assert subjects["Nvidia"]["bull"] > 0
    assert all({"subject", "bull", "bear", "neutral", "citations"} <= one.keys() for one in digest["subjects"])
    assert all(cited.keys() >= CITATION for one in digest["subjects"] for cited in one["citations"])
    assert digest["new_points"]
    assert all(point.keys() >= POINT and point["citations"] for point in digest["new_points"])
    assert [cited["n"] for cited in digest["citations"]] == list(range(1, len(digest["citations"]) + 1))


def test_where_nothing_came_in_it_is_one_line_and_a_quiet_document(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    elsewhere = casebook("digest", "--channel", "elsewhere")
    assert elsewhere.status == 0
    assert len(elsewhere.out.splitlines()) == 1
    assert elsewhere.out.startswith("Nothing that argues for or against anything was saved from ")
    document = casebook("digest", "--channel", "elsewhere", "--json").document
    assert (document["quiet"], document["subjects"], document["new_points"], document["answered"]) == (True, [], [], [])


def test_people_read_subjects_sides_quotes_and_where_they_stand(casebook: Terminal) -> None:
    [saved] = casebook("ingest", "-", "--json", stdin=BULL).document["posts"]
    out = casebook("digest").out
    assert "Nvidia" in out
    assert "for it" in out
    assert "demand still exceeds supply" in out
    assert saved["post_id"] in out
    assert "New points" in out
    assert "not advice" in out


def test_a_time_that_nobody_understands_is_one_line_that_says_how_to_write_it(casebook: Terminal) -> None:
    for since in ("soon", "2999-01-01", "0d"):
        ran = casebook("digest", "--since", since)
        assert ran.status == 1
        assert since in ran.complaint
        assert "7d" in ran.complaint
        assert ran.out == ""


def test_a_date_is_understood(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    assert casebook("digest", "--since", "2020-01-01", "--json").document["since"] == "2020-01-01T00:00:00+00:00"
