// Runs in a pair: it starts a whole server and a browser.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { en } from "../../views/words/en.ts";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { type CountsSeen, Importer, NO_COUNTS_SEEN } from "../support/importing.ts";
import { applyOn, isChecked, sendOn, totalsOn, undoOn } from "../support/import_pages.ts";
import { assertOnce } from "../support/import_rivals.ts";
import { PASSWORDS, startServer } from "../support/server.ts";
import { assertSound, pictureOf, type StockPicture } from "../support/stock_picture.ts";

/** A file of the warehouse, and what is in it: counted by hand, not by our reader. */
interface Sample {
  readonly file: string;
  readonly layout: string;
  /** Of a preview in a warehouse that knows none of it; `new_rows` are all rows. */
  readonly counts: CountsSeen;
  readonly totals: Readonly<Record<string, number>>;
  /** Whether it stays in: others build on it. */
  readonly stays: boolean;
}

/** Nothing that is there already, nothing that stands in the way. */
const { newBags, newSacks, newBills, packed, loaded, unchanged, conflicts, bad } = en.imports;
const CLEAN = { [unchanged]: 0, [conflicts]: 0, [bad]: 0 };

const SAMPLES: readonly Sample[] = [
  {
    // Two sheets, Morning and Evening: in each a header, 20 times 15 bags and their sack, and 4 blank rows in between.
    file: "child-parent-batches.xlsx",
    layout: "child_parent_batches",
    counts: { ...NO_COUNTS_SEEN, new_parents: 40, new_children: 600, new_links: 600, new_rows: 640 },
    totals: { [newBags]: 600, [newSacks]: 40, [packed.name]: 600, ...CLEAN },
    stays: true,
  },
  {
    // A header, 5 times 8 of those 40 sacks and their bill.
    file: "parent-bill-batches.xlsx",
    layout: "parent_bill_batches",
    counts: { ...NO_COUNTS_SEEN, new_bills: 5, new_links: 40, new_rows: 45 },
    totals: { [newSacks]: 0, [newBills]: 5, [loaded.name]: 40, ...CLEAN },
    stays: true,
  },
  {
    // A header, 40 sacks with 30 bags each, a row for each sack and each bag.
    file: "bags.csv",
    layout: "bags",
    counts: { ...NO_COUNTS_SEEN, new_parents: 40, new_children: 1_200, new_links: 1_200, new_rows: 1_240 },
    totals: { [newBags]: 1_200, [newSacks]: 40, [packed.name]: 1_200, ...CLEAN },
    stays: false,
  },
  {
    // The same rows as a workbook, all cells text.
    file: "bags.xlsx",
    layout: "bags",
    counts: { ...NO_COUNTS_SEEN, new_parents: 40, new_children: 1_200, new_links: 1_200, new_rows: 1_240 },
    totals: { [newBags]: 1_200, [newSacks]: 40, [packed.name]: 1_200, ...CLEAN },
    stays: true,
  },
  {
    // A header and 10 bills with capacities from 5 to 14.
    file: "bills.csv",
    layout: "bills",
    counts: { ...NO_COUNTS_SEEN, new_bills: 10, new_rows: 10 },
    totals: { [newBills]: 10, ...CLEAN },
    stays: true,
  },
];

Deno.test({
  name: "every file of the warehouse goes in, is unchanged the second time, is taken back, and goes in again",
  ignore: CHROMIUM === undefined,
  fn: async (t) => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const importer = await Importer.on(server);
    await signInOn(opened.page, "admin", PASSWORDS.ADMIN_PASSWORD, "/imports");
    const look = () => pictureOf(server.databaseUrl, importer.session);

    for (const sample of SAMPLES) {
      await t.step(sample.file, () => goThrough(opened.page, importer, sample, look));
    }
    await t.step("what others have built on cannot be taken back before them", async () => {
      await assertBuiltOn(importer, look);
    });
    assert.deepEqual(opened.complaints, []);
    await assertOnce(server.databaseUrl);
  },
});

async function goThrough(page: Page, importer: Importer, sample: Sample, look: () => Promise<StockPicture>) {
  const before = await look();
  const file = await fileOf(sample);
  const id = await sendOn(page, file);
  await isChecked(page);
  assert.deepEqual(await totalsOn(page), sample.totals);
  const seen = await importer.see(id);
  assert.deepEqual([seen.layout, seen.counts], [sample.layout, sample.counts]);
  assert.deepEqual(await look(), before, "a preview changes nothing");

  await applyOn(page);
  assert.deepEqual((await importer.reach(id, ["done"])).counts, sample.counts);
  await assertSound(importer.session);

  const again = await importer.check(file.name, file.bytes);
  assert.deepEqual(again.counts, { ...NO_COUNTS_SEEN, unchanged: sample.counts.new_rows });
  const after = await look();
  await importer.ask(again.id, "cancel");

  await undoOn(page);
  await importer.reach(id, ["undone"]);
  assert.deepEqual(await look(), before, "taken back, all is as it was");

  const third = await importer.check(file.name, file.bytes);
  assert.deepEqual(third.counts, sample.counts);
  await importer.apply(third.id);
  assert.deepEqual(rowsOf(await look()), rowsOf(after), "and it goes in once more");
  if (!sample.stays) await importer.undo(third.id);
}

/** The newest import of sacks, then of bills on them: only from the last to the first can they be taken back. */
async function assertBuiltOn(importer: Importer, look: () => Promise<StockPicture>): Promise<void> {
  const before = await look();
  const newest = async (file: string): Promise<number> => {
    const { json } = await importer.session.call("GET", "/api/v1/imports");
    const items = json.items as { id: number; file_name: string; state: string }[];
    return items.find(({ file_name, state }) => file_name === file && state === "done")!.id;
  };
  const sacks = await newest("child-parent-batches.xlsx"), bills = await newest("parent-bill-batches.xlsx");
  await importer.ask(sacks, "undo");
  const { state, obstacles } = await importer.when(sacks, ({ undoing }) => !undoing, "looked at");
  assert.equal(state, "done");
  assert.ok(obstacles.length > 0);
  for (const { reason } of obstacles) assert.equal(reason, "on_bill");
  assert.deepEqual(await look(), before, "a refused undo changes nothing");

  await importer.undo(bills);
  await importer.undo(sacks);
  const { bags } = await look();
  assert.deepEqual(bags.filter((line) => line.includes("M444")), []);
}

const fileOf = async ({ file }: Sample) => ({
  name: file,
  bytes: await Deno.readFile(new URL(`../data/${file}`, import.meta.url)),
});

/** Without the times that exports show: a bag that comes a second time is as new as then. */
const rowsOf = ({ bags, bills, open, totals }: StockPicture) => ({ bags, bills, open, totals });
