/** One door to the server: the session's cookie goes along by itself, unsafe methods carry the CSRF token. */

export type Fields = Record<string, string | number | boolean | null | undefined | string[]>;

interface ErrorBody {
  code?: number;
  message?: string;
  more_info?: string;
  detail?: string;
}

/** The server's "no": its five-digit code, its sentence and the HTTP status (0 when nothing answered). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number | null,
    message: string,
    readonly moreInfo: string | null = null,
    readonly retryAfterS: number | null = null,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

let csrfToken = "";
let onSignedOut: () => void = () => {};

export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

export function whenSignedOut(then: () => void): void {
  onSignedOut = then;
}

/** `a=1&b=2`, repeating a key for lists and leaving out what is undefined or null. */
export function encode(fields: Fields): string {
  const pairs = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [String(value)]) pairs.append(key, one);
  }
  return pairs.toString();
}

function withQuery(path: string, query?: Fields): string {
  const text = query ? encode(query) : "";
  return text ? `${path}${path.includes("?") ? "&" : "?"}${text}` : path;
}

/** Pages may come back as absolute links; the browser stays on its own origin. */
export function onOwnOrigin(link: string): string {
  if (!/^https?:/.test(link)) return link;
  const url = new URL(link);
  return url.pathname + url.search;
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body: ErrorBody = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get("retry-after"));
  return new Refusal(
    response.status,
    body.code ?? null,
    body.message ?? body.detail ?? `The server answered ${response.status} without saying why.`,
    body.more_info ?? null,
    retryAfter > 0 ? retryAfter : null,
  );
}

async function ask<T>(method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (type) headers["Content-Type"] = type;
  if (method !== "GET") headers["X-CSRF-Token"] = csrfToken;
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body, credentials: "same-origin" });
  } catch {
    throw new Refusal(0, null, "The server does not answer.");
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const refusal = await refusalOf(response);
  if (refusal.status === 401 && !path.endsWith("/Session")) onSignedOut();
  throw refusal;
}

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

export const api = {
  get: <T>(path: string, query?: Fields) => ask<T>("GET", withQuery(path, query)),
  form: <T>(path: string, fields: Fields = {}) => ask<T>("POST", path, encode(fields), FORM),
  post: <T>(path: string, body: unknown = {}) => ask<T>("POST", path, JSON.stringify(body), JSON_TYPE),
  put: <T>(path: string, body: unknown) => ask<T>("PUT", path, JSON.stringify(body), JSON_TYPE),
  remove: (path: string) => ask<void>("DELETE", path),
};

/** Path under the account in the 2010 API: `core(sid, "Messages")` is `/2010-04-01/Accounts/AC…/Messages.json`. */
export function core(accountSid: string, rest: string): string {
  return `/2010-04-01/Accounts/${accountSid}/${rest}.json`;
}

export function own(rest: string): string {
  return `/ringback/v1/${rest}`;
}

export function socketUrl(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}
