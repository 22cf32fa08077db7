import { ActionIcon, Badge, Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHash, IconMessage2, IconPlus, IconTypography, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { api } from "@/api/client";
import type { Service } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { pretty } from "@/words/numbers";
import { AddName, AddNumbers, AddShortCode } from "./AddSender";
import { SERVICES, usePool, type Pool as PoolState } from "./queries";
import classes from "./services.module.css";

const REFRESH = [["services", "pool"]];

interface Sender {
  sid: string;
  name: string;
  to?: string;
  notes: string[];
}

interface KindProps {
  service: Service;
  kind: "PhoneNumbers" | "ShortCodes" | "DestinationAlphaSenders";
  title: string;
  icon: ReactNode;
  senders: Sender[];
  none: string;
  onAdd: () => void;
}

function Row({ service, kind, sender }: Pick<KindProps, "service" | "kind"> & { sender: Sender }) {
  const remove = useAct(() => api.remove(`${SERVICES}/${service.sid}/${kind}/${sender.sid}`), { refresh: REFRESH, done: `${sender.name} is out of the pool.` });
  const ask = () => askFirst(`Take ${sender.name} out?`, "Recipients who know the service by it hear from another sender next time.", "Take out", () => remove.mutate(undefined));
  return (
    <li className={classes.sender} aria-label={sender.name}>
      <Text fz="sm" fw={500} component="span" style={{ flex: 1, minWidth: 0, overflowWrap: "anywhere" }}>{sender.to ? <Link to={sender.to} className="plain-link">{sender.name}</Link> : sender.name}</Text>
      {sender.notes.map((note) => <Badge key={note} color="gray" tt="none" fw={500} style={{ flex: "none" }}>{note}</Badge>)}
      <Tooltip label="Take out of the pool"><ActionIcon variant="subtle" color="gray" size={30} loading={remove.isPending} aria-label={`Take ${sender.name} out`} onClick={ask}><IconX size={16} /></ActionIcon></Tooltip>
    </li>
  );
}

function Kind({ service, kind, title, icon, senders, none, onAdd }: KindProps) {
  return (
    <Card aria-label={title} component="section">
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">{icon}<Title order={2}>{title}</Title>{senders.length > 0 && <Text span c="dimmed" fz="sm">{senders.length.toLocaleString()}</Text>}</Group>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} aria-label={`Add to ${title.toLowerCase()}`} onClick={onAdd}>Add</Button>
      </Group>
      {senders.length === 0 ? <Text fz="sm" c="dimmed">{none}</Text> : <ul className={classes.senders}>{senders.map((sender) => <Row key={sender.sid} service={service} kind={kind} sender={sender} />)}</ul>}
    </Card>
  );
}

function numbersOf(pool: PoolState): Sender[] {
  return pool.numbers.map((one) => ({ sid: one.sid, name: pretty(one.phone_number), to: `/numbers/${one.sid}`, notes: [one.country_code] }));
}

function codesOf(pool: PoolState): Sender[] {
  return pool.codes.map((one) => ({ sid: one.sid, name: one.short_code, notes: [one.country_code] }));
}

function namesOf(pool: PoolState): Sender[] {
  return pool.names.map((one) => ({ sid: one.sid, name: one.alpha_sender, notes: [one.iso_country_code || "everywhere"] }));
}

function Kinds({ service, pool }: { service: Service; pool: PoolState }) {
  const [number, numberForm] = useDisclosure(false);
  const [code, codeForm] = useDisclosure(false);
  const [name, nameForm] = useDisclosure(false);
  return (
    <>
      <SimpleGrid cols={{ base: 1, lg: 3 }} spacing="lg" style={{ alignItems: "start" }}>
        <Kind service={service} kind="PhoneNumbers" title="Numbers" icon={<IconHash size={18} aria-hidden />} senders={numbersOf(pool)} none="None yet. The more there are, the more a service can send at once, and the nearer to its recipients." onAdd={numberForm.open} />
        <Kind service={service} kind="ShortCodes" title="Short codes" icon={<IconMessage2 size={18} aria-hidden />} senders={codesOf(pool)} none="None. In its own country a short code goes before numbers." onAdd={codeForm.open} />
        <Kind service={service} kind="DestinationAlphaSenders" title="Names" icon={<IconTypography size={18} aria-hidden />} senders={namesOf(pool)} none="None. Where a country takes names, a name goes before all others; it cannot be answered." onAdd={nameForm.open} />
      </SimpleGrid>
      <AddNumbers service={service} pool={pool} isOpen={number} onClose={numberForm.close} />
      <AddShortCode service={service} pool={pool} isOpen={code} onClose={codeForm.close} />
      <AddName service={service} isOpen={name} onClose={nameForm.close} />
    </>
  );
}

/** Whom a service sends from. */
export function Pool({ service }: { service: Service }) {
  const found = usePool(service.sid);
  if (found.data) return <Kinds service={service} pool={found.data} />;
  return found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : <Stack aria-busy="true" aria-label="Loading"><Skeleton h={200} radius="lg" /></Stack>;
}
