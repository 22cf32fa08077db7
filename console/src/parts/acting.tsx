import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refusal } from "@/api/client";
import { nextStep } from "@/words/codes";

export function tell(message: string): void {
  notifications.show({ message, color: "rack", autoClose: 3500 });
}

export function tellRefusal(error: Error): void {
  const refusal = error instanceof Refusal ? error : new Refusal(-1, null, error.message);
  notifications.show({
    color: "red", autoClose: 9000,
    title: refusal.code ? `${refusal.code} · ${refusal.message}` : refusal.message,
    message: nextStep(refusal.code, refusal.status),
  });
}

/** A change made by a person: says how it went, and refreshes what it touched. A form that shows `error` itself is `isForm`. */
export function useAct<Input, Output = unknown>(
  deed: (input: Input) => Promise<Output>,
  { refresh = [], isForm = false, done }: { refresh?: QueryKey[]; isForm?: boolean; done?: string | ((output: Output, input: Input) => void) } = {},
) {
  const client = useQueryClient();
  return useMutation<Output, Error, Input>({
    mutationFn: deed,
    onError: isForm ? undefined : tellRefusal,
    onSuccess: (output, input) => {
      for (const queryKey of refresh) void client.invalidateQueries({ queryKey });
      if (typeof done === "string") tell(done);
      else done?.(output, input);
    },
  });
}

/** Asks before something that cannot be taken back. */
export function askFirst(title: string, body: ReactNode, confirm: string, then: () => void): void {
  modals.openConfirmModal({
    title, children: <Text fz="sm">{body}</Text>, labels: { confirm, cancel: "Keep it" }, confirmProps: { color: "red" }, onConfirm: then,
  });
}
