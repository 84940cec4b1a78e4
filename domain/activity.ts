/** What each person did: scans of some days and of all time, as an export tells them. */
import type { Column } from "./sheet.ts";
import type { Role } from "./shapes.ts";

export interface ActivityLine {
  readonly username: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly area: string | null;
  /** On the days that were asked for. */
  readonly scans: number;
  /** Of all time. */
  readonly scansInAll: number;
  readonly lastScanAt: Date | null;
  readonly isDisabled: boolean;
  readonly joinedAt: Date;
}

export const ACTIVITY_COLUMNS: readonly Column<ActivityLine>[] = [
  { name: "Username", cell: ({ username }) => username },
  { name: "Full Name", cell: ({ fullName }) => fullName },
  { name: "Email", cell: ({ email }) => email },
  { name: "Role", cell: ({ role }) => role },
  { name: "Dispatch Area", cell: ({ area }) => area },
  { name: "Scans in the Period", cell: ({ scans }) => scans },
  { name: "Total Scans", cell: ({ scansInAll }) => scansInAll },
  { name: "Last Scan", isTime: true, cell: ({ lastScanAt }) => lastScanAt },
  { name: "Account Status", cell: ({ isDisabled }) => isDisabled ? "disabled" : "active" },
  { name: "Joined", isTime: true, cell: ({ joinedAt }) => joinedAt },
];
