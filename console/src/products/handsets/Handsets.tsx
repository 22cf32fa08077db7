import { Autocomplete, Badge, Box, Button, Group, Switch } from "@mantine/core";
import { useDisclosure, useSessionStorage } from "@mantine/hooks";
import { IconDeviceMobile, IconFlask, IconScript } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { Page } from "@/parts/Page";
import { useSession } from "@/products/console/session";
import { useNumbers } from "@/products/numbers/queries";
import { e164, pretty } from "@/words/numbers";
import classes from "./handsets.module.css";
import { Phone } from "./Phone";
import { useHandset, useHandsets } from "./queries";
import { Script } from "./Script";

/** The pair one finds on the desk; the line that `serve` prints texts the first of them. */
const FIRST_PAIR = ["+14155550123", "+14155550124"] as const;

function Picker({ label, number, known, onPick }: { label: string; number: string; known: string[]; onPick: (number: string) => void }) {
  const [typed, setTyped] = useState(number);
  useEffect(() => setTyped(number), [number]);
  const settle = (words: string) => { const wanted = e164(words); if (wanted) onPick(wanted); else setTyped(number); };
  return (
    <Autocomplete
      flex={1} aria-label={label} leftSection={<IconDeviceMobile size={17} aria-hidden />} data={known} inputMode="tel" value={typed} onChange={setTyped} onOptionSubmit={settle}
      onBlur={() => settle(typed)} onKeyDown={(event) => { if (event.key === "Enter") settle(typed); }}
    />
  );
}

function ScriptButton({ number }: { number: string }) {
  const handset = useHandset(number);
  const [isOpen, script] = useDisclosure(false);
  const { sms, replies, reject } = handset.data?.script ?? {};
  const isScripted = Boolean(replies?.length) || Boolean(reject) || (sms?.outcome !== undefined && sms.outcome !== "delivered");
  return (
    <>
      <Button variant="default" leftSection={<IconScript size={16} />} onClick={script.open} rightSection={isScripted ? <Badge size="xs" color="lamp" tt="none">{sms?.outcome !== "delivered" ? sms?.outcome : (reject ?? replies?.length)}</Badge> : null}>Script</Button>
      <Script number={number} isOpen={isOpen} onClose={script.close} />
    </>
  );
}

/** Whether whoever looks at the handset answers its calls; kept while the page is. */
function HoldSwitch({ isHeld, onChange }: { isHeld: boolean; onChange: (isHeld: boolean) => void }) {
  return <Switch mb="sm" size="sm" label={isHeld ? "I answer its calls" : "It answers calls by itself"} aria-label="I answer its calls" checked={isHeld} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

function Held({ number, children }: { number: string; children: (isHeld: boolean) => React.ReactNode }) {
  const [isHeld, setHeld] = useSessionStorage({ key: `held ${number}`, defaultValue: false, getInitialValueInEffect: false });
  return <><HoldSwitch isHeld={isHeld} onChange={setHeld} />{children(isHeld)}</>;
}

export function Handsets() {
  const { account_sid } = useSession();
  const numbers = useNumbers(account_sid);
  const handsets = useHandsets();
  const [params, setParams] = useSearchParams();
  const known = (handsets.data ?? []).map((one) => one.number);
  const left = params.get("left") ?? FIRST_PAIR[0];
  const right = params.get("right") ?? FIRST_PAIR.find((one) => one !== left)!;
  const owned = (numbers.data ?? []).map((one) => ({ number: one.phone_number, isOwned: true }));
  const pick = (side: "left" | "right") => (number: string) => setParams((old) => { old.set("left", left); old.set("right", right); old.set(side, number); return old; }, { replace: true });
  return (
    <Page
      title="Handsets" actions={<Badge size="lg" color="lamp" leftSection={<IconFlask size={14} />} tt="none">Simulated carrier</Badge>}
      about={<>Every number nobody owns is a phone you can hold. Text or call {owned[0] ? pretty(owned[0].number) : "a number you own"}, or one handset from the other.</>}
    >
      <div className={classes.bench}>
        {handsets.isPending ? null : ([["left", left, right], ["right", right, left]] as const).map(([side, number, other]) => (
          <Box key={side} miw={0}>
            <Group gap="xs" mb="sm" wrap="nowrap"><Picker label={side === "left" ? "First handset" : "Second handset"} number={number} known={known} onPick={pick(side)} /><ScriptButton key={number} number={number} /></Group>
            <Held key={number} number={number}>{(isHeld) => <Phone number={number} others={[...owned, { number: other, isOwned: false }]} isHeld={isHeld} />}</Held>
          </Box>
        ))}
      </div>
    </Page>
  );
}
