/** What an error code means for whoever reads it, and what to do next. Codes are the API's; the sentences are ours. */

export interface Advice {
  title: string;
  next: string;
}

export const ADVICE: Record<number, Advice> = {
  11100: { title: "The URL cannot be used", next: "Write it in full, with https:// or http:// and a host, then save it again." },
  11200: { title: "The webhook answered with an error", next: "Open the webhook record, read the response, fix the handler and press Replay." },
  11202: { title: "Nothing listens at the webhook's address", next: "Start your server, or correct the host and port in the number's settings." },
  11203: { title: "The webhook took too long", next: "Answer within 15 seconds; move slow work behind a queue." },
  11205: { title: "The connection to the webhook broke", next: "Check that the host is up and reachable from this machine." },
  11206: { title: "The webhook does not speak HTTP properly", next: "Look at the raw response in the webhook record." },
  11210: { title: "The webhook's host name is unknown", next: "Correct the host in the URL, or its DNS record." },
  11215: { title: "The webhook redirects for ever", next: "Point the URL straight at the final address." },
  11220: { title: "TLS with the webhook failed", next: "Renew or complete the certificate chain on your server." },
  11235: { title: "The webhook's certificate is not trusted", next: "Use a certificate for that host signed by a known authority." },
  11750: { title: "The answer is too long", next: "Keep TwiML under 64 KB." },
  11751: { title: "The media is too big or of a kind that cannot be sent", next: "Send a smaller picture: 5 MB in all at most." },
  12100: { title: "The answer is not well-formed XML", next: "Open the webhook record: the body shows where it breaks off. Escape & as &amp;." },
  12200: { title: "The TwiML holds something unknown", next: "Check the spelling and case of the verb or attribute." },
  12300: { title: "The answer's content type is wrong", next: "Send Content-Type: text/xml with TwiML." },
  14101: { title: "A <Message> verb lacks what it needs", next: "Give the attribute the alert names." },
  14103: { title: "The <Message> is not valid", next: "Give it a body or media, at most 1600 characters." },
  20001: { title: "A parameter is wrong", next: "Compare the parameter named in the message with the reference." },
  20003: { title: "Not allowed with these credentials", next: "Log in again, or use the account's own SID and token." },
  20005: { title: "The account is not active", next: "Its parent can set it active again under Accounts." },
  20009: { title: "It is still in progress", next: "Wait until it reached a final status, then try again." },
  20404: { title: "There is no such thing here", next: "Check the SID: it may be deleted or belong to another account." },
  20409: { title: "It has changed meanwhile", next: "Reload and do it again." },
  20422: { title: "A parameter is wrong", next: "Compare the parameter named in the message with the reference." },
  20429: { title: "Too many requests at once", next: "Wait a moment; send fewer at the same time." },
  15002: { title: "The call waited in the queue for too long", next: "Raise the account's calls a second, or place fewer at once." },
  13221: { title: "<Dial> has nobody to call", next: "Write a number inside it, as + and country code." },
  13224: { title: "<Dial> was given a number that is none", next: "Write it as + and country code, for example +14155550123." },
  13225: { title: "<Dial> may not call that number", next: "Ask an operator to allow its country." },
  13520: { title: "<Say> cannot speak that", next: "Keep the text under 4096 characters, and check voice and language." },
  16112: { title: "Recordings have one channel or two", next: "Ask for 1 or 2." },
  16113: { title: "The recording has one channel", next: "Fetch it without asking for two." },
  21201: { title: "Nobody to call", next: "Give To a number, client:name or sip:user@host." },
  21202: { title: "Premium-rate numbers are not called", next: "Call an ordinary number." },
  21205: { title: "What the call shall do is missing or cannot be used", next: "Give TwiML, or a URL in full with http:// or https://." },
  21208: { title: "The time to ring is out of range", next: "Between 5 and 600 seconds." },
  21210: { title: "From is not a number you may show", next: "Use a number you own, or verify it as a caller ID first." },
  21213: { title: "From is missing", next: "Choose a number you own or have verified." },
  21214: { title: "That number cannot be reached", next: "Check its digits, or add a network that leads there." },
  21215: { title: "Calls to that country are not permitted", next: "An operator can allow it for the account." },
  21216: { title: "That number is blocked", next: "Call another number." },
  21217: { title: "That is no valid telephone number", next: "Write it as + and country code, for example +14155550123." },
  21218: { title: "The application is unknown or has no voice URL", next: "Set its voice URL under Applications." },
  21220: { title: "The call is not in a state for that", next: "Reload: it may be over already." },
  21227: { title: "That is no SIP address", next: "Write sip:user@host." },
  21609: { title: "The status callback cannot be used", next: "Give a URL in full, with http:// or https://." },
  21626: { title: "A status callback event is unknown", next: "initiated, ringing, answered and completed are told." },
  32018: { title: "The keys to press are not understood", next: "Use 0-9, *, #, and w or W for pauses." },
  32100: { title: "No common sound format", next: "The other side must speak PCMU, PCMA or G.722." },
  21211: { title: "That is not a phone number", next: "Write To as + and country code, for example +14155550123." },
  21212: { title: "From is not a usable number", next: "Use a number you own, written as + and country code." },
  21408: { title: "Texts to that country are not enabled", next: "Enable the country in the account's permissions." },
  21421: { title: "That number cannot be bought", next: "Pick one from a fresh search." },
  21422: { title: "Somebody has that number already", next: "Search again and take another." },
  21452: { title: "No number with that area code", next: "Try an overlay or a neighbouring area code." },
  21602: { title: "The message is empty", next: "Give it a body or a media URL." },
  21603: { title: "From is missing", next: "Choose a number you own." },
  21604: { title: "To is missing", next: "Say who shall receive it." },
  21606: { title: "From is not one of your numbers", next: "Buy it first, or choose one you own that can text." },
  21610: { title: "The recipient has opted out", next: "They must text START before you may write again." },
  21611: { title: "The sender's queue is full", next: "Slow down, or spread over more numbers." },
  21612: { title: "That sender cannot reach that recipient", next: "Use a long code of the recipient's country." },
  21614: { title: "To is not a mobile", next: "Text a mobile number." },
  21617: { title: "The body is too long", next: "At most 1600 characters; split it." },
  21620: { title: "A media URL cannot be used", next: "Give a public http(s) URL of a picture." },
  21623: { title: "Too many media", next: "At most 10 media URLs a message." },
  21624: { title: "The validity period is out of range", next: "Between 1 and 36000 seconds." },
  21703: { title: "The service found no sender", next: "Add a number to its pool that may reach the recipient." },
  21704: { title: "The service's pool is empty", next: "Add a number to it." },
  30001: { title: "The queue overflowed or the text expired in it", next: "Send slower or lengthen the validity period." },
  30002: { title: "The account was suspended", next: "Its parent can set it active again." },
  30003: { title: "The handset could not be reached", next: "It is off or out of range; send again later." },
  30004: { title: "The recipient or carrier blocked it", next: "Ask the recipient by other means; do not resend." },
  30005: { title: "The handset is unknown", next: "Check the number; take it off your list." },
  30006: { title: "A landline, or a carrier that takes no texts", next: "Call instead, or use a mobile number." },
  30007: { title: "Filtered as unwanted", next: "Reword it, drop shortened links, keep to those who agreed." },
  30008: { title: "The carrier gave no reason", next: "Send again; if it persists, ask the carrier." },
  30011: { title: "Pictures are not supported there", next: "Send a text with a link." },
  30034: { title: "The number is not registered for US traffic", next: "Register a campaign and add the number to it." },
  30036: { title: "It expired before it was sent", next: "Lengthen the validity period or send slower." },
};

/** The last few statuses of HTTP, for when no code came along. */
const BY_STATUS: Record<number, string> = {
  0: "Check that ringback serve is running, then try again.",
  401: "Log in again.",
  403: "These credentials may not do that.",
  404: "Go back and pick it from its list.",
  409: "Reload and try again.",
  429: "Wait a moment and try again.",
};

export function nextStep(code: number | null, status: number): string {
  const known = code !== null ? ADVICE[code]?.next : undefined;
  return known ?? BY_STATUS[status] ?? (status >= 500 ? "The fault is the server's: look at its log, with the request id." : "Correct it and try again.");
}

export function titleOf(code: number | string | null | undefined): string | null {
  return ADVICE[Number(code)]?.title ?? null;
}
