import { Button, Group, Modal, SegmentedControl, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import type { Brand } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { Problem } from "@/parts/Problem";
import { BRANDS } from "./queries";

const BUNDLE = "BU and 32 hex digits";

function Fields({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState("STANDARD");
  const [customer, setCustomer] = useState("");
  const [messaging, setMessaging] = useState("");
  const [isMock, setMock] = useState(false);
  const fields = { CustomerProfileBundleSid: customer.trim(), A2PProfileBundleSid: messaging.trim(), BrandType: kind, Mock: isMock ? "true" : undefined };
  const register = useAct(() => api.form<Brand>(BRANDS, fields), { isForm: true, refresh: [["brands"]], done: () => { tell("Submitted."); onClose(); } });
  const submit = (event: FormEvent) => { event.preventDefault(); register.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack>
        <SegmentedControl aria-label="Kind of brand" value={kind} onChange={setKind} data={[{ value: "STANDARD", label: "Business" }, { value: "SOLE_PROPRIETOR", label: "Sole proprietor" }]} />
        <TextInput label="Profile of the business" description={BUNDLE} required data-autofocus className="mono" placeholder="BU…" value={customer} onChange={(event) => setCustomer(event.currentTarget.value)} />
        <TextInput label="Profile of its messaging" description={BUNDLE} required className="mono" placeholder="BU…" value={messaging} onChange={(event) => setMessaging(event.currentTarget.value)} />
        <Switch label="Only for trying" description="Approved at once; its campaigns never send to real networks" checked={isMock} onChange={(event) => setMock(event.currentTarget.checked)} />
        <Text fz="sm" c="dimmed">Where the simulated carrier serves, its registry reviews by itself within moments. Else the operator says what the registry said.</Text>
        {register.error && <Problem error={register.error} />}
        <Group justify="flex-end"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" loading={register.isPending}>Submit</Button></Group>
      </Stack>
    </form>
  );
}

/** Submits a brand for review. */
export function BrandForm({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return <Modal opened={isOpen} onClose={onClose} size="lg" title="Register a brand"><Fields onClose={onClose} /></Modal>;
}
