import { Button, Card, SegmentedControl, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { IconMapPin, IconShoppingCart } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, core } from "@/api/client";
import type { AvailablePhoneNumber, IncomingPhoneNumber } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { SearchField } from "@/parts/SearchField";
import { useSession } from "@/products/console/session";
import { pretty } from "@/words/numbers";
import { Abilities } from "./Abilities";
import { useAvailable, useCountries, type Wanted } from "./queries";

const TYPES: Record<string, { type: string; label: string }> = {
  local: { type: "Local", label: "Local" }, toll_free: { type: "TollFree", label: "Toll-free" }, mobile: { type: "Mobile", label: "Mobile" }, national: { type: "National", label: "National" },
};
const HAS_AREA_CODES = new Set(["US", "CA"]);

function Buy({ number }: { number: AvailablePhoneNumber }) {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const buy = useAct(() => api.form<IncomingPhoneNumber>(core(account_sid, "IncomingPhoneNumbers"), { PhoneNumber: number.phone_number }), {
    refresh: [["numbers"], ["available"]], done: (bought) => { tell(`${pretty(bought.phone_number)} is yours.`); void navigate(`/numbers/${bought.sid}`); },
  });
  const ask = () => modals.openConfirmModal({
    title: `Buy ${pretty(number.phone_number)}?`, labels: { confirm: "Buy", cancel: "Not now" }, onConfirm: () => buy.mutate(undefined),
    children: <Text fz="sm">It joins your numbers at once{number.address_requirements !== "none" && `; it asks for an address (${number.address_requirements})`}. Next you say which URLs it asks.</Text>,
  });
  return <Button size="compact-sm" loading={buy.isPending} onClick={ask} aria-label={`Buy ${number.phone_number}`}>Buy</Button>;
}

const COLUMNS: Column<AvailablePhoneNumber>[] = [
  { key: "number", title: "Number", card: "head", render: (row) => <Text span fw={500}>{pretty(row.phone_number)}</Text> },
  { key: "place", title: "Place", render: (row) => [row.locality, row.region].filter(Boolean).join(", ") || "—" },
  { key: "centre", title: "Rate centre", render: (row) => row.rate_center ?? "—" },
  { key: "can", title: "Can", render: (row) => <Abilities of={row.capabilities} /> },
  { key: "address", title: "Address needed", render: (row) => row.address_requirements },
  { key: "buy", title: "", width: 90, align: "right", render: (row) => <Buy number={row} /> },
];

function CountryAndType({ wanted, onChange }: { wanted: Wanted; onChange: (change: Partial<Wanted>) => void }) {
  const { account_sid } = useSession();
  const countries = useCountries(account_sid);
  const known = countries.data ?? [];
  const uris = Object.keys(known.find((one) => one.country_code === wanted.country)?.subresource_uris ?? { local: "", toll_free: "", mobile: "" });
  const types = uris.map((name) => TYPES[name]).filter((one) => one !== undefined);
  return (
    <>
      <Select
        label="Country" searchable allowDeselect={false} value={wanted.country} nothingFoundMessage="No such country"
        data={known.length ? known.map((one) => ({ value: one.country_code, label: `${one.country} (${one.country_code})` })) : [{ value: "US", label: "United States (US)" }, { value: "CA", label: "Canada (CA)" }, { value: "GB", label: "United Kingdom (GB)" }]}
        onChange={(value) => onChange({ country: value ?? "US", type: "Local", area_code: "" })}
      />
      <div>
        <Text fz="sm" fw={500} mb={3}>Kind</Text>
        <SegmentedControl fullWidth aria-label="Kind of number" data={types.map((one) => ({ value: one.type, label: one.label }))} value={wanted.type} onChange={(type) => onChange({ type })} />
      </div>
    </>
  );
}

export function Search() {
  const { account_sid } = useSession();
  const [wanted, setWanted] = useState<Wanted>({ country: "US", type: "Local", area_code: "", contains: "", near: "", region: "" });
  const [settled] = useDebouncedValue(wanted, 350);
  const found = useAvailable(account_sid, settled);
  const change = (part: Partial<Wanted>) => setWanted((old) => ({ ...old, ...part }));
  const isNanp = HAS_AREA_CODES.has(wanted.country);
  return (
    <Page title="Find a number" back={{ to: "/numbers", label: "Numbers" }} about="Search by place, area code or the digits you like; letters count as on a keypad and * is any digit.">
      <Card mb="md" padding="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mb="sm"><CountryAndType wanted={wanted} onChange={change} /></SimpleGrid>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          <SearchField label="Contains" placeholder="4155****99 or AHOY" value={wanted.contains} onChange={(event) => change({ contains: event.currentTarget.value })} />
          <TextInput label="Area code" placeholder="415" inputMode="numeric" disabled={!isNanp} maxLength={3} value={wanted.area_code} onChange={(event) => change({ area_code: event.currentTarget.value.replace(/\D/g, "") })} />
          <TextInput label="Region" placeholder="CA" value={wanted.region} onChange={(event) => change({ region: event.currentTarget.value })} />
          <TextInput label="Near number" placeholder="+14155550100" disabled={!isNanp} value={wanted.near} onChange={(event) => change({ near: event.currentTarget.value })} />
        </SimpleGrid>
      </Card>
      <Card padding={0}>
        <Listing
          label="Available numbers" rows={found.data} columns={COLUMNS} rowKey={(row) => row.phone_number} error={found.error} onRetry={() => void found.refetch()}
          empty={<Empty icon={wanted.area_code ? <IconMapPin size={26} /> : <IconShoppingCart size={26} />} title="No number fits">Drop a digit or try a neighbouring area code.</Empty>}
        />
      </Card>
    </Page>
  );
}
