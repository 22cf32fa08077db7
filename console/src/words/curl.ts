/** Requests as lines to paste into a shell. */

export type FormFields = Record<string, string | string[] | undefined>;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A form sent to `path` of this server, with the credentials that the shell knows. */
export function curlOf(path: string, fields: FormFields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value ?? []].flat().map((one) => `  --data-urlencode ${quoted(`${name}=${one}`)}`));
  return [`curl -X POST ${location.origin}${path} -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN"`, ...pairs].join(" \\\n");
}
