/** An outbox for browsers that refuse us their database: right as long as the page lives, and the page says so. */
import type { Entry, Look, Outbox, Placed } from "./outbox.ts";

export function memoryOutbox(): Outbox {
  let entries: Placed[] = [];
  let looks: Look[] = [];
  let seq = 0;
  const leases = new Map<string, { readonly holder: string; readonly until: number }>();
  const done = Promise.resolve();

  return {
    isKept: false,
    add(entry: Entry) {
      if (!entries.some(({ id }) => id === entry.id)) entries.push({ ...entry, seq: ++seq });
      return done;
    },
    oldest: (user, most) => Promise.resolve(entries.filter((entry) => entry.user === user).slice(0, most)),
    newest: (most) => Promise.resolve(entries.slice(-most).reverse()),
    counts: (user) =>
      Promise.resolve({ all: entries.length, own: entries.filter((entry) => entry.user === user).length }),
    settle(seqs, added) {
      entries = entries.filter((entry) => !seqs.includes(entry.seq));
      looks = [...looks, ...added];
      return done;
    },
    looks: () => Promise.resolve([...looks]),
    lookCount: () => Promise.resolve(looks.length),
    dropLook(id) {
      looks = looks.filter((look) => look.id !== id);
      return done;
    },
    takeLease(name, holder, now, until) {
      const held = leases.get(name);
      const isFree = !held || held.holder === holder || held.until <= now;
      if (isFree) leases.set(name, { holder, until });
      return Promise.resolve(isFree);
    },
  };
}
