import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { tell } from "@/parts/acting";
import { useNarrow } from "@/parts/narrow";
import { e164 } from "@/words/numbers";

/** Where a SID or a phone number is shown, or null. */
export function placeOf(words: string): string | null {
  const text = words.trim();
  const prefix = text.slice(0, 2).toUpperCase();
  if (/^[a-z]{2}[0-9a-f]{32}$/i.test(text)) {
    if (prefix === "SM" || prefix === "MM") return `/messages/${text}`;
    if (prefix === "CA") return `/calls/${text}`;
    if (prefix === "CF") return `/conferences/${text}`;
    if (prefix === "QU") return `/queues/${text}`;
    if (prefix === "RE") return `/recordings?sid=${text}`;
    if (prefix === "WR") return `/webhooks/${text}`;
    if (prefix === "PN") return `/numbers/${text}`;
    if (prefix === "MG") return `/services/${text}`;
    if (prefix === "BN") return "/brands";
    if (prefix === "AP") return `/applications/${text}`;
    if (prefix === "SK") return "/keys";
    if (prefix === "AC") return "/accounts";
    if (prefix === "NO") return `/debugger?sid=${text}`;
  }
  const number = e164(text);
  return number ? `/messages?to=${encodeURIComponent(number)}` : null;
}

/** Paste any SID or number, press Enter, stand before it. */
export function Jump() {
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const isNarrow = useNarrow();
  function go(event: FormEvent) {
    event.preventDefault();
    const place = placeOf(words);
    if (!place) return tell("Paste a whole SID (SM…, PN…, WR…) or a phone number such as +14155550123.");
    setWords("");
    void navigate(place);
  }
  return (
    <form onSubmit={go} role="search" style={{ flex: 1, minWidth: 0, maxWidth: 420 }}>
      <TextInput
        data-search size="sm" aria-label="Go to a SID or phone number" placeholder="Go to a SID or number…" spellCheck={false}
        leftSection={<IconSearch size={16} aria-hidden />} rightSection={isNarrow ? null : <kbd className="key" aria-hidden>/</kbd>}
        value={words} onChange={(event) => setWords(event.currentTarget.value)}
      />
    </form>
  );
}
