/** The people of a shift: of each role, of several areas and of none. */
import type { Person, Role } from "../../../domain/shapes.ts";
import { PASSWORDS, type Session, type TestServer } from "../server.ts";

export interface Hand {
  readonly person: Person;
  readonly session: Session;
}

/** Beside the three that a first start makes. */
const NEWCOMERS: readonly (readonly [username: string, role: Role, area: string | null])[] = [
  ["bina", "biller", null],
  ["lata", "dispatcher", "lucknow"],
  ["indu", "dispatcher", "indore"],
  ["isha", "dispatcher", "indore"],
  ["noor", "dispatcher", null],
];

/** The admin first. */
export async function hireCrew(server: TestServer): Promise<Hand[]> {
  const admin = await server.logIn("admin");
  const password = PASSWORDS.ADMIN_PASSWORD;
  for (const [username, role, dispatch_area] of NEWCOMERS) {
    await admin.call("POST", "/api/v1/users", { username, password, role, dispatch_area });
  }
  const { json } = await admin.call("GET", "/api/v1/users");
  const users = json.items as { id: number; username: string; role: Role; dispatch_area: string | null }[];
  const hands = users.map(async ({ id, username, role, dispatch_area: area }): Promise<Hand> => ({
    person: { id, username, fullName: null, role, area },
    session: username === "admin" ? admin : await server.logIn(username),
  }));
  return (await Promise.all(hands)).sort((a, b) => a.person.id - b.person.id);
}
