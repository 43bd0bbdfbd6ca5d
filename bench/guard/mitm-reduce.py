# The same reduction as the bench's policy, as a mitmproxy addon: decode, keep what is allowed, pseudonymise ids, encode. No spool, no ledger.
import base64, hashlib, hmac, json
from urllib.parse import parse_qsl, quote, urlsplit

KEY = b"k" * 32
KEEP = {"$os", "$browser", "$browser_version", "mp_lib", "$lib_version", "utm_source", "plan", "seats", "token", "time"}
IDS = {"distinct_id", "$device_id", "$user_id", "$insert_id"}


def pseudonym(value):
    return "u_" + hmac.new(KEY, value.encode(), hashlib.sha256).hexdigest()[:26]


def request(flow):
    body = flow.request.get_text()
    if not body.startswith("data="):
        return
    events = json.loads(base64.b64decode(dict(parse_qsl(body))["data"]))
    for event in events:
        kept = {}
        for name, value in event["properties"].items():
            if name in KEEP:
                kept[name] = value
            elif name in IDS:
                kept[name] = pseudonym(str(value))
            elif name == "$current_url":
                parts = urlsplit(value)
                kept[name] = f"{parts.scheme}://{parts.netloc}{parts.path}"
            elif name == "company":
                kept[name] = [pseudonym(str(one)) for one in value]
        event["properties"] = kept
    flow.request.text = "data=" + quote(base64.b64encode(json.dumps(events).encode()).decode())
    for name in ("cookie", "referer", "user-agent", "accept-language"):
        flow.request.headers.pop(name, None)
