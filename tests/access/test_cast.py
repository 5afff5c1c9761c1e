def test_cast_people_reach_their_own_organisation_only(people, client):
    from fremskudt.access.reach import reach_of
    assert reach_of(people.evaluator).organisations == {people.institute.pk}
    assert client.get("/").status_code in (302, 404)
