import { deepStrictEqual as same, equal, ok } from "node:assert/strict";
import {
  type Around,
  fieldsAfter,
  isRecorded,
  mergeUser,
  recordOfChange,
  refusalOfChange,
  refusalOfSeat,
  type UserState,
} from "../../domain/user_change.ts";

const dev: UserState = {
  ...{ id: 4, version: 3, fullName: "Dev", email: null, role: "dispatcher", area: "lucknow" },
  ...{ disabled: false, mustChangePassword: false },
};
const admin: UserState = { ...dev, id: 1, role: "admin", area: null };
const room: Around = { doerId: 9, otherAdmins: 1, seats: { active: true, max: 10, taken: 3 } };
const full: Around = { ...room, seats: { active: true, max: 3, taken: 3 } };

Deno.test("a change of another version is refused before all else", () => {
  equal(refusalOfChange(admin, { version: 2, role: "biller" }, { ...room, otherAdmins: 0 }), "version_conflict");
  equal(refusalOfChange(dev, { version: 3, fullName: "D" }, room), null);
});

Deno.test("the last enabled admin is neither demoted nor disabled; a disabled one counts for nothing", () => {
  const alone = { ...room, otherAdmins: 0 };
  equal(refusalOfChange(admin, { version: 3, role: "biller" }, alone), "last_admin");
  equal(refusalOfChange(admin, { version: 3, disabled: true }, alone), "last_admin");
  equal(refusalOfChange(admin, { version: 3, fullName: "A" }, alone), null);
  equal(refusalOfChange({ ...admin, disabled: true }, { version: 3, role: "biller" }, alone), null);
  equal(refusalOfChange(admin, { version: 3, role: "biller" }, room), null);
});

Deno.test("nobody changes his own role, disables himself or sets his own password here; his name and address he may", () => {
  const own = { ...room, doerId: 1 };
  equal(refusalOfChange(admin, { version: 3, role: "biller" }, own), "own_account");
  equal(refusalOfChange(admin, { version: 3, disabled: true }, own), "own_account");
  equal(refusalOfChange(admin, { version: 3, password: "x" }, own), "own_account");
  equal(refusalOfChange(admin, { version: 3, fullName: "A", email: "a@b.in", role: "admin" }, own), null);
});

Deno.test("who comes to an area needs a place in it: by moving, by becoming a dispatcher, by being enabled again", () => {
  equal(refusalOfChange(dev, { version: 3, area: "indore" }, full), "area_full");
  equal(refusalOfChange(admin, { version: 3, role: "dispatcher", area: "indore" }, full), "area_full");
  equal(refusalOfChange({ ...dev, disabled: true }, { version: 3, disabled: false }, full), "area_full");
  equal(refusalOfChange(dev, { version: 3, fullName: "D", area: "lucknow" }, full), null, "he has his place");
  equal(refusalOfChange(dev, { version: 3, area: "indore", disabled: true }, full), null, "he takes none");
  equal(refusalOfChange(dev, { version: 3, area: null }, { ...full, seats: null }), null);
  equal(refusalOfChange(dev, { version: 3, area: "indore" }, { ...room, seats: null }), "unknown_area");
});

Deno.test("an area that is not in use takes nobody, and a full one nobody more", () => {
  equal(refusalOfSeat(null), "unknown_area");
  equal(refusalOfSeat({ active: false, max: 10, taken: 0 }), "unknown_area");
  equal(refusalOfSeat({ active: true, max: 1, taken: 0 }), null);
  equal(refusalOfSeat({ active: true, max: 1, taken: 1 }), "area_full");
  equal(refusalOfSeat({ active: true, max: 0, taken: 0 }), "area_full");
});

Deno.test("whoever is no dispatcher any more leaves the area, asked or not", () => {
  equal(fieldsAfter(dev, { role: "admin" }).area, null);
  equal(fieldsAfter(dev, { role: "biller", area: "indore" }).area, null);
  equal(fieldsAfter(dev, {}).area, "lucknow");
});

Deno.test("the record tells what was asked and what followed, before and after, and never the password", () => {
  const record = recordOfChange(dev, { version: 3, role: "biller", password: "a long secret" });
  same(record, {
    before: { version: 3, role: "dispatcher", area: "lucknow" },
    after: { version: 4, role: "biller", area: null, password: "set" },
  });
});

Deno.test("a change is known again by its record, and another one is not", () => {
  const change = { version: 3, role: "biller", area: "indore", fullName: null } as const;
  const { after } = recordOfChange(dev, change);
  ok(isRecorded(change, after));
  ok(isRecorded({ version: 3, role: "biller" }, recordOfChange(dev, { version: 3, role: "biller" }).after));
  for (const other of [{ version: 4 }, { role: "admin" }, { fullName: "X" }, { email: "x@y.in" }, { password: "x" }]) {
    ok(!isRecorded({ ...change, ...other } as typeof change, after), JSON.stringify(other));
  }
  ok(!isRecorded({ version: 3, role: "biller" }, after), "it asked for less");
  ok(!isRecorded(change, null));
});

Deno.test("of two edits at once each field keeps what somebody wrote, the later one's word before the other's", () => {
  const now = { ...dev, fullName: "Devi", email: "d@b.in", role: "biller", area: null } as const;
  const written = { ...dev, fullName: "David", mustChangePassword: true };
  const merged = mergeUser(dev, written, now);
  same(merged, {
    ...{ fullName: "David", email: "d@b.in", role: "biller", area: null, disabled: false, mustChangePassword: true },
  });
});
