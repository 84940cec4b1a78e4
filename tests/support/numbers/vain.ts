/** What no door lets through: it leaves no trace and moves no number. */
import { type Chance, oneOf, uuidOf } from "../chance.ts";
import type { Hand } from "./crew.ts";

type Vain = (base: string, hand: Hand, id: string) => Promise<readonly [status: number, expected: number]>;

const SCAN = { parent: "SB10001", child: "00199" };
const FORM = "application/x-www-form-urlencoded";

const ATTEMPTS: readonly Vain[] = [
  async (_, { session }, id) => [await statusOf(session, { ...SCAN, scan_id: `${id}0` }), 400],
  async (_, { session }, id) => [await statusOf(session, { ...SCAN, scan_id: id, user: "somebody" }), 409],
  async (_, { session }, id) => [await statusOf(session, { ...SCAN, scan_id: id, parent: 7 }), 400],
  async (_, { session }) => [await statusOf(session, "{"), 400],
  async (base, _, id) => [
    await post(`${base}/api/v1/scans`, JSON.stringify({ ...SCAN, scan_id: id }), {
      "content-type": "application/json",
    }),
    401,
  ],
  async (base, { session }, id) => [
    await post(`${base}/scan`, `scan_id=${id}&parent=SB10001&code=00199`, {
      "content-type": FORM,
      "sec-fetch-site": "cross-site",
      cookie: session.cookie,
    }),
    403,
  ],
  async (base, { session }) => [
    await post(`${base}/scan`, "parent=SB10001&code=00199", {
      "content-type": FORM,
      "sec-fetch-site": "same-origin",
      cookie: session.cookie,
    }),
    400,
  ],
];

/** Tries one of them. @returns what was not refused as it should be. */
export async function knockInVain(base: string, hand: Hand, chance: Chance): Promise<string[]> {
  const attempt = oneOf(chance, ATTEMPTS);
  const [status, expected] = await attempt(base, hand, uuidOf(chance));
  return status === expected ? [] : [`Vain attempt ${ATTEMPTS.indexOf(attempt)} was answered ${status}`];
}

const statusOf = async (session: Hand["session"], body: unknown): Promise<number> =>
  (await session.call("POST", "/api/v1/scans", body)).status;

async function post(url: string, body: string, headers: HeadersInit): Promise<number> {
  const response = await fetch(url, { method: "POST", redirect: "manual", headers, body });
  await response.body?.cancel();
  return response.status;
}
