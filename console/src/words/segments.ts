/** How a text is cut, while it is being typed: GSM 03.38 or UCS-2, 160/153 septets or 70/67 units (3GPP TS 23.040 §9.2.3.24). */

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENSION = new Set("\f^{}\\[~]|€");

export type Encoding = "GSM-7" | "UCS-2";

export interface Cut {
  encoding: Encoding;
  parts: number;
  /** Septets or UTF-16 units spent in all. */
  units: number;
  /** Units still free in the last part. */
  left: number;
  /** Characters that no GSM table holds, each once, in order. */
  foreign: string[];
}

const CAPACITY = { "GSM-7": [160, 153], "UCS-2": [70, 67] } as const;

export function isGsm(character: string): boolean {
  return BASIC.has(character) || EXTENSION.has(character);
}

export function unitsOf(character: string, encoding: Encoding): number {
  if (encoding === "UCS-2") return character.length;
  return EXTENSION.has(character) ? 2 : 1;
}

/** Units in each part; a character never splits, so a part may close one unit early. */
function fill(costs: number[], capacity: number): number[] {
  const parts = [0];
  for (const cost of costs) {
    const last = parts.length - 1;
    if (parts[last]! + cost > capacity) parts.push(cost);
    else parts[last]! += cost;
  }
  return parts;
}

export function cut(text: string): Cut {
  const characters = [...text];
  const foreign = [...new Set(characters.filter((one) => !isGsm(one)))];
  const encoding: Encoding = foreign.length ? "UCS-2" : "GSM-7";
  const costs = characters.map((one) => unitsOf(one, encoding));
  const units = costs.reduce((sum, one) => sum + one, 0);
  const [single, joined] = CAPACITY[encoding];
  if (units <= single) return { encoding, parts: 1, units, left: single - units, foreign };
  const parts = fill(costs, joined);
  return { encoding, parts: parts.length, units, left: joined - parts[parts.length - 1]!, foreign };
}

const PLAIN: Record<string, string> = {
  "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": ",", "`": "'", "´": "'",
  "–": "-", "—": "-", "‐": "-", "•": "-", "…": "...", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200b": "",
  "×": "x", "ç": "Ç", "á": "a", "í": "i", "ó": "o", "ú": "u", "â": "a", "ê": "e", "î": "i", "ô": "o", "û": "u",
};

/** The text with its costly characters swapped for GSM ones where a plain twin is known. */
export function plainer(text: string): string {
  return [...text].map((one) => (isGsm(one) ? one : (PLAIN[one] ?? one))).join("");
}
