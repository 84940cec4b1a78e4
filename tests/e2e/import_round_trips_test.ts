// Runs in a pair: it starts two whole servers, and carries everything from one to the other.
import assert from "node:assert/strict";
import { Importer, type ImportSeen } from "../support/importing.ts";
import { doAll, load, makeBill, scan } from "../support/import_rivals.ts";
import { withClient } from "../support/postgres.ts";
import { type Session, startServer, type TestServer } from "../support/server.ts";
import { assertSound } from "../support/stock_picture.ts";

/** What a spreadsheet, or a reader of ours, might take for something else than text. */
const ODD_TEXTS = [
  ...["=1+1", '=HYPERLINK("http://x.test","y")', "+91 98765", "-7", "@SUM(A1)", "'=1+1", "'quoted", "''-2"],
  ...["007", "1E5", "TRUE", "1/2", "2026-11-26", "#REF!", 'a "b", c; d', "<b>&amp;</b>", "]]>", "_x0041_"],
  ...["आलू, ४० बोरे", "a\u{1F33E}b", "one\ntwo", "tab\there", "end\\", "null", "__proto__"],
];
const ODD_NUMBERS = ["=1+1", "-7/A", "+A-1", "@B", "007", "'=8", "a,b;c", 'q"q', "INV/2026/1"];
/** A bag that was taken out of its sack: no sheet can bring it in by itself. */
const LOOSE = "ABC123XY";
const SHORT_SACKS = 5;
const FULL_SACKS = 3;

/** The layout that each export is, and whether a file of it brings everything that it names. */
const EXPORTS = [
  { name: "bags", layout: "bags" },
  { name: "bills", layout: "bills" },
  { name: "packing", layout: "child_parent_batches" },
  { name: "loading", layout: "parent_bill_batches" },
] as const;

Deno.test("what was exported is unchanged when it is imported, in every layout and format", async (t) => {
  await using server = await startServer();
  const admin = await server.logIn("admin");
  await stock(admin);
  const importer = new Importer(server.base, admin);

  for (const format of ["csv", "xlsx"] as const) {
    for (const { name, layout } of EXPORTS) {
      await t.step(`${name}.${format}`, async () => {
        const seen = await importer.check(`${name}.${format}`, await exported(server, admin, `${name}.${format}`));
        assert.deepEqual(await importer.problems(seen.id), []);
        assert.equal(seen.layout, layout);
        assertUnchanged(seen);
        await importer.ask(seen.id, "cancel");
      });
    }
  }

  for (const format of ["csv", "xlsx"] as const) {
    await t.step(`a new warehouse takes over everything from .${format}`, async () => {
      await using other = await startServer();
      const second = await Importer.on(other);
      for (const name of ["bags", "bills", "loading"]) {
        const { id } = await second.check(`${name}.${format}`, await exported(server, admin, `${name}.${format}`));
        const problems = (await second.problems(id)).map(({ code, reason }) => ({ code, reason }));
        assert.deepEqual(problems, name === "bags" ? [{ code: LOOSE, reason: "no_parent_named" }] : []);
        await second.apply(id);
      }
      assert.deepEqual(await factsOf(other), await factsOf(server));
      await assertSound(second.session);
    });
  }
});

function assertUnchanged({ counts, rows_read }: ImportSeen): void {
  const { unchanged, ...others } = counts;
  assert.ok(unchanged > 0 && unchanged <= rows_read);
  for (const [name, count] of Object.entries(others)) assert.equal(count, 0, name);
}

/** Full sacks, short ones, a bag that is in none, bills with every odd text, and sacks on two of them. */
async function stock(admin: Session): Promise<void> {
  const sacks = Array.from({ length: SHORT_SACKS + FULL_SACKS }, (_, place) => ({
    code: `M444-0000${place}`,
    bags: Array.from(
      { length: place < SHORT_SACKS ? 3 + place : 15 },
      (_, bag) => `00${place}${String(bag).padStart(4, "0")}`,
    ),
  }));
  await doAll(
    sacks.flatMap(({ code, bags }) => bags.map((bag) => [code, bag] as const)),
    ([code, bag]) => scan(admin, code, bag),
  );
  const loose = await scan(admin, sacks[0]!.code, LOOSE);
  const undo = { scan_id: crypto.randomUUID(), undoes: loose.json.scan_id };
  assert.equal((await admin.call("POST", "/api/v1/undos", undo)).status, 200);
  for (const [place, number] of ODD_NUMBERS.entries()) await makeBill(admin, number, SHORT_SACKS + FULL_SACKS + place);
  for (const [place, description] of ODD_TEXTS.entries()) {
    const bill = { number: `TEXT-${place}`, capacity: 3, description };
    assert.equal((await admin.call("POST", "/api/v1/bills", bill)).status, 201);
  }
  const loads = sacks.slice(1).map(({ code }, place) => ({ code, bill: ODD_NUMBERS[place % 2]! }));
  await doAll(loads, ({ code, bill }) => load(admin, encodeURIComponent(bill), code));
}

async function exported({ base }: TestServer, { token }: Session, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${base}/api/v1/exports/${name}`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.equal(response.status, 200, `${name}: ${new TextDecoder().decode(bytes.slice(0, 500))}`);
  return bytes;
}

/** What sheets carry, apart from the bag that is nowhere. */
const factsOf = ({ databaseUrl }: TestServer) =>
  withClient(databaseUrl, async (client) => {
    const bags = await client.query(
      `select b.role, b.code, p.code as parent, l.number as bill
      from bags b left join bags p on p.id = b.parent_id left join bills l on l.id = b.bill_id
      where b.code <> $1 order by b.code`,
      [LOOSE],
    );
    const bills = await client.query("select number, description, capacity, status from bills order by number");
    return { bags: bags.rows, bills: bills.rows };
  });
