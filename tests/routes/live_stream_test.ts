import { equal, match, notEqual, ok } from "node:assert/strict";
import { Live, type Topic } from "../../actors/live.ts";
import { createPages } from "../../routes/pages.tsx";
import { newKey, openApi, ORIGIN } from "../support/api.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { TIME_ZONE } from "../support/made_rows.ts";
import { KINDS } from "../support/page_world.ts";

const PAGES = createPages({
  site: { publicOrigin: null, isHttps: false, timeZone: TIME_ZONE, metricsToken: null },
  sessions: { read: () => null, revoke: () => Promise.resolve(), revokeAllOf: () => Promise.resolve() },
  kinds: () => KINDS,
  areaLabels: () => ({}),
  areas: () => Promise.resolve([]),
  codePicture: () => "",
  files: {
    ...{
      scriptUrl: "/a.js",
      keysUrl: "/k.js",
      deskUrl: "/d.js",
      toolsUrl: "/t.js",
      liveUrl: "/l.js",
      padUrl: "/p.js",
      styleUrl: "/a.css",
    },
    respond: () => null,
  },
});

/** People of `openApi`: bina bills, dev packs in Lucknow, esha in Indore. `topics`: what they have looked at. */
async function openLive(hasRoom = true) {
  const live = new Live({
    clock: new FakeClock(),
    onFault: () => {},
    isHearing: () => true,
    standing: () => Promise.resolve(new Map()),
  });
  const topics: Topic[] = [];
  const api = await openApi({
    pages: PAGES,
    live: {
      hasRoomFor: () => hasRoom,
      join: (topic, reader) => {
        topics.push(topic);
        return live.join(topic, reader);
      },
    },
  });
  const look = (who: string, path: string, language = "en") =>
    Promise.resolve(api.app.request(ORIGIN + path, {
      headers: { cookie: `tracetrack=${who}; language=${language}`, "hx-request": "true" },
    }));
  return { api, topics, look };
}

async function firstOf(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

Deno.test("a stream is kept, changed and gathered by nobody on the way, and begins with the whole picture", async () => {
  const { api, look } = await openLive();
  await using _ = api;
  const response = await look("bina", "/live");
  equal(response.status, 200);
  match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
  equal(response.headers.get("cache-control"), "no-cache, no-transform");
  equal(response.headers.get("x-accel-buffering"), "no");
  const first = await firstOf(response);
  ok(first.startsWith("data: ") && first.endsWith("\n\n"));
  for (const id of ["figures", "chart", "packing", "bills", "refused", "open"]) {
    match(first, new RegExp(`id="dashboard-${id}"`));
  }
});

Deno.test("nobody is shown another's picture: each area, role and language has its own", async () => {
  const { api, topics, look } = await openLive();
  await using _ = api;
  await api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), parent: "SB00001", child: "AAAA1" });
  const packed = async (who: string, language?: string) => {
    const first = await firstOf(await look(who, "/live", language));
    return {
      bags: /outcome=child_linked">.*?stat-value">(\d+)/.exec(first)?.[1],
      seesBills: first.includes("dashboard-bills"),
    };
  };
  const [dev, esha, bina] = [await packed("dev"), await packed("esha"), await packed("bina")];
  await packed("bina", "hi");
  equal(
    JSON.stringify([dev, esha, bina]),
    JSON.stringify([
      { bags: "1", seesBills: false },
      { bags: "0", seesBills: false },
      { bags: "1", seesBills: true },
    ]),
  );
  equal(new Set(topics.map(({ key }) => key)).size, 4);
});

Deno.test("a bill's two pages are drawn each for itself, its number in any case is one bill", async () => {
  const { api, topics, look } = await openLive();
  await using _ = api;
  await api.ask("bina", "POST", "/api/v1/bills", { number: "Inv-7", capacity: 2 });
  for (const path of ["/bills/INV-7/live", "/bills/inv-7/live", "/bills/inv-7/live?page=scan"]) {
    ok((await firstOf(await look("bina", path))).includes("bill-weight"), path);
  }
  equal(topics[0]!.key, topics[1]!.key);
  notEqual(topics[1]!.key, topics[2]!.key);
});

Deno.test("a stream is refused to whoever may not see it, and put off where there is no room", async () => {
  const { api, look } = await openLive(false);
  await using _ = api;
  equal((await look("dev", "/bills/INV-7/live")).status, 403);
  equal((await look("nobody", "/live")).status, 401);
  equal((await look("bina", "/live")).status, 503);
});
