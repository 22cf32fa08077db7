/** Phone numbers and money as people read them. */

const NANP = /^\+1(\d{3})(\d{3})(\d{4})$/;

export function pretty(number: string | null | undefined): string {
  if (!number) return "—";
  const nanp = NANP.exec(number);
  if (nanp) return `+1 ${nanp[1]} ${nanp[2]} ${nanp[3]}`;
  const uk = /^\+44(2\d)(\d{4})(\d{4})$/.exec(number) ?? /^\+44(\d{4})(\d{3})(\d{3})$/.exec(number);
  return uk ? `+44 ${uk.slice(1).join(" ")}` : number;
}

/** An end of a call: a number as people write it, or the name in `client:alice` and `sip:bob@pbx.example`. */
export function party(address: string | null | undefined): string {
  return /^(client|sip|sips):/.test(address ?? "") ? address!.replace(/\?.*$/, "") : pretty(address);
}

/** `+14155550123` from whatever was typed or pasted, or null. Ten bare digits are taken as North American. */
export function e164(typed: string): string | null {
  const digits = typed.replace(/[^\d+]/g, "");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  return /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : null;
}

export function money(amount: string | number | null | undefined, unit: string | null | undefined = "USD"): string {
  if (amount === null || amount === undefined || amount === "") return "—";
  const value = Math.abs(Number(amount));
  const digits = value !== 0 && value < 1 ? 4 : 2;
  try {
    return new Intl.NumberFormat(undefined, {
      style: "currency", currency: (unit ?? "USD").toUpperCase(), minimumFractionDigits: digits, maximumFractionDigits: Math.max(digits, 4),
    }).format(value);
  } catch {
    return `${value} ${unit}`;
  }
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
