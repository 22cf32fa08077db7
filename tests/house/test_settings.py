"""Settings: where each may come from, which wins, and what a wrong one is told."""

from pathlib import Path

import pytest

from ringback.app.settings import Address, PortRange, Settings, SettingsError, load_settings


def test_without_any_word_the_defaults_hold(tmp_path):
    settings = load_settings({}, {}, folder=tmp_path)
    assert settings == Settings()
    assert (settings.data, settings.http) == (Path("ringback-data"), Address("127.0.0.1", 8080))


def test_flags_win_over_variables_and_variables_over_the_file(tmp_path):
    (tmp_path / "ringback.toml").write_text('http = "127.0.0.1:1"\nsip = "127.0.0.1:1"\nsmpp = "127.0.0.1:1"\n')
    environment = {"RINGBACK_HTTP": "127.0.0.1:2", "RINGBACK_SIP": "127.0.0.1:2"}
    settings = load_settings({"http": "127.0.0.1:3", "sip": None}, environment, folder=tmp_path)
    assert [settings.http.port, settings.sip.port, settings.smpp.port] == [3, 2, 1]


def test_every_setting_can_come_from_a_variable():
    environment = {
        "RINGBACK_DATA": "~/ringback",
        "RINGBACK_HTTP": "[::1]:0",
        "RINGBACK_SIP": "0.0.0.0:5060",
        "RINGBACK_SMPP": ":2776",
        "RINGBACK_RTP": "30000-30100",
        "RINGBACK_MEDIA_IP": "192.0.2.1",
        "RINGBACK_ROLES": "api, jobs",
        "RINGBACK_CLOCK": "test",
        "RINGBACK_READY_FILE": "r.json",
        "RINGBACK_PROFILE": "twilio",
        "RINGBACK_ACCOUNT_SID": "AC" + "0" * 32,
        "RINGBACK_AUTH_TOKEN": "f" * 32,
        "RINGBACK_DATABASE_URL": "postgresql://u@h/d",
        "RINGBACK_NATS_URL": "nats://localhost",
        "RINGBACK_STORAGE_URL": "s3://bucket",
        "RINGBACK_PUBLIC_URL": "https://ringback.example.com/",
        "RINGBACK_DOMAIN": "Example.com",
        "RINGBACK_SIMULATED": "0",
    }
    assert load_settings({}, environment) == Settings(
        data=Path("~/ringback").expanduser(),
        http=Address("::1", 0),
        sip=Address("0.0.0.0", 5060),
        smpp=Address("127.0.0.1", 2776),
        rtp=PortRange(30000, 30100),
        media_ip="192.0.2.1",
        roles=("api", "jobs"),
        clock="test",
        ready_file=Path("r.json"),
        profile="twilio",
        account_sid="AC" + "0" * 32,
        auth_token="f" * 32,
        database_url="postgresql://u@h/d",
        nats_url="nats://localhost",
        storage_url="s3://bucket",
        public_url="https://ringback.example.com",
        domain="example.com",
        simulated=False,
    )


def test_an_empty_variable_counts_as_not_set():
    assert load_settings({}, {"RINGBACK_DATABASE_URL": "", "RINGBACK_HTTP": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("http", "8080"),
        ("http", "127.0.0.1:70000"),
        ("http", "::1:80"),
        ("rtp", "30000"),
        ("rtp", "30000-20000"),
        ("roles", "all,api"),
        ("roles", "kitchen"),
        ("clock", "fast"),
        ("media_ip", "here"),
        ("account_sid", "AC123"),
        ("auth_token", "short"),
        ("public_url", "ringback.example.com"),
        ("database_url", "mysql://h/d"),
        ("simulated", "maybe"),
    ],
)
def test_a_wrong_setting_is_told_by_name_with_what_would_do(name, given):
    with pytest.raises(SettingsError, match=f"RINGBACK_{name.upper()} .*expected"):
        load_settings({}, {f"RINGBACK_{name.upper()}": given})


def test_a_wrong_secret_is_not_repeated():
    with pytest.raises(SettingsError) as refused:
        load_settings({}, {"RINGBACK_AUTH_TOKEN": "hunter2"})
    assert "hunter2" not in str(refused.value)


def test_an_unknown_key_in_the_file_is_told(tmp_path):
    (tmp_path / "ringback.toml").write_text('htpp = "127.0.0.1:1"\n')
    with pytest.raises(SettingsError, match=r"htpp.*http"):
        load_settings({}, {}, folder=tmp_path)


@pytest.mark.parametrize("content", [b"http = 8080", b"http =", b"\xff\xfe"])
def test_a_file_that_cannot_be_understood_is_told_by_its_name(tmp_path, content):
    (tmp_path / "ringback.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"ringback\.toml"):
        load_settings({}, {}, folder=tmp_path)


def test_a_file_that_was_asked_for_must_exist(tmp_path):
    with pytest.raises(SettingsError, match=r"absent\.toml"):
        load_settings({}, {}, config=tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("settings", "private"),
    [
        (Settings(), True),
        (Settings(http=Address("localhost", 1)), True),
        (Settings(http=Address("::1", 1)), True),
        (Settings(http=Address("0.0.0.0", 1)), False),
        (Settings(http=Address("ringback.example.com", 1)), False),
        (Settings(public_url="https://ringback.example.com"), False),
    ],
)
def test_a_server_is_private_only_while_nobody_else_can_reach_it(settings, private):
    assert settings.is_private is private
