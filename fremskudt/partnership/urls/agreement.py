"""Addresses: partners, agreements, cooperation, proposals, the dictionary, the steering group's agreements."""

from django.urls import URLPattern, path

from fremskudt.partnership.views import agreement, cooperation, dictionary, partner, proposal, steering_agreements

urlpatterns: list[URLPattern] = [
    path("partnere/", partner.partners, name="partners"),
    path("partnere/<int:pk>/", partner.partner, name="partner"),
    path("partnere/<int:pk>/aftale/", agreement.agreement_new, name="agreement_new"),
    path("partnere/<int:pk>/aftale/gennemsyn/", agreement.agreement_review, name="agreement_review"),
    path("partnere/<int:pk>/aftale/slut/", agreement.agreement_end, name="agreement_end"),
    path("partnere/<int:pk>/aftale/udskriv/", agreement.agreement_print, name="agreement_print"),
    path("partnere/<int:pk>/besoeg/", partner.house_visit_new, name="house_visit_new"),
    path("partnere/<int:pk>/kontaktperson/", partner.contact_person_new, name="contact_person_new"),
    path("partnere/besoeg/fortryd/", partner.house_visit_undo, name="house_visit_undo"),
    path("partnere/kontaktperson/slut/", partner.contact_person_end, name="contact_person_end"),
    path("partnere/kontaktperson/fortryd/", partner.contact_person_undo, name="contact_person_undo"),
    path("partnere/forslag/<int:pk>/", proposal.proposal_answer, name="proposal_answer"),
    path("partnere/gik-galt/<int:pk>/", partner.mishap_seen, name="mishap_seen"),
    path("samarbejde/", cooperation.cooperation, name="cooperation"),
    path("samarbejde/udskriv/", cooperation.cooperation_print, name="cooperation_print"),
    path("samarbejde/aftale/<int:pk>/", agreement.agreement_sign, name="agreement_sign"),
    path("samarbejde/aftale/<int:pk>/ledelsen/", agreement.agreement_back, name="agreement_back"),
    path("samarbejde/husregler/<int:pk>/", cooperation.own_house_rules, name="own_house_rules"),
    path("samarbejde/gik-galt/", cooperation.mishap_new, name="mishap_new"),
    path("samarbejde/forslag/", proposal.proposals, name="proposals"),
    path("samarbejde/forslag/tag-tilbage/", proposal.proposal_take_back, name="proposal_take_back"),
    path("samarbejde/ordliste/", dictionary.dictionary, name="dictionary"),
    path("samarbejde/ordliste/nyt/", dictionary.term_new, name="term_new"),
    path("samarbejde/ordliste/fjern/", dictionary.term_retire, name="term_retire"),
    path("samarbejde/ordliste/fortryd/", dictionary.term_undo, name="term_undo"),
    path("samarbejde/ordliste/<int:pk>/", dictionary.term, name="term"),
    path("samarbejde/ordliste/<int:pk>/ret/", dictionary.term_edit, name="term_edit"),
    path("samarbejde/ordliste/<int:pk>/underskriv/", dictionary.term_sign, name="term_sign"),
    path("styregruppe/aftaler/", steering_agreements.steering_agreements, name="steering_agreements"),
    path("styregruppe/aftaler/bekraeft/", steering_agreements.agreement_confirm, name="agreement_confirm"),
]
