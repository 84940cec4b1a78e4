/** Text that a database column can hold: no NUL, no half of a surrogate pair. Nothing else is changed. */
export const storable = (text: string): string => text.toWellFormed().replaceAll("\u0000", "\ufffd");
