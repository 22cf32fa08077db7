import { Badge, Tooltip } from "@mantine/core";
import type { TracedWebhook } from "@/api/types";
import { httpColour } from "@/parts/Status";
import { titleOf } from "@/words/codes";

/** HTTP status of the answer, or the code of what went wrong instead. */
export function Outcome({ webhook }: { webhook: TracedWebhook }) {
  const { response, error } = webhook;
  const label = response ? String(response.status) : `${error?.code ?? "no answer"}`;
  const words = error ? (error.message || titleOf(error.code) || "It failed") : "Answered";
  return <Tooltip label={words} multiline maw={320}><Badge color={error ? "red" : httpColour(response?.status)} tt="none">{label}</Badge></Tooltip>;
}
