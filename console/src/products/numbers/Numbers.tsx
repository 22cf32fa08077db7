import { Button, Card, Group, Text } from "@mantine/core";
import { IconPhone, IconSearch, IconSettings } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { IncomingPhoneNumber } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { SearchField } from "@/parts/SearchField";
import { Copy, Sid } from "@/parts/Sid";
import { useSession } from "@/products/console/session";
import { pretty } from "@/words/numbers";
import { Abilities } from "./Abilities";
import { useNumbers } from "./queries";

function Asked({ url, applicationSid }: { url: string | null; applicationSid: string | null }) {
  if (applicationSid) return <Sid sid={applicationSid} to={`/applications/${applicationSid}`} />;
  if (!url) return <span className="quiet">not set</span>;
  return <Text span fz="sm" lineClamp={1} title={url} style={{ overflowWrap: "anywhere" }}>{url}</Text>;
}

const COLUMNS: Column<IncomingPhoneNumber>[] = [
  { key: "number", title: "Number", width: 200, card: "head", render: (row) => (
    <Group gap={2} wrap="nowrap"><Link className="plain-link" to={`/numbers/${row.sid}`}><Text span fw={500} style={{ whiteSpace: "nowrap" }}>{pretty(row.phone_number)}</Text></Link><Copy value={row.phone_number} what="number" /></Group>
  ) },
  { key: "name", title: "Name", render: (row) => row.friendly_name },
  { key: "can", title: "Can", width: 190, render: (row) => <Abilities of={row.capabilities} /> },
  { key: "sms", title: "Messages go to", render: (row) => <Asked url={row.sms_url} applicationSid={row.sms_application_sid} /> },
  { key: "voice", title: "Calls go to", render: (row) => <Asked url={row.voice_url} applicationSid={row.voice_application_sid} /> },
  { key: "sid", title: "SID", width: 176, render: (row) => <Sid sid={row.sid} to={`/numbers/${row.sid}`} /> },
  { key: "open", title: "", width: 60, card: "none", render: (row) => <Button component={Link} to={`/numbers/${row.sid}`} variant="subtle" color="gray" size="compact-sm" aria-label={`Configure ${row.phone_number}`}><IconSettings size={17} /></Button> },
];

function matches(row: IncomingPhoneNumber, words: string): boolean {
  const digits = words.replace(/[^\d]/g, "");
  return !words || row.friendly_name.toLowerCase().includes(words.toLowerCase()) || (digits !== "" && row.phone_number.includes(digits)) || row.sid === words;
}

const FindNew = () => <Button component={Link} to="/numbers/search" leftSection={<IconSearch size={16} />}>Find a number</Button>;

export function Numbers() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const list = useNumbers(account_sid);
  const [words, setWords] = useState("");
  const rows = list.data?.filter((row) => matches(row, words.trim()));
  return (
    <Page title="Numbers" about="Numbers this account owns, and who is asked when they are texted or called." actions={<FindNew />}>
      <Card padding={0}>
        {(list.data?.length ?? 0) > 0 && <Group p="md" style={{ borderBottom: "1px solid var(--line)" }}><SearchField aria-label="Filter by number or name" placeholder="Number or name" w={{ base: "100%", sm: 300 }} value={words} onChange={(event) => setWords(event.currentTarget.value)} /></Group>}
        <Listing
          label="Numbers" rows={rows} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} onOpen={(row) => void navigate(`/numbers/${row.sid}`)}
          empty={words ? <Empty icon={<IconSearch size={26} />} title="No number matches">Try fewer digits.</Empty> : <Empty icon={<IconPhone size={26} />} title="No numbers yet" action={<FindNew />}>Texts and calls need a number to come from. Those here cost nothing real.</Empty>}
        />
      </Card>
    </Page>
  );
}
