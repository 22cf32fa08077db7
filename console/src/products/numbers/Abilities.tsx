import { Badge, Group } from "@mantine/core";
import type { Capabilities } from "@/api/types";
import { abilities } from "./queries";

export function Abilities({ of }: { of: Capabilities }) {
  return <Group gap={4} wrap="nowrap" display="inline-flex">{abilities(of).map((one) => <Badge key={one} color="gray" tt="none" fw={500} style={{ flex: "none" }}>{one}</Badge>)}</Group>;
}
