import { useMediaQuery } from "@mantine/hooks";

const NARROW = "(max-width: 48em)";

/** Too narrow for tables: a phone, or a slim window. */
export function useNarrow(): boolean {
  return useMediaQuery(NARROW, window.matchMedia(NARROW).matches) ?? false;
}
