"""One thing of a case is shown the same, whether all of the case is read for it or not."""

import pytest

import comity
from comity.case import showing
from comity.case.narrow import Narrow
from comity.case.view import View
from comity.model import ComityError


def entities(view: View) -> list[str]:
    return sorted({view.identity.of(s.entity) for s in view.session.statements(view.case)})


def test_every_thing_is_shown_the_same(xingtai: comity.Case) -> None:
    whole = xingtai._view()
    for entity in entities(whole):
        assert showing.show(whole, entity) == showing.show(narrow(whole), entity)


def test_every_document_is_shown_the_same(xingtai: comity.Case) -> None:
    whole = xingtai._view()
    for document in whole.sources.documents:
        of_all = showing.show_document(whole, document)
        assert of_all == showing.show_document(narrow(whole), document)


def test_who_is_meant_is_the_same(xingtai: comity.Case) -> None:
    whole = xingtai._view()
    for name in sorted({whole.label(e) for e in entities(whole)}):
        try:
            expected = showing.show(whole, name).id
        except ComityError as error:
            with pytest.raises(ComityError) as found:
                xingtai.find(name)
            assert str(found.value) == str(error)
        else:
            assert xingtai.find(name) == expected


def narrow(view: View) -> Narrow:
    return Narrow(view.session, view.case)
