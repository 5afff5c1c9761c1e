"""The log-in library's own addresses. It looks them up by these names, so they stand outside the room's namespace.

Only what is needed is here: no sign-up, no e-mail addresses to manage, no trusted browsers, no connected accounts.
"""

from django.urls import path, re_path

from fremskudt.access.views import password, security, session

PROVIDER = {"provider_id": "kommune"}

urlpatterns = [
    path("log-ind/", session.login, name="account_login"),
    path("log-ind/to-trin/", session.second_step, name="mfa_authenticate"),
    path("log-ind/noegle/", session.passkey, name="mfa_login_webauthn"),
    path("log-ind/lukket/", session.closed, name="account_inactive"),
    path("log-ind/kommune/", session.provider_login, PROVIDER, name="openid_connect_login"),
    path("log-ind/kommune/svar/", session.provider_answer, PROVIDER, name="openid_connect_callback"),
    path("log-ud/", session.logout, name="account_logout"),
    path("mig/bekraeft/", security.confirm, name="account_reauthenticate"),
    path("mig/bekraeft/kode/", security.confirm_code, name="mfa_reauthenticate"),
    path("mig/bekraeft/noegle/", security.confirm_key, name="mfa_reauthenticate_webauthn"),
    path("mig/sikkerhed/", security.index, name="mfa_index"),
    path("mig/sikkerhed/app/", security.add_app, name="mfa_activate_totp"),
    path("mig/sikkerhed/app/fjern/", security.remove_app, name="mfa_deactivate_totp"),
    path("mig/sikkerhed/noegler/", security.keys, name="mfa_list_webauthn"),
    path("mig/sikkerhed/noegler/ny/", security.add_key, name="mfa_add_webauthn"),
    path("mig/sikkerhed/noegler/<int:pk>/ret/", security.rename_key, name="mfa_edit_webauthn"),
    path("mig/sikkerhed/noegler/<int:pk>/fjern/", security.remove_key, name="mfa_remove_webauthn"),
    path("mig/sikkerhed/koder/", security.recovery_codes, name="mfa_view_recovery_codes"),
    path("mig/sikkerhed/koder/nye/", security.new_codes, name="mfa_generate_recovery_codes"),
    path("mig/adgangskode/", password.change, name="account_change_password"),
    path("glemt/", password.forgotten, name="account_reset_password"),
    path("glemt/sendt/", password.sent, name="account_reset_password_done"),
    re_path(
        r"^glemt/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        password.new_password,
        name="account_reset_password_from_key",
    ),
    path("glemt/faerdig/", password.done, name="account_reset_password_from_key_done"),
]
