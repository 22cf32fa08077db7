import { Button, Group, Modal, MultiSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { Link } from "react-router";
import { api } from "@/api/client";
import type { Service } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { useNumbers } from "@/products/numbers/queries";
import { plural, pretty } from "@/words/numbers";
import { SERVICES, useShortCodes, type Pool } from "./queries";

interface Props {
  service: Service;
  isOpen: boolean;
  onClose: () => void;
}

const REFRESH = [["services", "pool"]];
const NAME_MOST = 11;
const COUNTRY_LETTERS = 2;

function Form({ children, isReady, error, isPending, onClose, onSubmit }: { children: ReactNode; isReady: boolean; error: Error | null; isPending: boolean; onClose: () => void; onSubmit: () => void }) {
  const submit = (event: FormEvent) => { event.preventDefault(); onSubmit(); };
  return (
    <form onSubmit={submit}>
      <Stack>
        {children}
        {error && <Problem error={error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={!isReady} loading={isPending}>Add</Button></Group>
      </Stack>
    </form>
  );
}

function Numbers({ service, pool, onClose }: Omit<Props, "isOpen"> & { pool: Pool }) {
  const { account_sid } = useSession();
  const numbers = useNumbers(account_sid);
  const [chosen, setChosen] = useState<string[]>([]);
  const isIn = new Set(pool.numbers.map((one) => one.sid));
  const free = (numbers.data ?? []).filter((one) => !isIn.has(one.sid) && one.capabilities.sms !== false);
  async function addAll(): Promise<void> {
    for (const sid of chosen) {
      await api.form(`${SERVICES}/${service.sid}/PhoneNumbers`, { PhoneNumberSid: sid });
      setChosen((old) => old.filter((one) => one !== sid));
    }
  }
  const count = chosen.length;
  const add = useAct(addAll, { isForm: true, refresh: REFRESH, done: () => { tell(`${plural(count, "number")} added.`); onClose(); } });
  return (
    <Form isReady={count > 0} error={add.error} isPending={add.isPending} onClose={onClose} onSubmit={() => add.mutate(undefined)}>
      <MultiSelect label="Numbers" description="A number is in one service only" data-autofocus searchable hidePickedOptions nothingFoundMessage="None left" placeholder={count ? undefined : "Choose"} maxDropdownHeight={260} data={free.map((one) => ({ value: one.sid, label: pretty(one.phone_number) }))} value={chosen} onChange={setChosen} />
      {numbers.data && free.length === 0 && <Text fz="sm" c="dimmed">Every number you own that can text is in this pool. <Link to="/numbers/search">Get more</Link></Text>}
      {numbers.error && <Problem error={numbers.error} onRetry={() => void numbers.refetch()} />}
    </Form>
  );
}

function Codes({ service, pool, onClose }: Omit<Props, "isOpen"> & { pool: Pool }) {
  const { account_sid } = useSession();
  const codes = useShortCodes(account_sid);
  const [chosen, setChosen] = useState<string | null>(null);
  const isIn = new Set(pool.codes.map((one) => one.sid));
  const free = (codes.data ?? []).filter((one) => !isIn.has(one.sid));
  const add = useAct(() => api.form(`${SERVICES}/${service.sid}/ShortCodes`, { ShortCodeSid: chosen }), { isForm: true, refresh: REFRESH, done: () => { tell("Added."); onClose(); } });
  return (
    <Form isReady={chosen !== null} error={add.error} isPending={add.isPending} onClose={onClose} onSubmit={() => add.mutate(undefined)}>
      <Select label="Short code" data-autofocus placeholder="Choose" nothingFoundMessage="None left" data={free.map((one) => ({ value: one.sid, label: one.short_code }))} value={chosen} onChange={setChosen} />
      {codes.error && <Problem error={codes.error} onRetry={() => void codes.refetch()} />}
    </Form>
  );
}

function Name({ service, onClose }: Omit<Props, "isOpen">) {
  const [name, setName] = useState("");
  const [country, setCountry] = useState("");
  const fields = { AlphaSender: name.trim(), IsoCountryCode: country.trim().toUpperCase() || undefined };
  const add = useAct(() => api.form(`${SERVICES}/${service.sid}/DestinationAlphaSenders`, fields), { isForm: true, refresh: REFRESH, done: () => { tell("Added."); onClose(); } });
  return (
    <Form isReady={name.trim() !== ""} error={add.error} isPending={add.isPending} onClose={onClose} onSubmit={() => add.mutate(undefined)}>
      <TextInput label="Name" description="1 to 11 letters, digits, spaces and - + _ &, with a letter among them" required data-autofocus maxLength={NAME_MOST} placeholder="SHOP" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label="Only in this country" description="Two letters; empty: everywhere that takes names" maxLength={COUNTRY_LETTERS} placeholder="FR" value={country} onChange={(event) => setCountry(event.currentTarget.value)} />
    </Form>
  );
}

export function AddNumbers({ isOpen, pool, ...more }: Props & { pool: Pool }) {
  return <Modal opened={isOpen} onClose={more.onClose} title="Add numbers"><Numbers pool={pool} {...more} /></Modal>;
}

export function AddShortCode({ isOpen, pool, ...more }: Props & { pool: Pool }) {
  return <Modal opened={isOpen} onClose={more.onClose} title="Add a short code"><Codes pool={pool} {...more} /></Modal>;
}

export function AddName({ isOpen, ...more }: Props) {
  return <Modal opened={isOpen} onClose={more.onClose} title="Add a name"><Name {...more} /></Modal>;
}
