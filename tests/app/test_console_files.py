"""The console's files: no path leads out of their folder, and browsers are told what a page of ours may do."""

import pytest

OUT = [
    "../secret.txt",
    "../../secret.txt",
    "..%2Fsecret.txt",
    "assets/../../secret.txt",
    "../console_files_2/secret.txt",
    "/etc/passwd",
    "//etc/passwd",
    "assets/..\\..\\secret.txt",
    "%00",
    "\0",
    "a" * 5000,
    "a/" * 3000,
    "index.html/",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("name", OUT)
async def test_no_path_leads_out_of_the_folder(browser, name):
    reply = await browser.get(f"/console/{name}")
    if name.startswith("assets/"):  # what only the build makes is there or it is not
        assert (reply.status, reply.text) == (404, "")
    else:  # what is no file is the page itself
        assert reply.status == 200 and "<title>Ringback</title>" in reply.text


async def test_a_link_that_leads_out_of_the_folder_is_not_followed(browser, files):
    (files / "leak.txt").symlink_to(files.parent / "secret.txt")
    assert "secret" not in (await browser.get("/console/leak.txt")).text


async def test_files_with_names_made_from_their_content_are_kept_and_the_page_is_not(browser):
    page, script = await browser.get("/console/"), await browser.get("/console/assets/index-1.js")
    assert page.headers["cache-control"] == "no-cache" and "immutable" in script.headers["cache-control"]
    assert "javascript" in script.headers["content-type"]


async def test_a_page_may_load_only_what_is_ours_and_be_framed_by_nobody(browser):
    for path in ("/console/", "/console/messages", "/console/assets/index-1.js"):
        headers = (await browser.get(path)).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'self'" and policy["object-src"] == policy["base-uri"] == "'none'"
        assert policy["frame-ancestors"] == "'none'" and headers["x-frame-options"] == "DENY"
        assert policy["connect-src"] == "'self' ws://127.0.0.1:8080 wss://127.0.0.1:8080"
        assert "script-src" not in policy and headers["x-content-type-options"] == "nosniff"


async def test_a_host_that_would_write_into_the_policy_does_not(browser):
    for host in ("127.0.0.1:8080; script-src *", "[::1]:80 *", "localhost:99999999"):
        reply = await browser.get("/console/", host=host)
        assert reply.status == 421 or "script-src" not in reply.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_files_are_only_read(browser, method):
    reply = await browser.ask(method, "/console/")
    assert (reply.status, reply.code) == (405, 20004)


async def test_the_one_time_link_sets_a_session_cookie_and_is_not_kept(browser, world):
    token = await world.house.sessions.link(world.acme.sid)
    await browser.ask("HEAD", f"/console?token={token}")  # a preview of the link, which does not use it up
    opened = await browser.get(f"/console?token={token}")
    assert (opened.status, opened.headers["location"]) == (302, "/console/")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(opened.headers["set-cookie"].split("; "))
    assert opened.headers["cache-control"] == "no-store"
    again = await browser.get(f"/console?token={token}")
    assert again.headers["location"] == "/console/login?expired=1" and "set-cookie" not in again.headers


async def test_behind_tls_the_cookie_goes_over_tls_only(world, files):
    from ringback.app.server import front_of

    sent = []

    async def send(message):
        sent.append(message)

    token = await world.house.sessions.link(world.acme.sid)
    scope = {"type": "http", "method": "GET", "path": "/console", "query_string": f"token={token}".encode()}
    scope |= {"scheme": "https", "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 1)}
    await front_of(world.house)(scope, None, send)
    assert b"; Secure" in dict(sent[0]["headers"])[b"set-cookie"]
