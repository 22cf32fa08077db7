import { Tooltip } from "@mantine/core";
import { IconQuestionMark, IconRobot, IconUserCheck } from "@tabler/icons-react";
import { answerer } from "./rules";

function iconOf(answeredBy: string): typeof IconRobot {
  return answeredBy === "human" ? IconUserCheck : answeredBy === "unknown" ? IconQuestionMark : IconRobot;
}

/** A person or a machine, as detection told them apart; `text` stands beside the mark. */
export function Answerer({ answeredBy, text }: { answeredBy: string; text?: string }) {
  const Icon = iconOf(answeredBy);
  const label = `Answered by ${answerer(answeredBy)}`;
  const mark = <Icon size={16} aria-label={text ? undefined : label} aria-hidden={text ? true : undefined} color={`var(--mantine-color-${answeredBy === "human" ? "rack" : "lamp"}-6)`} style={{ flex: "none", verticalAlign: "-3px" }} />;
  return text ? <>{mark} {text}</> : <Tooltip label={label}>{mark}</Tooltip>;
}
