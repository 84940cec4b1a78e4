/** The record of what people did besides scanning, as it is listed and taken away. */
import type { Bound } from "./filters.ts";
import type { Column } from "./sheet.ts";

export interface AuditFilter {
  /** Who did it, by name in any case. */
  readonly actor?: string | null;
  readonly action?: string | null;
  /** A sort of thing ("user"), or one of them ("user/7"). */
  readonly entity?: string | null;
  readonly from?: Bound | null;
  readonly to?: Bound | null;
}

export interface AuditLine {
  readonly at: Date;
  /** Null: the program itself, or somebody who could not sign in. */
  readonly actor: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string | null;
  readonly requestId: string | null;
}

export const AUDIT_COLUMNS: readonly Column<AuditLine>[] = [
  { name: "At", isTime: true, cell: ({ at }) => at },
  { name: "Username", cell: ({ actor }) => actor },
  { name: "Action", cell: ({ action }) => action },
  { name: "Entity", cell: ({ entity }) => entity },
  { name: "Entity ID", cell: ({ entityId }) => entityId },
  { name: "Before", cell: ({ before }) => jsonOf(before) },
  { name: "After", cell: ({ after }) => jsonOf(after) },
  { name: "Address", cell: ({ address }) => address },
  { name: "Request ID", cell: ({ requestId }) => requestId },
];

const jsonOf = (state: unknown): string | null => state === null ? null : JSON.stringify(state);
