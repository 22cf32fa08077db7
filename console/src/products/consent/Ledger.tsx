import { Badge, Button, Card, Group, Select, Stack, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDownload, IconNotebook, IconPlus } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import { encode, own } from "@/api/client";
import type { Consent } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { PartyField } from "@/parts/PartyField";
import { Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { useServiceNames } from "@/products/messaging/services/queries";
import { USECASES, usecaseName } from "@/products/messaging/services/rules";
import { pretty } from "@/words/numbers";
import { PersonCard } from "./PersonCard";
import { listed, useLedger } from "./queries";
import { StatementForm } from "./StatementForm";

const ALL = "any";

function WordBadge({ word }: { word: Consent["word"] }) {
  return <Badge color={word === "opt-in" ? "rack" : "orange"} tt="none" fw={500}>{word === "opt-in" ? "opted in" : "opted out"}</Badge>;
}

/** To whom it was said: a number, a service, or all of the account. */
function Toward({ row, nameOf }: { row: Consent; nameOf: (sid: string) => string }) {
  const [sid, sender] = [row.messaging_service_sid, row.sender];
  if (!sid && !sender) return <span className="quiet">all of the account</span>;
  return <Text span fz="sm" lineClamp={2} title={sid ? nameOf(sid) : undefined}>{sender && pretty(sender)}{sender && sid && " in "}{sid && <Link to={`/services/${sid}`} className="plain-link">{nameOf(sid)}</Link>}</Text>;
}

/** The keyword and the text that said it, or what was brought as proof. */
function Proof({ row }: { row: Consent }) {
  const words = row.said ? `“${row.said}”` : row.proof;
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <Badge color="gray" tt="none" fw={500} style={{ flex: "none" }}>{row.source}</Badge>
      <Tooltip label={words} multiline maw={420} disabled={words.length < 60}><Text span fz="sm" lineClamp={2} style={{ overflowWrap: "anywhere" }}>{row.message_sid ? <Link to={`/messages/${row.message_sid}`}>{words}</Link> : words}</Text></Tooltip>
    </Group>
  );
}

const columns = (nameOf: (sid: string) => string): Column<Consent>[] => [
  { key: "person", title: "Who", width: 160, card: "head", render: (row) => <Text span fz="sm" fw={500}>{pretty(row.person)}</Text> },
  { key: "word", title: "Said", width: 110, render: (row) => <WordBadge word={row.word} /> },
  { key: "purpose", title: "About", width: 120, render: (row) => <Text span fz="sm">{row.purpose === ALL ? "everything" : usecaseName(row.purpose)}</Text> },
  { key: "toward", title: "To", width: 190, render: (row) => <Toward row={row} nameOf={nameOf} /> },
  { key: "proof", title: "Proof", render: (row) => <Proof row={row} /> },
  { key: "at", title: "Written down", width: 130, render: (row) => <When at={row.date_created} /> },
  { key: "sid", title: "SID", width: 170, card: "none", render: (row) => <Sid sid={row.sid} /> },
];

const WORDS = [{ value: "opt-in", label: "Opted in" }, { value: "opt-out", label: "Opted out" }];
const PURPOSES = [{ value: ALL, label: "Everything" }, ...USECASES.map(({ value, label }) => ({ value, label }))];

function useFilters() {
  const [params, setParams] = useSearchParams();
  const of = (name: string) => params.get(name) ?? "";
  const set = (name: string, value: string) => setParams((old) => { if (value) old.set(name, value); else old.delete(name); return old; }, { replace: true });
  return { filters: { person: of("person"), word: of("word"), purpose: of("purpose") }, set };
}

/** What people have said, line by line. */
export function Ledger() {
  const { account_sid } = useSession();
  const { filters, set } = useFilters();
  const [isOpen, form] = useDisclosure(false);
  const list = useLedger(account_sid, filters);
  const services = useServiceNames(account_sid).data ?? [];
  const nameOf = (sid: string) => services.find((one) => one.sid === sid)?.friendly_name ?? `${sid.slice(0, 8)}…`;
  const isNarrowed = Boolean(filters.person || filters.word || filters.purpose);
  const write = <Button leftSection={<IconPlus size={16} />} onClick={form.open}>Write down a statement</Button>;
  return (
    <Stack gap="lg">
      <Group align="flex-end" gap="sm">
        <PartyField label="Person" isMain value={filters.person} onSettle={(value) => set("person", value)} />
        <Select label="Said" w={140} clearable placeholder="Anything" data={WORDS} value={filters.word || null} onChange={(value) => set("word", value ?? "")} />
        <Select label="About" w={170} clearable placeholder="Any purpose" data={PURPOSES} value={filters.purpose || null} onChange={(value) => set("purpose", value ?? "")} />
        <Group gap="sm" ml="auto">
          <Button component="a" href={`${own("Consents/Export")}?${encode({ person: filters.person || undefined })}`} download="consent.csv" variant="default" leftSection={<IconDownload size={16} />}>{filters.person ? "Export this person" : "Export all"}</Button>
          {write}
        </Group>
      </Group>
      {filters.person && <PersonCard number={filters.person} />}
      <Card padding={0}>
        <Listing label="Ledger" rows={listed(list.data?.pages)} columns={columns(nameOf)} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} isFetching={list.isFetching} empty={<Empty icon={<IconNotebook size={26} />} title={isNarrowed ? "No such statement" : "Nobody has said anything yet"} action={isNarrowed ? undefined : write}>{isNarrowed ? "Nobody has said that; look for less." : "STOP, START and their kin in any language that a number's country speaks come here by themselves. What was said elsewhere you write down, with its proof."}</Empty>} />
      </Card>
      {list.hasNextPage && <Group justify="flex-end"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more</Button></Group>}
      <StatementForm isOpen={isOpen} person={filters.person} onClose={form.close} />
    </Stack>
  );
}
