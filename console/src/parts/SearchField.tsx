import { TextInput, type TextInputProps } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";

/** The field that `/` puts the cursor in. */
export function SearchField(props: TextInputProps) {
  return <TextInput type="search" data-search leftSection={<IconSearch size={16} aria-hidden />} {...props} />;
}
